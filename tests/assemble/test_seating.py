"""Versions by seats: neighbours never share one where that can be."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from packgen.assemble.seating import in_seat_order, in_turn, seated
from packgen.model.roster import Pupil, Roster, Seat, SeatingPlan


def people(count, **versions):
    pupils = tuple(Pupil(number=n, name=f"P {n}", version=versions.get(f"p{n}", "")) for n in range(1, count + 1))
    return Roster(name="10B", pupils=pupils, digest="", file="10B.csv")


def room(fixed, free=()):
    return SeatingPlan(fixed=fixed, free=tuple(free), digest="", file="seating.csv")


def touching(one, other):
    return one != other and abs(one.row - other.row) <= 1 and abs(one.column - other.column) <= 1


@given(st.sets(st.builds(Seat, st.integers(0, 7), st.integers(0, 7)), min_size=1), st.integers(4, 9))
def test_with_four_versions_no_neighbour_shares_one(seats, count):
    found, said = seated(people(len(seats)), room({}, sorted(seats)), "ABCDEFGHI"[:count])
    for one, seat in found.seats.items():
        for other, next_to in found.seats.items():
            assert not touching(seat, next_to) or found.versions[one] != found.versions[other]
    assert (found.clashes, said) == ((), ())


@given(st.integers(1, 6), st.integers(1, 6))
def test_with_two_versions_none_shares_with_who_sits_beside_or_in_front(rows, columns):
    seats = [Seat(row, column) for row in range(rows) for column in range(columns)]
    found, _ = seated(people(len(seats)), room({}, seats), "AB")
    for one, other in found.clashes:
        a, b = found.seats[one], found.seats[other]
        assert a.row != b.row
        assert a.column != b.column


def test_fixed_versions_are_kept_and_others_give_way():
    seats = [Seat(row, column) for row in range(3) for column in range(3)]
    found, said = seated(people(9, p5="A", p9="B"), room({}, seats), "ABCDE")
    assert (found.versions[5], found.versions[9]) == ("A", "B")
    assert found.clashes == ()
    assert said == ()


def test_what_can_not_be_kept_apart_is_told_by_seat_and_number():
    found, said = seated(people(2, p1="A", p2="A"), room({1: Seat(0, 0), 2: Seat(0, 1)}), "ABCD")
    assert found.clashes == ((1, 2),)
    assert "pupils 1 (row 1, seat 1) and 2 (row 1, seat 2) share version A" in str(said[0])


def test_pupils_without_a_seat_are_told_and_have_a_version():
    found, said = seated(people(4), room({3: Seat(0, 0)}, [Seat(0, 1)]), "ABCD")
    assert set(found.versions) == {1, 2, 3, 4}
    assert "2 pupils have no seat (numbers 2, 4)" in str(said[0])
    assert in_seat_order([1, 2, 3, 4], found.seats) == [3, 1, 2, 4]


@given(st.integers(1, 100), st.integers(1, 8))
def test_in_turn_every_version_is_used_alike(count, versions):
    given_out = Counter(in_turn(people(count), "ABCDEFGH"[:versions]).versions.values())
    assert max(given_out.values()) - min(given_out.get(v, 0) for v in "ABCDEFGH"[:versions]) <= 1
