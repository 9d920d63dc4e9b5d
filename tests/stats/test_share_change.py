"""The shares of categories in two states of an index."""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_osai.index import Model
from mkdocs_osai.problems import AuthorError, UnknownName
from mkdocs_osai.stats import Index, Result, percent
from mkdocs_osai.stats.over_time import share_change
from mkdocs_osai.stats.results.share_change import ShareChange
from tests.builders import a_model, an_index, some_criteria

THEN, NOW = dt.date(2025, 6, 17), dt.date(2026, 6, 12)
COUNTS = st.dictionaries(
    st.sampled_from(["China", "France", "Peru", "Spain", "Chile", "Other"]),
    st.integers(1, 9),
    min_size=1,
)


def of_origins(counts: dict[str | None, int], date: dt.date | None, **words: Any) -> Index:
    """An index with a number of models of each origin."""
    names = [name for name, count in counts.items() for _ in range(count)]
    models = [a_model(f"m{i:03}", origin=name, **words) for i, name in enumerate(names)]
    return an_index(*models, date=date)


def two(before: dict[Any, int], after: dict[Any, int], **words: Any) -> ShareChange:
    """The change of national origins between two indexes."""
    return share_change(*states(before, after), "national_origins", **words)


def states(before: dict[Any, int], after: dict[Any, int], **words: Any) -> tuple[Index, Index]:
    """Two states of an index that refer to each other."""
    later = of_origins(after, NOW, **words)
    earlier = replace(of_origins(before, THEN, **words), other=later)
    return earlier, replace(later, other=earlier)


def read(shown: ShareChange) -> dict[str, tuple[Fraction, Fraction, Fraction]]:
    return {one.name: (one.before.share, one.after.share, one.change) for one in shown.categories}


def test_a_category_of_either_state_has_a_share_in_both() -> None:
    moved = two({"China": 2, "Peru": 1, "Mali": 1}, {"China": 1, "France": 3, "Peru": 1})

    fifth, quarter = Fraction(1, 5), Fraction(1, 4)
    assert read(moved) == {
        "France": (0, 3 * fifth, 3 * fifth),
        "China": (2 * quarter, fifth, Fraction(-3, 10)),
        "Peru": (quarter, fifth, Fraction(-1, 20)),
        "Mali": (quarter, 0, -quarter),
    }


def test_it_says_what_it_shows() -> None:
    moved: Result = two({"China": 2, None: 1}, {"China": 1, "France": 2})

    assert moved.name == "change-of-national_origins"
    assert moved.label == "Change of national origin since 17 June 2025"
    assert moved.basis == "2 of 3 models on 2025-06-17 (1 without a tag), 3 models on 2026-06-12"
    assert (moved.n, moved.date) == (3, NOW)
    assert moved.table.header == (
        *("National origin", "17 June 2025", "12 June 2026"),
        "Change in percentage points",
    )
    assert moved.table.rows == (
        ("France", "0.0% (0)", "66.7% (2)", "+66.7"),
        ("China", "100.0% (2)", "33.3% (1)", "−66.7"),  # noqa: RUF001
    )
    assert moved.sentence == (
        "France 0.0% → 66.7% (+66.7 points), China 100.0% → 33.3% (−66.7 points)"  # noqa: RUF001
    )


@pytest.mark.parametrize(("before", "after"), [(None, NOW), (THEN, None), (NOW, NOW)])
def test_states_that_no_days_tell_apart_are_before_and_now(
    before: dt.date | None, after: dt.date | None
) -> None:
    then, now = of_origins({"China": 1}, before), of_origins({"China": 2}, after)
    moved = share_change(then, now, "national_origins")

    assert moved.label == "Change of national origin"
    assert moved.basis == "1 model before, 2 models now"
    assert moved.moments == ("Before", "Now")


def test_no_change_has_no_sign() -> None:
    one = two({"China": 1}, {"China": 5}).categories[0]
    hardly = two({"China": 4999, "Peru": 5001}, {"China": 1, "Peru": 1}).categories

    assert one.points == "0.0"
    assert one.change == 0
    assert [pair.points for pair in hardly] == ["0.0", "0.0"]


