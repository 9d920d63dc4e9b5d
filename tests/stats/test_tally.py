"""Tallies: counts, shares, missing tags and `Other`."""

from __future__ import annotations

import csv
import io
import itertools
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_osai.index import Model
from mkdocs_osai.stats import Index, Result, Tally, to_csv
from mkdocs_osai.stats.over_time import history_series, share_change
from tests.builders import a_model, an_index

NUMBERS = itertools.count()


def models(**counts: int) -> list[Model]:
    """Models by their origin: `models(China=2)`; an underscore is a space."""
    origins = [name.replace("_", " ") for name, count in counts.items() for _ in range(count)]
    return [a_model(f"m{next(NUMBERS)}", origin=origin) for origin in origins]


def names(tally: Tally) -> list[str]:
    return [c.name for c in tally.categories]


def counts(tally: Tally) -> dict[str, int]:
    return {c.name: c.count for c in tally.categories}


def test_the_largest_comes_first_and_equal_ones_by_name() -> None:
    index = an_index(*models(Sweden=1, China=2, armenia=1, France=3, Brazil=1))

    assert names(index.tally("national_origins")) == [
        "France",
        "China",
        "armenia",
        "Brazil",
        "Sweden",
    ]


def test_equal_ones_are_in_the_order_of_the_registry_before_that_of_names() -> None:
    of_types = [a_model(t, types=(t,)) for t in ("audio", "video", "code", "image", "text")]
    of_classes = [a_model(c, classes={"code": c}) for c in ("closed", "open", "partial")]

    assert names(an_index(*of_types).tally("types")) == ["text", "image", "code", "video", "audio"]
    assert names(an_index(*of_classes).tally("code")) == ["open", "partial", "closed"]


def test_spans_of_time_are_in_their_order() -> None:
    dates = ["2025-01", "2023", "2024-11", "2024-02", "2024-02"]
    index = an_index(*(a_model(f"m{i}", released=date) for i, date in enumerate(dates)))

    assert counts(index.tally("release_years")) == {"2023": 1, "2024": 3, "2025": 1}
    assert list(counts(index.tally("release_years"))) == ["2023", "2024", "2025"]
    assert list(counts(index.tally("release_months"))) == ["2024-02", "2024-11", "2025-01"]
    assert index.tally("release_months").unsorted == 1


def test_a_model_without_a_tag_is_not_in_n_and_every_output_says_how_many_there_are() -> None:
    tally = an_index(*models(China=3), a_model("x", origin=None)).tally("national_origins")

    assert (tally.n, tally.models, tally.unsorted) == (3, 4, 1)
    assert tally.basis == "3 of 4 models; 1 without a tag"
    assert tally.categories[0].share == 1
    assert tally.to_dict()["unsorted"] == 1
    assert "1 without a tag" in tally._repr_html_()


def test_undisclosed_missing_and_other_are_three_things() -> None:
    some = models(China=3, Undisclosed=2, Peru=1, Chile=1, Nepal=1)
    tally = an_index(*some, a_model("x", origin=None)).tally("national_origins", top=2)

    assert counts(tally) == {"China": 3, "Undisclosed": 2, "Other": 3}
    assert tally.unsorted == 1


def test_a_model_of_two_types_counts_in_both_and_once_in_n() -> None:
    tally = an_index(a_model("a", types=("text", "code")), a_model("b")).tally("types")

    assert counts(tally) == {"text": 2, "code": 1}
    assert tally.n == 2
    assert sum(c.share for c in tally.categories) == Fraction(3, 2)


def test_the_largest_few_are_kept_and_the_others_joined_and_named() -> None:
    tally = an_index(*models(China=4, France=3, Spain=2, Peru=1)).tally("national_origins", top=2)

    assert counts(tally) == {"China": 4, "France": 3, "Other": 3}
    other = tally.categories[-1]
    assert [c.name for c in other.joined] == ["Spain", "Peru"]
    assert (other.share, other.color, len(other.models)) == (Fraction(3, 10), None, 3)
    assert tally.n == 10


@pytest.mark.parametrize("top", [3, 4, 5, 100])
def test_a_single_one_is_left_as_it_is(top: int) -> None:
    index = an_index(*models(China=4, France=3, Spain=2, Peru=1))

    assert index.tally("national_origins", top=top) == index.tally("national_origins")


def test_a_category_that_is_called_other_is_joined_with_the_rest() -> None:
    index = an_index(*models(Singapore=5, Peru=4, China=3, France=2, International=1))
    assert counts(index.tally("regions"))["Other"] == 9

    tally = index.tally("regions", top=2)

    assert counts(tally) == {"China": 3, "Europe": 2, "Other": 10}
    assert [c.name for c in tally.categories[-1].joined] == ["International", "Other"]


