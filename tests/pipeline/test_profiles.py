"""The same paper for everyone: what every profile keeps of a pack, and what its pages must be."""

import io
import re

import page
import pdfplumber
import pytest
from workplaces import a_source_set

from packgen.diagnostics import PackgenError
from packgen.load.bundled import bundled_layouts, bundled_profiles
from packgen.load.layout import layout_names, load_layout
from packgen.load.profile import load_profile, profile_names
from packgen.model.request import Request
from packgen.pipeline.making import make, remake
from packgen.pipeline.workplace import open_workplace

PROFILES = {
    name: profile
    for name in profile_names([bundled_profiles()])
    if (profile := load_profile(name, [bundled_profiles()])[0])
}
LARGE = tuple(name for name, profile in PROFILES.items() if profile.text.size)
PAPERS = tuple(
    name
    for name in layout_names([bundled_layouts()])
    if (layout := load_layout(name, [bundled_layouts()])[0]) and layout.view == "paper"
)
MM = 72 / 25.4
WRITTEN = ("explain-why", "short-answer", "narrative-account", "essay", "multiple-choice")
PLAIN = ("explain-why", "short-answer", "narrative-account", "essay")


@pytest.fixture(scope="module")
def bank(tmp_path_factory):
    """The bundled bank."""
    return open_workplace(tmp_path_factory.mktemp("school"))


def pupils(made, profile=None):
    """A pack's PDF files for pupils, by what they are: the standard ones, or those of a profile."""
    codes = {other.code for other in PROFILES.values()}
    found = {}
    for file in made.pack.files:
        stem = file.path.removesuffix(".pdf").removeprefix("pupils/")
        name, _, code = stem.rpartition("-")
        own = code if code in codes else ""
        if file.path.startswith("pupils/") and own == (PROFILES[profile].code if profile else ""):
            found[name if own else stem] = file.data
    return found


def read(data):
    """The words of a paper in order, without furniture and brackets; "Question" is how a profile says a number."""
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        pages = [p.filter(lambda o: o["object_type"] == "char" and o["tag"] != "Artifact") for p in pdf.pages]
        words = re.sub(r"[\[\]()]", " ", " ".join(p.extract_text() for p in pages)).split()
    return [word for word in words if word != "Question"]


def from_question_1(data):
    """The same without the paper's head: its words after a cover's marker's grid or the last field to fill in."""
    words = read(data)
    opening = [n for n, word in enumerate(words[:400]) if word == "1" and words[n + 1][0].isupper()]
    return words[opening[-1] if opening else 0 :]


def answer_rules(data, left):
    """How many rules begin `left` mm from the paper's edge and run across the page."""
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        lines = [(line, p.width) for p in pdf.pages for line in p.lines]
    return sum(abs(line["x0"] - left * MM) < 0.1 and line["x1"] - line["x0"] > width / 2 for line, width in lines)


@pytest.mark.parametrize(("layout", "seed"), [("worksheet", 0), ("exam", 1)])
def test_the_same_questions_in_the_same_words_and_order(bank, layout, seed):
    request = Request(kinds=WRITTEN, layout=layout, seed=seed, title="t", profiles=tuple(PROFILES), mark_scheme=False)
    made = make(request, bank)
    first = from_question_1(pupils(made)[f"t-{layout}"])
    assert len(first) > 60
    for profile in PROFILES:
        assert from_question_1(pupils(made, profile)[f"t-{layout}"]) == first


def test_every_question_keeps_the_lines_that_were_printed(bank):
    made = make(Request(kinds=PLAIN, seed=3, title="t", profiles=LARGE, mark_scheme=False), bank)
    printed = answer_rules(pupils(made)["t-worksheet"], 26)
    assert printed > 0
    for profile in LARGE:
        left = PROFILES[profile].answer["x1"]
        assert answer_rules(pupils(made, profile)["t-worksheet"], left) == printed


def test_sources_stand_in_a_booklet_of_their_own(tmp_path):
    place = a_source_set(tmp_path, 1)
    made = make(Request(count=1, board="aqa", title="t", profiles=("large-print-18", "cream")), place)
    large = pupils(made, "large-print-18")
    assert sorted(large) == ["t-sources", "t-worksheet"]
    assert "mill" in read(large["t-sources"])
    assert "mill" not in read(large["t-worksheet"])
    assert sorted(pupils(made, "cream")) == ["t-worksheet"]


def test_there_is_no_booklet_where_there_are_no_sources(bank):
    made = make(Request(kinds=PLAIN, seed=1, layout="exam", title="t", profiles=("large-print-18",)), bank)
    large = pupils(made, "large-print-18")
    assert sorted(large) == ["t-exam"]
    assert "booklet." not in read(large["t-exam"])


def test_the_standard_files_are_the_same_beside_any_profile(bank):
    alone = make(Request(seed=2, title="t"), bank)
    beside = make(Request(seed=2, title="t", profiles=("dyslexia", "a3")), bank)
    files = {file.path: file.data for file in beside.pack.files}
    assert {file.path: files[file.path] for file in alone.pack.files} == {f.path: f.data for f in alone.pack.files}


