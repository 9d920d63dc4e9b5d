"""Why a class was changed: each rule, and what speaks against it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_osai.history.reasons import NEWS, WORDS, causes
from mkdocs_osai.history.regradings import DAYS, ENOUGH, FEWEST, ClassChange
from mkdocs_osai.index import Grade
from mkdocs_osai.index.snapshot import RecordedReason

DAY = dt.date(2026, 3, 19)
SIZE = 190  # models of the index; 8 are many


def a_change(model: int = 0, day: int = 0, **changes: Any) -> ClassChange:
    """A class that becomes less open, with the same evidence."""
    values: dict[str, Any] = {
        "criterion": "licenses",
        "before": Grade("open", ("https://example.org",), "Checked."),
        "after": Grade("partial", ("https://example.org",), "Checked."),
        **changes,
    }
    return ClassChange(DAY + dt.timedelta(days=day), f"m{model}", **values)


def up(model: int, day: int = 0) -> ClassChange:
    one = a_change(model, day)
    return a_change(model, day, before=one.after, after=one.before)


def reasons(changes: Sequence[ClassChange], size: int = SIZE, **known: Any) -> list[str]:
    return [cause.reason for cause in causes(changes, size, **known)[0]]


def test_a_single_change_with_the_same_evidence_is_a_correction() -> None:
    assert reasons([a_change()]) == ["correction"]


def test_another_evidence_can_mean_news_or_a_correction_so_nothing_is_told() -> None:
    after = Grade("open", ("https://example.org/new",))

    assert reasons([a_change(after=after)]) == ["unknown"]
    moved = Grade("partial", ("http://www.example.org/",))
    assert reasons([a_change(after=moved)]) == ["correction"]


@pytest.mark.parametrize("before", [Grade(None), Grade("closed")])
def test_what_was_empty_or_as_in_the_template_is_filled_in(before: Grade) -> None:
    found = [a_change(n, before=before, after=Grade("open")) for n in range(30)]

    assert set(reasons(found)) == {"filled"}


def test_a_closed_class_with_a_note_was_filled_in() -> None:
    closed = Grade("closed", (), "No code.")

    assert reasons([a_change(before=closed, after=Grade("open"))]) == ["correction"]


def test_many_changes_one_way_in_the_same_days_are_a_regrading() -> None:
    many = [a_change(n, n % DAYS) for n in range(8)]

    assert reasons(many) == ["rubric"] * 8
    assert reasons([*many, up(20)])[-1] == "correction"
    other = a_change(21, criterion="paper")
    assert reasons([*many, other])[-1] == "correction"


def test_the_same_number_over_months_is_no_regrading() -> None:
    assert set(reasons([a_change(n, n * DAYS) for n in range(30)])) == {"correction"}


def test_some_changes_are_too_many_to_be_sure() -> None:
    assert set(reasons([a_change(n) for n in range(5)])) == {"unknown"}
    assert set(reasons([a_change(n) for n in range(4)])) == {"correction"}


def test_changes_both_ways_are_no_regrading_and_not_told() -> None:
    both = [a_change(n) if n % 2 else up(n) for n in range(30)]

    assert set(reasons(both)) == {"unknown"}


def test_many_depends_on_the_size_of_the_index() -> None:
    assert set(reasons([a_change(n) for n in range(FEWEST)], size=10)) == {"rubric"}
    assert set(reasons([a_change(n) for n in range(ENOUGH)], size=100_000)) == {"rubric"}


def test_a_changed_description_makes_a_change_in_these_days_a_regrading() -> None:
    described = [(DAY, "licenses")]

    assert reasons([a_change(day=DAYS)], described=described) == ["rubric"]
    assert reasons([a_change(day=-DAYS)], described=described) == ["rubric"]
    assert reasons([a_change(day=DAYS + 1)], described=described) == ["correction"]
    assert reasons([a_change(criterion="paper")], described=described) == ["correction"]


def test_a_change_the_other_way_is_no_regrading_even_if_the_description_changed() -> None:
    found = [*(a_change(n) for n in range(20)), up(30)]

    assert reasons(found, described=[(DAY, "licenses")]) == ["rubric"] * 20 + ["correction"]
    assert reasons([up(30)], described=[(DAY, "licenses")]) == ["rubric"]


def test_the_class_of_a_new_version_is_news_unless_the_criterion_is_regraded() -> None:
    versions = [(DAY, f"m{n}") for n in range(14)]

    assert set(reasons([a_change(n) for n in range(14)], versions=versions)) == {"version"}
    regraded = [a_change(n) for n in range(20, 40)]
    found = reasons([a_change(0), *regraded], versions=versions)
    assert (found[0], {*found[1:]}) == ("unknown", {"rubric"})


def test_what_the_keepers_record_counts_and_the_last_entry_most() -> None:
    recorded = [
        RecordedReason(DAY, DAY, "rubric", ("licenses",)),
        RecordedReason(DAY, DAY, "provider", (), ("m1",), "it was closed", "https://example.org"),
    ]
    found, regraded = causes([a_change(0), a_change(1), a_change(2, 1)], 190, recorded=recorded)

    assert [cause.reason for cause in found] == ["rubric", "provider", "correction"]
    assert found[1].note == "it was closed"
    assert [(w.criterion, w.models, w.up) for w in regraded] == [("licenses", 1, False)]


def test_changes_with_other_criteria_are_not_told() -> None:
    assert reasons([a_change(criteria_changed=True)]) == ["unknown"]


def test_a_class_that_is_missing_now_is_not_told() -> None:
    assert reasons([a_change(after=Grade(None))]) == ["unknown"]


@given(
    st.lists(
        st.builds(a_change, st.integers(0, 30), st.integers(0, 30), criterion=st.sampled_from("ab"))
    )
)
def test_every_change_has_a_reason_in_words_whatever_the_order(found: list[ClassChange]) -> None:
    once = dict(zip(found, reasons(found), strict=True))

    assert {*once.values()} <= WORDS.keys()
    assert not {*once.values()} & {*NEWS}  # nothing says that a model changed
    assert [once[c] for c in reversed(found)] == reasons([*reversed(found)])


@pytest.mark.parametrize(
    ("day", "reason"),
    [(-1, "correction"), (0, "version"), (DAYS, "version"), (DAYS + 1, "correction")],
)
def test_only_the_classes_of_the_week_after_a_new_version_are_its_classes(
    day: int, reason: str
) -> None:
    assert reasons([a_change(0, day)], versions=[(DAY, "m0")]) == [reason]


@pytest.mark.parametrize("named", ["m0", "old"])
def test_a_record_may_name_any_id_of_the_model(named: str) -> None:
    recorded = [RecordedReason(DAY, DAY, "provider", (), (named,))]

    assert reasons([a_change(0, ids=("m0", "old"))], recorded=recorded) == ["provider"]
    assert reasons([a_change(1)], recorded=recorded) == ["correction"]