def test_what_is_joined_is_what_is_small_now_in_both_states() -> None:
    moved = two({"China": 1, "Peru": 6, "Mali": 1}, {"China": 5, "France": 3, "Peru": 1}, top=1)

    assert {name: (str(a), str(b)) for name, (a, b, _) in read(moved).items()} == {
        "China": ("1/8", "5/9"),
        "Other": ("7/8", "4/9"),
    }
    joined = moved.categories[1].joined
    assert [(p.name, p.before.count, p.after.count) for p in joined] == [
        ("France", 0, 3),
        ("Peru", 6, 1),
        ("Mali", 1, 0),
    ]
    assert moved.table.rows[-1][0] == "Other: Mali"
    assert "which joins 3 categories: France 0.0% → 33.3% (+33.3 points), Peru" in moved.sentence


def test_groups_and_order_are_about_both_states() -> None:
    before, after = {"France": 1, "Spain": 2, "Peru": 3}, {"France": 1, "China": 3}
    groups = {"EU": ["France", "Spain"]}
    grouped = two(before, after, groups=groups, order=["Peru", "EU"])

    assert {name: (str(a), str(b)) for name, (a, b, _) in read(grouped).items()} == {
        "Peru": ("1/2", "0"),
        "EU": ("1/2", "1/4"),
        "China": ("0", "3/4"),
    }
    assert list(read(grouped)) == ["Peru", "EU", "China"]


def test_a_model_in_two_of_the_joined_categories_counts_once() -> None:
    then = an_index(a_model("a", types=("text", "code")), a_model("b", types=("image",)))
    now = an_index(*(a_model(f"m{i}", types=("image",)) for i in range(3)))
    moved = share_change(then, now, "types", top=1, other="The rest")

    assert [(p.name, p.before.count, p.before.percent) for p in moved.categories] == [
        ("image", 1, "50.0%"),
        ("The rest", 1, "50.0%"),
    ]


def test_spans_of_time_stay_in_their_order() -> None:
    then = an_index(a_model("a", released="2024-01"), a_model("b", released="2022-01"))
    now = an_index(a_model("a", released="2023-01"), a_model("b", released="2025-01"))

    names = [one.name for one in share_change(then, now, "release_years").categories]
    assert names == ["2022", "2023", "2024", "2025"]


def test_a_selection_holds_for_both_states() -> None:
    moved = two(
        {"China": 2, "Peru": 2}, {"China": 1, "France": 4, "Peru": 3}, origin=["China", "Peru"]
    )

    assert read(moved)["China"][:2] == (Fraction(1, 2), Fraction(1, 4))
    assert moved.selection.words == "national origin: China or Peru"
    assert "France" not in read(moved)


def test_a_category_that_only_one_state_has_can_be_selected() -> None:
    moved = two({"China": 2}, {"China": 1, "France": 4}, origin=["China", "France"])

    assert read(moved)["France"] == (Fraction(0), Fraction(4, 5), Fraction(4, 5))
    gone = two({"China": 2, "Peru": 2}, {"China": 1}, origin=["China", "Peru"])
    assert read(gone)["Peru"] == (Fraction(1, 2), Fraction(0), Fraction(-1, 2))


def test_a_state_without_models_leaves_nothing_to_compare() -> None:
    with pytest.raises(
        AuthorError,
        match=r"index of 2025-06-17 has no model with a category of national_origins "
        r"\(national origin: France\), so .*; select other models, or another day",
    ):
        two({"China": 2}, {"China": 1, "France": 4}, origin="France")
    with pytest.raises(AuthorError, match="index of 2026-06-12 has no model with a category"):
        two({"China": 2}, {})


def test_what_only_one_state_has_cannot_be_compared() -> None:
    code = some_criteria(code=("text",))
    both = some_criteria(code=("text",), datasheet=("text",))
    then = an_index(a_model("a", criteria=both), criteria=both, date=THEN)
    now = an_index(a_model("a", criteria=code), criteria=code)

    told = r"an index without a date knows no 'datasheet', so .*; name what both states have"
    with pytest.raises(AuthorError, match=told):
        share_change(then, now, "datasheet")
    for words in ({"datasheet": "open"}, {"exclude": {"datasheet": "open"}}):
        with pytest.raises(AuthorError, match="without a date knows no 'datasheet'"):
            share_change(now, then, "types", **words)
    with pytest.raises(UnknownName, match="unknown dimension 'datashet'"):
        share_change(now, then, "datashet")
    with pytest.raises(UnknownName, match="unknown argument 'origins'"):
        share_change(now, then, "types", origins="China")
    assert share_change(then, now, "code").sentence == "open 100.0% → 100.0% (0.0 points)"


