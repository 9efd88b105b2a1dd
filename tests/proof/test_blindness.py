"""A proof that finds nothing is worth what it would find: packs spoilt on purpose are told from sound ones."""

import csv
import io

import pikepdf
import pytest
from canaries import traces
from msgspec import structs
from page_facts import broken
from solving import one_paper_all_versions, unsolved
from tags import misread
from workshop import BUNDLED, Finished, bundled, finished

from packgen.write.pack import PackFile

WORDS = "zqxabcd"


@pytest.fixture(scope="module")
def sound():
    kinds = ("multiple-choice", "multiple-choice", "timeline", "source-utility", "explain-why")
    return finished(bundled(), kinds=kinds, layout="exam", seed=3, versions=2)


def spoilt(pack, path, change):
    """`pack` with one of its files changed."""
    files = tuple(PackFile(f.path, change(f.data)) if f.path == path else f for f in pack.made.pack.files)
    made = structs.replace(pack.made, pack=structs.replace(pack.made.pack, files=files))
    return Finished(made, pack.place)


def edited(content):
    """A change to a PDF's pages by a function of a page's number and content stream."""

    def change(data):
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for n, page in enumerate(pdf.pages):
                page.Contents = pdf.make_stream(content(n, page.Contents.read_bytes()))
            out = io.BytesIO()
            pdf.save(out)
        return out.getvalue()

    return change


def test_a_sound_pack(sound):
    assert broken(sound, BUNDLED) + unsolved(sound) + misread(sound) == []


def test_a_wrong_letter_in_the_key(sound):
    def change(data):
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
        rows[1][4] = "D" if rows[1][4] != "D" else "A"
        out = io.StringIO()
        csv.writer(out).writerows(rows)
        return out.getvalue().encode("utf-8-sig")

    assert "which is" in unsolved(spoilt(sound, "teachers/proof-key.csv", change))[0]


def test_pages_moved_to_the_edge(sound):
    change = edited(lambda n, content: b"q 1 0 0 1 -30 0 cm\n" + content + b"\nQ" if n == 1 else content)
    assert any("from the edge" in fact for fact in broken(spoilt(sound, "pupils/proof-exam-A.pdf", change), BUNDLED))


def test_words_on_words(sound):
    aside = b"q\n%s\nQ\nq 1 0 0 1 20 0 cm\n%s\nQ"
    change = edited(lambda n, content: aside % (content, content) if n == 1 else content)
    assert any("overlap" in fact for fact in broken(spoilt(sound, "pupils/proof-exam-A.pdf", change), BUNDLED))


def test_a_page_less(sound):
    def change(data):
        with pikepdf.open(io.BytesIO(data)) as pdf:
            del pdf.pages[2]
            out = io.BytesIO()
            pdf.save(out)
        return out.getvalue()

    spoiled = spoilt(sound, "pupils/proof-exam-B.pdf", change)
    assert any("page" in fact and "says" in fact for fact in broken(spoiled, BUNDLED))
    assert any("pages" in fact for fact in one_paper_all_versions(spoiled))


def test_content_outside_the_tree(sound):
    change = edited(lambda n, content: content.replace(b"/Artifact BMC", b"/P<</MCID 999>>BDC", 1))
    assert misread(spoilt(sound, "pupils/proof-exam-A.pdf", change))


@pytest.mark.parametrize(
    "hide",
    [
        lambda pdf: pdf.docinfo.__setitem__("/Keywords", WORDS),
        lambda pdf: pdf.Root.__setitem__("/X", pikepdf.String(WORDS.encode("utf-16-be"))),
        lambda pdf: pdf.Root.__setitem__("/X", pdf.make_stream(WORDS.encode())),
        lambda pdf: pdf.Root.__setitem__("/X", pdf.make_stream(WORDS.encode("utf-16-le"))),
        lambda pdf: pdf.Root.__setitem__("/X", pdf.make_stream(WORDS.encode().hex().encode())),
    ],
)
def test_a_canary_is_found_wherever_it_hides(sound, hide):
    with pikepdf.open(io.BytesIO(sound.files["pupils/proof-exam-A.pdf"])) as pdf:
        hide(pdf)
        out = io.BytesIO()
        pdf.save(out)
    assert traces(out.getvalue())
