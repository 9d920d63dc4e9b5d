"""The HTML of the database and the comparison: complete, small, and with escaped texts."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import re
from html.parser import HTMLParser
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_osai.history import load
from mkdocs_osai.index import Grade
from mkdocs_osai.stats import Index
from mkdocs_osai.views.database_page import compare_page, database_page, filters_of, key, query
from mkdocs_osai.views.urls import page_urls
from tests.builders import a_model, an_index, some_criteria
from tests.conftest import ROOT

HOSTILE = [
    '"><script>alert(1)</script>',
    "</script><script>alert(1)</script>",
    "' onmouseover='alert(1)",
    "<!--<script>",
    "]]>{{ 7 * 7 }}<% x %>",
    "\u202eevil\u202c מודל",
    "a,b;c&models=d",
]


@pytest.fixture(scope="module")
def ours() -> Index:
    return load(ROOT / "models")


class Read(HTMLParser):
    """The elements of a page, the texts of its cells, and the content of its scripts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.rows: list[list[str]] = []
        self.data = ""
        self.open: list[str] = []
        self.inside: list[dict[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.open.append(tag)
        self.inside.append(dict(attrs))
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")

    def explains(self) -> bool:
        """Whether a text is the meaning of a term, which is shown on pointing."""
        return any(about.get("class") == "osai-basis" for about in self.inside)

    def handle_endtag(self, tag: str) -> None:
        while self.open:
            self.inside.pop()
            if self.open.pop() == tag:
                break

    def handle_data(self, data: str) -> None:
        if "script" in self.open:
            self.data += data
        elif {"td", "th"} & set(self.open) and not self.explains():
            self.rows[-1][-1] += data


def database(index: Index) -> Read:
    return Read(database_page(index, page_urls(index)))


def comparison(index: Index) -> Read:
    return Read(compare_page(index, page_urls(index)))


def test_every_model_has_a_row_most_open_first_and_those_without_a_score_last() -> None:
    index = an_index(
        a_model("none", types=(), score=None),
        a_model("half", classes={"code": "closed", "paper": "closed"}),
        a_model("whole"),
    )

    rows = database(index).rows[2:]

    assert [(row[0], row[1]) for row in rows] == [("whole", "1.00"), ("half", "0.83"), ("none", "")]


def test_a_criterion_that_does_not_apply_is_told_apart_from_one_that_is_not_told() -> None:
    criteria = some_criteria(code=("text",), paper=("video",), card=("text",))
    model = a_model(criteria=criteria, classes={"card": None})

    page = database(an_index(model, criteria=criteria))

    told = [about["aria-label"] for tag, about in page.elements if about.get("role") == "img"]
    assert told == ["open", "does not apply", "not told"]
    assert page.rows[1][2:5] == ["Code", "Paper", "Card"]
    assert page.rows[2][2:5] == ["●", "n/a", "–"]  # noqa: RUF001 - it is meant


def test_columns_of_criteria_have_their_names_under_their_group(
    ours: Index,
) -> None:
    page = database(ours)

    groups = [
        (about["colspan"], name)
        for (tag, about), name in zip(
            [e for e in page.elements if e[1].get("scope") == "colgroup"],
            page.rows[0][1:],
            strict=False,
        )
    ]
    assert page.rows[1][2:14] == [c.name for c in ours.criteria]
    assert groups == [("5", "Availability"), ("6", "Documentation"), ("1", "Access")]


def test_a_row_has_its_places_in_the_order_of_the_filters_on_the_page(ours: Index) -> None:
    page = database(ours)
    options: list[list[str]] = []
    for tag, about in page.elements:
        if tag == "fieldset" and "data-n" in about:
            options.append([])
        elif about.get("type") == "checkbox":
            options[-1].append(about["value"] or "")
    keys = [about["data-n"] or "" for _, about in page.elements if "data-n" in about]
    rows = [about for tag, about in page.elements if tag == "tr" and "data-f" in about]

    row = next(about for about in rows if about["data-i"] == "bloomz")
    model = ours.model("bloomz")
    places = dict(zip(keys, (row["data-f"] or "").split(","), strict=True))
    of = dict(zip(keys, options, strict=True))
    assert of["type"][int(places["type"])] == "text"
    assert of["organization"][int(places["organization"])] == model.organization
    assert of["license_family"][int(places["license_family"])] in of["license_family"]
    assert of["region"][int(places["region"])] == "International"
    assert of["paper"][int(places["paper"])] == model.class_of("paper")


def test_the_pages_of_our_index_are_small(ours: Index) -> None:
    for page in (database_page, compare_page):
        packed = gzip.compress(page(ours, page_urls(ours)).encode(), 9)
        assert len(packed) < 60_000


@given(st.lists(st.sampled_from(HOSTILE) | st.text(max_size=20), min_size=3, max_size=3))
def test_what_the_data_says_is_text_wherever_it_stands(texts: list[str]) -> None:
    name, organization, license = texts  # noqa: A001 - it is one
    model = a_model("m", name=name, organization=organization, license=license, base_model=name)
    plain = an_index(a_model("m"))
    hostile = an_index(model)

    for page in (database, comparison):
        tags = [tag for tag, _ in page(hostile).elements]
        expected = [tag for tag, _ in page(plain).elements]
        # A name of nothing but spaces leaves no category behind, and no way to filter by it.
        assert tags.count("script") == expected.count("script")
        assert set(tags) == set(expected)
        names = {n for _, about in page(hostile).elements for n in about}
        assert names <= {n for _, about in page(plain).elements for n in about}


def test_the_data_of_the_comparison_cannot_be_ended_and_reads_as_it_was() -> None:
    models = [a_model(f"m{i}", name=name) for i, name in enumerate(HOSTILE)]
    links = ("javascript:alert(1)", "https://a.org/</script>?a=1&b=2")
    models.append(a_model("z", name="Z", grades={"code": Grade("open", links)}))

    page = comparison(an_index(*models))
    _, _, _, _, addresses_told, told = json.loads(page.data)

    by_id = {one: name for one, name, *_ in told}
    assert by_id["m0"] == HOSTILE[0]
    assert by_id["m1"] == HOSTILE[1]
    assert by_id["m5"] == "evil מודל"
    assert addresses_told == ["https://a.org/%3C/script%3E?a=1&b=2"]
    assert "<" not in page.data


def test_no_address_of_a_script_or_style_stands_in_the_pages(ours: Index) -> None:
    for page in (database(ours), comparison(ours)):
        for tag, about in page.elements:
            assert tag not in ("style", "iframe", "object")
            assert not [name for name in about if name.startswith("on") or name == "style"]


def test_a_name_in_the_address_is_never_that_of_two_things() -> None:
    words = ("find", "sort", "since", "max_score", "name", "released", "origin", "licenses", "type")
    index = an_index(a_model(), criteria=some_criteria(**dict.fromkeys(words, ("text",))))

    keys = [one.key for one in filters_of(index)]

    assert len(set(keys)) == len(keys)
    assert {"find", "sort", "since", "max_score", "name", "score", "released"}.isdisjoint(keys)
    assert key("sort") in keys


@pytest.mark.parametrize(
    ("selection", "asked"),
    [
        ({}, []),
        ({"latest": True}, [("performance_class", "latest")]),
        ({"type": ["text", "code"]}, [("type", "text"), ("type", "code")]),
        ({"academic": True, "region": "Europe"}, [("region", "Europe"), ("academic", "Academic")]),
        ({"since": "2024", "until": "2025-03"}, [("since", "2024"), ("until", "2025-03")]),
        ({"min_score": 0.5}, [("min_score", "0.5")]),
        ({"paper": ["open", "partial"]}, [("paper", "open"), ("paper", "partial")]),
        ({"models": ["OLMo"]}, None),
        ({"exclude": {"type": "text"}}, None),
    ],
)
def test_a_selection_has_an_address_in_the_database_where_it_can_be_said(
    ours: Index, selection: dict[str, object], asked: list[tuple[str, str]] | None
) -> None:
    found = query(ours, ours.select(**selection))

    assert (found if found is None else parse_qsl(found)) == asked


def test_an_index_without_models_without_criteria_or_without_a_date_has_its_pages() -> None:
    for index in (
        an_index(),
        an_index(a_model(criteria=some_criteria()), criteria=some_criteria()),
    ):
        assert len(database(index).rows) == len(index) + (2 if index.criteria else 1)
        assert json.loads(comparison(index).data)[2] == [
            [c.name, "", c.ref] for c in index.criteria
        ]
    dated = an_index(a_model(), date=dt.date(2026, 6, 12))
    assert "as of 12 June 2026" in re.sub(r"\s+", " ", database_page(dated, page_urls(dated)))