def test_joining_twice_still_names_every_part() -> None:
    index = an_index(*models(China=4, France=3, Spain=2, Peru=1))

    tally = index.tally("national_origins", top=2).top(1)

    assert tally == index.tally("national_origins", top=1)
    assert [c.name for c in tally.categories[-1].joined] == ["France", "Spain", "Peru"]


def test_a_model_in_two_joined_categories_counts_once() -> None:
    several = [a_model("a"), a_model("b"), a_model("c", types=("code", "video"))]

    tally = an_index(*several).tally("types", top=1)

    assert counts(tally) == {"text": 2, "Other": 1}


def test_the_largest_spans_of_time_stay_in_their_order() -> None:
    dates = ["2021", "2022", "2022", "2023", "2024", "2024", "2024"]
    index = an_index(*(a_model(f"m{i}", released=date) for i, date in enumerate(dates)))

    assert names(index.tally("release_years", top=2)) == ["2022", "2024", "Other"]


def test_an_empty_index_has_an_empty_tally() -> None:
    tally = an_index().tally("national_origins", top=3)

    assert tally.to_dict() == {
        "dimension": "national_origins",
        "label": "National origin",
        "selection": "",
        "n": 0,
        "models": 0,
        "unsorted": 0,
        "overlapping": False,
        "categories": [],
    }
    assert tally.to_csv() == "category,count,n,share,shown_as\n"
    assert tally.frame().empty
    assert "0 models" in tally._repr_html_()


def test_a_category_keeps_its_colour_in_every_selection() -> None:
    index = an_index(
        *(a_model(f"a{i}", organization="Ours") for i in range(3)),
        *(a_model(f"b{i}", organization="Theirs", performance_class="latest") for i in range(2)),
        a_model("c", organization="Undisclosed"),
    )

    of_all = {c.name: c.color for c in index.tally("organizations").categories}
    of_latest = {c.name: c.color for c in index.tally("organizations", latest=True).categories}

    assert of_all == {"Ours": "gold", "Theirs": "teal", "Undisclosed": None}
    assert of_latest == {"Theirs": "teal"}


def test_csv_has_every_part_of_other_and_no_count_twice() -> None:
    tally = an_index(*models(China=4, France=3, Spain=2, Peru=1)).tally("national_origins", top=2)

    assert tally.to_csv() == (
        "category,count,n,share,shown_as\n"
        "China,4,10,0.4,China\n"
        "France,3,10,0.3,France\n"
        "Spain,2,10,0.2,Other\n"
        "Peru,1,10,0.1,Other\n"
    )


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\tx", "\n@x", "\uff1d1+1"]
)
def test_no_cell_of_a_csv_starts_a_formula(cell: str) -> None:
    text = to_csv([cell], [[cell, 1, -1]])

    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows == [["'" + cell], ["'" + cell, "1", "-1"]]


def test_no_cell_of_a_csv_ends_its_row() -> None:
    text = to_csv(["a\r=1"], [['b\n"c,', "\r@x"]])

    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows == [["a =1"], ['b\n"c,', "' @x"]]


def test_a_notebook_shows_a_table_in_which_nothing_runs() -> None:
    evil = "<script>alert(1)</script>"
    index = an_index(a_model(origin=evil), a_model("b", origin="'\"&"))

    html = index.tally("national_origins", origin=evil)._repr_html_()

    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert html.startswith("<table><caption>National origin (national origin: &lt;script&gt;")


def test_the_table_of_a_notebook_is_that_of_the_tally() -> None:
    html = an_index(*models(China=3)).tally("national_origins")._repr_html_()

    assert "<caption>National origin: 3 models</caption>" in html
    assert '<th scope="row">China</th><td>3</td><td>100.0%</td>' in html


DIMENSIONS = [
    *("national_origins", "regions", "academic", "big_tech", "types", "licenses", "code"),
    *("performance_classes", "release_years", "release_quarters", "licenses_class"),
]
ONE_CATEGORY = [d for d in DIMENSIONS if d != "types"]
A_MODEL = st.fixed_dictionaries(
    {
        "origin": st.sampled_from(
            [
                None,
                "China",
                "Peru",
                "Chile",
                "France",
                "International",
                "Undisclosed",
                "Other",
                "=1",
            ]
        ),
        "contributor": st.sampled_from(
            [None, "Academic", "Non-academic (Chinese Big Tech)", "Academic (Big Tech)", "Unknown"]
        ),
        "types": st.sampled_from([(), ("text",), ("text", "code"), ("video",)]),
        "license": st.sampled_from([None, "MIT", "Apache 2.0", "apache-2.0", "Own"]),
        "performance_class": st.sampled_from([None, "full", "latest", "limited"]),
        "released": st.sampled_from([None, "2023", "2024-05", "2024-06-01", "2025-01"]),
        "classes": st.fixed_dictionaries(
            {"code": st.sampled_from([None, "open", "partial", "closed"])}
        ),
    }
)
INDEXES = st.lists(A_MODEL, max_size=12).map(
    lambda all_: an_index(*(a_model(f"m{i:02}", **values) for i, values in enumerate(all_)))
)


