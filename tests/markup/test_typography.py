from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packgen.markup.typography import Typographer, by_script
from packgen.model.document import Text


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("'Stalin won.' He didn't.", "‘Stalin won.’ He didn’t."),
        ('"So," he said', "“So,” he said"),
        ("('quoted') and ['quoted']", "(‘quoted’) and [‘quoted’]"),
        ("\"He said 'no'\"", "“He said ‘no’”"),
        ("the workers' party", "the workers’ party"),
        ("'20s, the 1920's, '90s", "’20s, the 1920’s, ’90s"),
        ("'Twas 'em", "’Twas ’em"),
        ("rock 'n' roll", "rock ’n’ roll"),
        ("5' 6\" tall", "5' 6\" tall"),
        ("'in 1924' and \"1924\"", "‘in 1924’ and “1924”"),
        ("'Wait--' he said", "‘Wait–’ he said"),
    ],
)
def test_quotes_curl_as_a_printer_would_set_them(typed, printed):
    assert Typographer().set(typed) == printed


@pytest.mark.parametrize(
    ("lang", "printed"),
    [("en-GB", "“ja” ‘so’"), ("de", "„ja“ ‚so‘"), ("ru", "«ja» „so“"), ("fr-FR", "«\u00a0ja\u00a0» “so”")],
)
def test_quotes_are_those_of_the_language(lang, printed):
    assert Typographer(lang).set("\"ja\" 'so'") == printed


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("1922-29", "1922–29"),
        ("1924-1928", "1924–1928"),
        ("pages 10-12", "pages 10–12"),
        ("1.5-2.5 and £5-£10 and 5%-10%", "1.5–2.5 and £5–£10 and 5%–10%"),
        ("1,000-2,000", "1,000–2,000"),
        ("1922-04", "1922-04"),
        ("1922-04-03", "1922-04-03"),
        ("3-2", "3-2"),
        ("020-7946-0018", "020-7946-0018"),
        ("1.1.2-1.1.4", "1.1.2–1.1.4"),
        ("F-16, 16-year-old, A4-5x", "F-16, 16-year-old, A4-5x"),
        ("one--two -- three", "one–two\u00a0– three"),
        ("a---b", "a—b"),
        ("wait...", "wait…"),
        ("end....", "end…."),
        ("name .......", "name ......."),
    ],
)
def test_dashes_and_ellipses(typed, printed):
    assert Typographer().set(typed) == printed


@pytest.mark.parametrize(
    "kept",
    [
        "Source|C",
        "Interpretation|2",
        "Sources|A and B",
        "3|April 1922",
        "21st|January",
        "20|mm",
        "5|million",
        "8|marks",
    ],
)
def test_what_belongs_together_is_not_torn(kept):
    assert Typographer().set(kept.replace("|", " ")) == kept.replace("|", "\u00a0")


@pytest.mark.parametrize("free", ["Source of power", "April 1922", "12 men", "3 Aprilians", "Part of it"])
def test_other_words_may_be_torn(free):
    assert Typographer().set(free) == free


def test_a_quote_looks_at_the_text_before_it():
    setter = Typographer()
    setter.set("say ")
    assert setter.set("'yes") == "‘yes"
    setter.skip("x")
    assert setter.set("'") == "’"


@given(st.text(alphabet="ab19'\"-. \n–", max_size=40))
def test_words_never_change(text):
    letters = [c for c in text if c.isalnum()]
    assert [c for c in Typographer().set(text) if c.isalnum()] == letters


def test_cyrillic_words_are_tagged_as_russian():
    assert by_script("He edited Правда daily", "en-GB") == (Text("He edited "), Text("Правда", "ru"), Text(" daily"))
    assert by_script("Правда и мир", "en-GB") == (Text("Правда и мир", "ru"),)
    assert by_script("Правда", "bg") == (Text("Правда"),)
