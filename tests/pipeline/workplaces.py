"""Banks written into a folder by tests."""

import textwrap
from pathlib import Path

from packgen.pipeline.workplace import Workplace, open_workplace

SOURCE_SET = """
schema: 1
stimuli:
  - id: letter
    provenance: From a letter, 1900.
    text: The mill has stood for a hundred years.
    licence: ours
items:
"""

ONE_OF_SET = """
  - id: letter-{n}
    kind: source-utility
    topic: "1"
    boards: [aqa]
    stem: How useful is @letter to an enquiry into matter {n}?
    stimuli: [letter]
    scheme:
      indicative:
        - {{heading: Content, points: [SECRET{n} of the scheme]}}
"""


def a_bank(folder: Path, files: dict[str, str]) -> Workplace:
    """A workplace with these files in its questionbank/, and a topic 1."""
    bank = folder / "questionbank"
    bank.mkdir(parents=True, exist_ok=True)
    (bank / "bank.yaml").write_text("schema: 1\nsubject: History\nunit: Mills\nlang: en-GB\n")
    (bank / "topics.yaml").write_text('schema: 1\ntopics: [{id: "1", title: Mills}]\n')
    for name, text in files.items():
        (bank / name).write_text(textwrap.dedent(text), encoding="utf-8")
    return open_workplace(folder)


def a_source_set(folder: Path, questions: int) -> Workplace:
    """A bank of one source and so many long questions on it."""
    return a_bank(folder, {"set.yaml": SOURCE_SET + "".join(ONE_OF_SET.format(n=n) for n in range(questions))})
