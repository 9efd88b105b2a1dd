"""A pack's name works as a folder on every system."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packgen.write.slug import LONGEST, RESERVED, slug


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Stalin: end of unit", "stalin-end-of-unit"),
        ("Lenin's Testament", "lenins-testament"),
        ("Café & Élan", "cafe-and-elan"),
        ("1.1 timeline", "1-1-timeline"),
        ("The USSR, 1917–41", "the-ussr-1917-41"),
        ("Cause—and effect / change", "cause-and-effect-change"),
        ("CON", "con-pack"),
        ("../../etc/passwd", "etc-passwd"),
        ("word " * 40, "-".join(["word"] * 12)),
    ],
)
def test_a_title_becomes_a_name(title, name):
    assert slug(title) == name


def test_titles_without_a_latin_letter_get_different_names():
    assert slug("Сталин") != slug("Ленин")
    assert slug("Сталин 7B") != slug("Ленин 7B")
    assert slug("Сталин 7B").startswith("7b-")


@given(st.text(max_size=200))
def test_every_name_is_safe(text):
    name = slug(text)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)
    assert len(name) <= LONGEST
    assert name not in RESERVED