def test_a_record_makes_every_profile_again(bank):
    made = make(Request(seed=2, versions=2, title="t", profiles=("dyslexia", "large-print-18")), bank)
    manifest = made.pack.manifest
    assert [entry.id for entry in manifest.used if entry.what == "profile"] == ["dyslexia", "large-print-18"]
    assert remake(manifest, bank).pack.files == made.pack.files


def test_a_changed_profile_is_a_change(tmp_path):
    (tmp_path / "profiles").mkdir()
    ours = tmp_path / "profiles" / "ours.yaml"
    ours.write_text("extends: cream\ncode: ours\n")
    place = open_workplace(tmp_path)
    made = make(Request(seed=2, title="t", profiles=("ours",)), place)
    ours.write_text("extends: cream\ncode: ours\nbackground: '#eeffee'\n")
    with pytest.raises(PackgenError, match="profile ours has been changed"):
        remake(made.pack.manifest, place)


def test_two_profiles_that_write_one_file_are_told(tmp_path):
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "ours.yaml").write_text("extends: cream\n")
    with pytest.raises(PackgenError, match='both end their files\' names with "c"'):
        make(Request(seed=2, profiles=("ours", "cream")), open_workplace(tmp_path))


def test_margins_that_leave_no_room_are_told(tmp_path):
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "ours.yaml").write_text("extends: cream\ncode: o\npage: {left: 100, right: 100}\n")
    with pytest.raises(PackgenError, match="leaves a frame"):
        make(Request(seed=2, profiles=("ours",)), open_workplace(tmp_path))


# --- what pages must be, in every layout -------------------------------------------------


class Sheet:
    """A PDF page taken apart once: its size, its characters that leave ink, its strokes."""

    def __init__(self, found):
        self.width = found.width
        self.text = found.extract_text()
        self.characters = [c for c in found.chars if c["text"].strip()]
        self.weights = [s["linewidth"] for s in (*found.lines, *found.rects, *found.curves) if s["stroke"]]


SHARES = 3
"""Each layout is printed in a third of the profiles, each profile in a third of the layouts."""


@pytest.fixture(scope="module", params=PAPERS)
def everything(request, bank):
    """A pack of one layout in its share of the profiles: the pupils' files by profile."""
    profiles = tuple(PROFILES)[PAPERS.index(request.param) % SHARES :: SHARES]
    wanted = Request(count=7, seed=5, layout=request.param, title="t", profiles=profiles, mark_scheme=False)
    made = make(wanted, bank)
    found = {profile: [*pupils(made, profile).values()] for profile in profiles}
    assert all(found.values())
    return found


@pytest.fixture(scope="module")
def sheets(everything):
    """Every profile's pages with what it asks of them."""
    found = []
    for name, files in everything.items():
        for data in files:
            with pdfplumber.open(io.BytesIO(data)) as pdf:
                found += [(PROFILES[name], Sheet(each)) for each in pdf.pages]
    return found


def test_every_profile_has_its_turn():
    turns = [name for n in range(len(PAPERS)) for name in tuple(PROFILES)[n % SHARES :: SHARES]]
    assert {name: turns.count(name) >= 2 for name in PROFILES} == dict.fromkeys(PROFILES, True)


def test_pages_are_accessible(everything):
    for profile, files in everything.items():
        for data in files:
            report = page.validate_pdf_bytes(data, profile=page.ValidationProfile.PDF_UA_1)
            assert [(profile, failure.rule_id, failure.message) for failure in report.failures] == []


def test_no_text_is_smaller_than_the_profile_s_nor_italic(sheets):
    for profile, sheet in sheets:
        if least := profile.text.size:
            assert min((c["size"] for c in sheet.characters), default=least) > least - 0.01, profile.name
            assert not [c["text"] for c in sheet.characters if re.search("Italic|Oblique", c["fontname"])], profile.name


def test_no_rule_is_thinner_than_a_point_and_nothing_leaves_the_page(sheets):
    for profile, sheet in sheets:
        if profile.text.size:
            assert min(sheet.weights, default=1) > 0.99, profile.name
            assert all(c["x0"] > 20 and c["x1"] < sheet.width - 20 for c in sheet.characters), profile.name


def test_words_stand_out_from_their_ground(sheets):
    for profile, sheet in sheets:
        ground = min(luminance(colour or "#ffffff") for colour in (profile.background, profile.tint))
        for ink in {c["non_stroking_color"] for c in sheet.characters}:
            assert (ground + 0.05) / (relative(ink) + 0.05) >= 7, profile.name


def test_nothing_on_a_page_names_the_profile(sheets):
    for profile, sheet in sheets:
        assert not re.search(r"dyslexi|large.print|profile|modified|enlarged", sheet.text, re.IGNORECASE), profile.name


def luminance(colour):
    return relative(tuple(int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)))


def relative(ink):
    """The relative luminance of a grey or RGB colour."""
    channels = ink * 3 if len(ink) == 1 else ink
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
