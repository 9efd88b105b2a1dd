"""What README and tutorial tell people to type does what they say."""

import re
import shlex
from pathlib import Path

import pytest

from packgen import registry

ROOT = Path(__file__).parents[2]
BLOCKS = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
BUNDLED = ("topics", "kinds", "layouts", "list", "show")


def typed(page):
    """The packgen commands of a page, each as its words."""
    text = "\n".join(BLOCKS.findall((ROOT / page).read_text(encoding="utf-8")))
    lines = [shlex.split(line, comments=True) for line in text.splitlines()]
    return [words[words.index("packgen") + 1 :] for words in lines if "packgen" in words[:1]]


LINES = [(page, words) for page in ("README.md", "docs/tutorial.md") for words in typed(page)]


@pytest.mark.parametrize(("page", "words"), LINES, ids=[" ".join(words) for _, words in LINES])
def test_a_documented_line_can_be_typed(bundled, run, page, words):
    assert words[0] in registry.names("cli")
    if "--class" in words:
        # What the pages say of a class list and a room, which a school brings itself.
        (bundled / "classes").mkdir()
        (bundled / "classes" / "10B.csv").write_text("Name\nAnna Petrova\nBen Okafor\n")
        (bundled / "hall.csv").write_text("*,*\n")
    if words[0] == "make":
        assert run(*words, "--dry-run").exit_code == 0
    elif words[0] in BUNDLED:
        result = run(*words)
        assert result.exit_code == 0
        assert result.stdout
    else:
        command = registry.get("cli", words[0])
        options = {name for option in command.params for name in option.opts}
        assert {word for word in words if word.startswith("-")} <= options


def test_the_first_command_of_the_makefile_is_the_readmes():
    line = re.search(r"-m packgen (make .*)", (ROOT / "Makefile").read_text(encoding="utf-8"))[1]
    assert line in (ROOT / "README.md").read_text(encoding="utf-8")
