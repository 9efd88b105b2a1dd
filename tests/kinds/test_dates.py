from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packgen.kinds.dates import Moment, out_of_order, placed, read_date


@pytest.mark.parametrize(
    ("text", "first", "last", "printed"),
    [
        ("1922", 1922, 1923, "1922"),
        ("1922-04", 1922.25, 1922.3333, "April 1922"),
        ("1922-01-01", 1922, 1922 + 1 / 31 / 12, "1 January 1922"),
        ("April 1922", 1922.25, 1922.3333, "April 1922"),
        ("1 January 1922", 1922, 1922 + 1 / 31 / 12, "1 January 1922"),
        ("January 1, 1922", 1922, 1922 + 1 / 31 / 12, "January 1, 1922"),
        ("1st Jan. 1922", 1922, 1922 + 1 / 31 / 12, "1st Jan. 1922"),
        ("1–31 January 1922", 1922, 1922 + 1 / 12, "1–31 January 1922"),
        ("early 1924", 1924, 1924.3333, "early 1924"),
        ("By the end of 1929", 1929.8333, 1930, "By the end of 1929"),
        ("spring 1921", 1921.1667, 1921.4167, "spring 1921"),
        ("1920s", 1920, 1930, "1920s"),
        ("1921–28", 1921, 1929, "1921–28"),
        ("c. 1066", 1066, 1067, "c. 1066"),
        ("44 BC", -44, -43, "44 BC"),
        ("AD 43", 43, 44, "AD 43"),
        ("19th century", 1801, 1901, "19th century"),
        ("5th century BC", -500, -400, "5th century BC"),
    ],
)
def test_dates_are_read(text, first, last, printed):
    moment = read_date(text)
    assert moment is not None
    assert (moment.first, moment.last) == pytest.approx((first, last), abs=1e-3)
    assert moment.text == printed


@pytest.mark.parametrize(
    "text", ["", "soon", "31 April 1922", "29 February 1923", "1922-13", "1922-02-30", "0", "2 Smarch 1900", "12345"]
)
def test_other_words_are_no_dates(text):
    assert read_date(text) is None


def test_order_allows_a_year_around_its_months():
    year, may, march = read_date("1924"), read_date("May 1924"), read_date("March 1924")
    assert out_of_order([year, may]) is None
    assert out_of_order([may, year]) is None
    assert out_of_order([may, march]) == 1
    assert out_of_order([may, year, march]) == 2
    assert out_of_order([may, may]) is None


SPANS = st.tuples(st.floats(0, 100), st.floats(0.01, 50)).map(lambda pair: Moment(pair[0], sum(pair), ""))


@given(st.lists(SPANS, min_size=1, max_size=8))
def test_places_never_fall_and_stay_within_their_dates(moments):
    moments = sorted(moments, key=lambda moment: moment.first)
    ats = placed(moments)
    assert list(ats) == sorted(ats)
    assert all(m.first - 1e-3 <= at <= m.last + 1e-3 for m, at in zip(moments, ats, strict=True))


@given(st.text(max_size=20) | st.text(alphabet="0123456789-–/ BCADapril.sthnd,", max_size=20))
def test_no_text_ever_raises(text):
    read_date(text)