@given(INDEXES, st.sampled_from(ONE_CATEGORY))
def test_the_shares_of_a_dimension_with_one_category_a_model_sum_to_one(
    index: Index, dimension: str
) -> None:
    tally = index.tally(dimension)

    assert sum(c.share for c in tally.categories) == (1 if tally.n else 0)
    assert sum(c.count for c in tally.categories) == tally.n
    assert tally.n + tally.unsorted == len(index)


@given(INDEXES, A_MODEL, st.sampled_from(DIMENSIONS))
def test_adding_a_model_adds_one_to_exactly_its_categories(
    index: Index, values: dict[str, object], dimension: str
) -> None:
    added = a_model("zz", **values)
    before = index.tally(dimension)
    after = an_index(*index.models, added).tally(dimension)

    expected = counts(before)
    own = index.registry[dimension].categories_of(added)
    for category in own:
        expected[category] = expected.get(category, 0) + 1
    assert counts(after) == expected
    assert after.n == before.n + bool(own)
    assert after.models == before.models + 1


@given(INDEXES, st.randoms(use_true_random=False), st.sampled_from(DIMENSIONS))
def test_the_order_never_depends_on_that_of_the_files(
    index: Index, random: object, dimension: str
) -> None:
    ids = [m.id for m in index.models]
    random.shuffle(ids)  # type: ignore[attr-defined]
    renamed = [
        a_model(**{f: getattr(m, f) for f in Model.__slots__ if f != "id"}, id=id_)
        for m, id_ in zip(index.models, ids, strict=True)
    ]

    ours = index.tally(dimension).to_dict()
    assert an_index(*renamed).tally(dimension).to_dict() == ours


@given(INDEXES, st.sampled_from(DIMENSIONS), st.integers(1, 4))
def test_joining_moves_models_and_loses_none(index: Index, dimension: str, top: int) -> None:
    whole, joined = index.tally(dimension), index.tally(dimension, top=top)

    assert (joined.n, joined.models) == (whole.n, whole.models)
    assert len(joined.categories) <= top + 1
    parts = [p for c in joined.categories for p in c.joined or (c,)]
    assert {(p.name, p.count, p.share) for p in parts} == {
        (c.name, c.count, c.share) for c in whole.categories
    }
    assert len(parts) == len(whole.categories)
    assert {m for c in joined.categories for m in c.models} == {
        m for c in whole.categories for m in c.models
    }


@given(INDEXES, st.sampled_from(DIMENSIONS), st.none() | st.integers(1, 4))
def test_json_csv_frame_and_sentence_agree(index: Index, dimension: str, top: int | None) -> None:
    tally = index.tally(dimension, top=top)
    plain = tally.to_dict()["categories"]

    frame = tally.frame()
    assert list(frame.index) == [c["name"] for c in plain]
    assert list(frame["count"]) == [c["count"] for c in plain]
    assert list(frame["share"]) == [c["share"] for c in plain]
    rows = list(csv.DictReader(io.StringIO(tally.to_csv())))
    counted = {c["name"]: 0 for c in plain}
    for row in rows:
        counted[row["shown_as"].removeprefix("'")] += int(row["count"])
        assert int(row["n"]) == tally.n
    if not tally.dimension.multiple:
        assert counted == counts(tally)
    whole = index.tally(dimension)
    for category in whole.categories:
        share = index.share(dimension, category.name)
        assert (share.value, str(share)) == (category.share, category.percent)
        assert index.count(dimension, category.name) == category.count


@given(INDEXES, st.sampled_from(["type", "origin", "performance_class", "region", "code"]))
def test_a_selection_is_the_tally_of_the_models_that_meet_it(index: Index, word: str) -> None:
    dimension = index.registry.filters[word].name
    for category in index.tally(dimension).categories:
        inside = [m for m in index.models if m.id in category.models]
        ours = index.tally("regions", **{word: category.name}).to_dict()  # type: ignore[arg-type]
        theirs = an_index(*inside).tally("regions").to_dict()
        assert ours == {**theirs, "selection": ours["selection"]}
        assert category.name in ours["selection"]