def test_scores_by_other_criteria_do_not_select() -> None:
    code, both = some_criteria(code=("text",)), some_criteria(code=("text",), paper=("text",))
    then = an_index(a_model("a", criteria=both), criteria=both, date=THEN)
    now = an_index(a_model("a", criteria=code), criteria=code, date=NOW)

    for words in ({"min_score": 0.5}, {"exclude": {"max_score": 0.5}}):
        with pytest.raises(AuthorError, match="are by different criteria; leave min_score"):
            share_change(then, now, "types", **words)
        assert share_change(now, now, "types", **words).n == 1


def test_an_order_names_categories_of_either_state() -> None:
    with pytest.raises(UnknownName, match="did you mean 'Peru'"):
        two({"Peru": 1}, {"China": 1}, order=["Peruu"])
    with pytest.raises(AuthorError, match="top is 0"):
        two({"Peru": 1}, {"China": 1}, top=0)


@given(COUNTS, COUNTS, st.none() | st.integers(1, 4))
def test_shares_of_each_state_add_up_and_changes_cancel_out(
    before: dict[str, int], after: dict[str, int], top: int | None
) -> None:
    moved = two(before, after, top=top)
    shares = read(moved).values()

    assert sum(then for then, _, _ in shares) == 1
    assert sum(now for _, now, _ in shares) == 1
    assert all(changed == now - then for then, now, changed in shares)
    assert sum(changed for _, _, changed in shares) == 0
    assert sum(one.before.count for one in moved.categories) == sum(before.values())
    backwards = {name: -changed for name, (_, _, changed) in read(two(after, before)).items()}
    if top is None:
        assert backwards == {name: changed for name, (_, _, changed) in read(moved).items()}


@given(COUNTS, COUNTS, st.integers(1, 4))
def test_joining_changes_no_number(before: dict[str, int], after: dict[str, int], top: int) -> None:
    whole = read(two(before, after))
    for few in (two(before, after, top=top), two(before, after).top(top).with_other_last()):
        parts = [part for one in few.categories for part in one.joined or (one,)]
        assert {p.name: (p.before.share, p.after.share, p.change) for p in parts} == whole


@given(COUNTS, COUNTS, st.none() | st.integers(1, 4))
def test_table_csv_frame_sentence_and_values_say_the_same(
    before: dict[str, int], after: dict[str, int], top: int | None
) -> None:
    moved = two(before, after, top=top)
    told = {one["name"]: one for one in moved.to_dict()["categories"]}
    table = {name: cells for name, *cells in moved.table.rows}
    rows = list(csv.DictReader(io.StringIO(moved.to_csv())))
    frame = moved.frame()

    for one in moved.categories:
        then, now = one.before, one.after
        words = f"{one.name} {then.percent} → {now.percent} ({one.points} points)"
        assert words in moved.sentence
        assert table[one.name] == [
            *(f"{side.percent} ({side.count:,})" for side in (then, now)),
            one.points,
        ]
        joined = told[one.name].pop("joined", [])
        assert [part["name"] for part in joined] == [part.name for part in one.joined]
        assert told[one.name] == {
            "name": one.name,
            "before": {"count": then.count, "share": float(then.share)},
            "after": {"count": now.count, "share": float(now.share)},
            "change": float(one.change),
        }
        assert tuple(frame.loc[one.name]) == (
            *(then.count, float(then.share), now.count, float(now.share)),
            float(one.change),
        )
        of_one = [row for row in rows if row["shown_as"] == one.name]
        assert sum(int(row["count_before"]) for row in of_one) == then.count
        assert sum(int(row["count_after"]) for row in of_one) == now.count
        assert sum(float(row["change"]) for row in of_one) == pytest.approx(float(one.change))
    for row in rows:
        share = Fraction(int(row["count_after"]), int(row["n_after"]))
        assert percent(share) == percent(Fraction(row["share_after"]).limit_denominator(10**6))
    assert moved.to_dict()["after"] == {
        "date": "2026-06-12",
        "n": sum(after.values()),
        "models": sum(after.values()),
        "unsorted": 0,
    }


def test_a_change_that_readers_cannot_check_says_how_it_is_rounded() -> None:
    then, now = an_index(*parts(17, 46)), an_index(*parts(156, 193))

    odd = share_change(then, now, "national_origins")

    assert "China 37.0% → 80.8% (+43.9 points)" in odd.sentence
    assert odd.basis.endswith("; changes are rounded from the exact shares")
    even = share_change(an_index(*parts(1, 4)), an_index(*parts(2, 4)), "national_origins")
    assert "rounded" not in even.basis


def parts(china: int, of: int) -> list[Model]:
    return [a_model(f"m{i}", origin="China" if i < china else "Peru") for i in range(of)]