SEVERAL = "a model can be in several categories"


def test_counts_that_add_up_to_more_say_so() -> None:
    index = an_index(a_model("a"), a_model("b", types=("text", "code")), a_model("c"))

    assert index.tally("types").basis == f"3 models; {SEVERAL}"
    assert index.tally("types", origin="France").basis == "0 models"
    assert index.tally("types", models="a").basis == "1 model"
    assert index.tally("national_origins").basis == "3 models"
    assert index.tally("types").to_dict()["overlapping"] is True
    assert index.tally("national_origins").to_dict()["overlapping"] is False


def test_joined_categories_whose_parts_add_up_to_more_say_so() -> None:
    several = [a_model("a"), a_model("b"), a_model("c", types=("code", "video"))]

    tally = an_index(*several).tally("types", top=1)

    assert counts(tally) == {"text": 2, "Other": 1}
    assert tally.basis == f"3 models; {SEVERAL}"


def test_every_output_of_overlapping_categories_says_so() -> None:
    index = an_index(a_model("a"), a_model("b", types=("text", "code"), origin="Peru"))
    results: list[Result] = [
        index.tally("types"),
        index.cross("types", "national_origins"),
        index.cross("national_origins", "types"),
        index.series("year", by="types"),
        index.grid("types"),
        share_change(index, index, "types"),
        history_series([("2024", index)], "year", by="types"),
    ]

    for shown in results:
        assert shown.basis.endswith(SEVERAL), shown.name
        assert shown.to_dict()["overlapping"] is True
        assert SEVERAL in shown.caption()


def test_a_past_state_in_which_models_overlap_says_so() -> None:
    then, now = an_index(a_model("b", types=("text", "code"))), an_index(a_model("b"))

    assert SEVERAL in history_series([("2023", then), ("2024", now)], "year", by="types").basis
    assert SEVERAL in share_change(then, now, "types").basis
    assert SEVERAL not in share_change(now, now, "types").basis


@pytest.mark.parametrize(
    ("dimension", "changes", "lacking"),
    [
        ("national_origins", {"origin": None}, "a tag"),
        ("regions", {"origin": None}, "a tag"),
        ("big_tech", {"contributor": None}, "a tag"),
        ("academic", {"contributor": None}, "a tag"),
        ("academic", {"contributor": "Company"}, "a category"),
        ("types", {"types": ()}, "a type"),
        ("performance_classes", {"performance_class": None}, "a performance class"),
        ("licenses", {"license": None}, "a licence"),
        ("organizations", {"organization": None}, "an organisation"),
        ("release_years", {"released": None}, "a year of release"),
        ("release_quarters", {"released": "2024"}, "a quarter of release"),
        ("release_months", {"released": "2024"}, "a month of release"),
        ("code", {"classes": {"code": None}}, "a class"),
        ("code", {"types": ()}, "a class"),
    ],
)
def test_what_is_missing_is_called_what_it_is(
    dimension: str, changes: dict[str, Any], lacking: str
) -> None:
    index = an_index(a_model("a"), a_model("b", **changes))
    other = "types" if dimension != "types" else "national_origins"

    assert index.tally(dimension).basis == f"1 of 2 models; 1 without {lacking}"
    whole = index.tally(dimension).categories[0].name
    assert f"; 1 without {lacking}" in index.share(dimension, whole).basis
    assert f"; 1 without {lacking}" in share_change(index, index, dimension).basis.replace(
        " (", "; "
    )
    assert f"1 without {lacking}" in index.cross(dimension, other).basis
    if not index.registry[dimension].chronological:
        assert f"1 without {lacking}" in index.series("year", by=dimension).basis
        history = history_series([("2024", index)], "year", by=dimension)
        assert history.basis == f"1 of 2 models; 1 without {lacking}"


def test_classes_are_in_the_order_open_partial_closed_whatever_their_counts() -> None:
    classes = ["closed"] * 3 + ["open"] + ["partial"] * 2
    index = an_index(*(a_model(f"m{i}", classes={"code": c}) for i, c in enumerate(classes)))

    tally = index.tally("code")
    assert [c.name for c in tally.categories] == ["open", "partial", "closed"]
    assert [c.name for c in tally.top(1).categories] == ["closed", "Other"]
    assert index.largest("code", 2) == ("closed", "partial")
    lines = index.series("year", by="code").lines
    assert [c.name for c in lines.categories] == ["open", "partial", "closed"]
