"""The pages of categories: their numbers and links."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_osai.history import load
from mkdocs_osai.index import Model
from mkdocs_osai.stats import Index
from mkdocs_osai.stats.formatting import continued, percent, rounded
from mkdocs_osai.views.category_pages import overview_page, overviews_page
from mkdocs_osai.views.urls import OVERVIEWS, page_urls
from tests.builders import a_model, an_index, some_criteria
from tests.views.test_model_page import HOSTILE, Read


def page_of(index: Index, dimension: str, category: str) -> Read:
    return Read(overview_page(index, dimension, category, page_urls(index)))


def list_of(index: Index, dimension: str) -> Read:
    return Read(overviews_page(index, dimension, page_urls(index)))


def test_a_category_tells_how_many_are_in_it_and_how_open_they_are() -> None:
    index = an_index(
        a_model("a", origin="France"),
        a_model("b", origin="France", classes={"code": "closed", "paper": "closed"}),
        a_model("c", origin="Peru", classes={"code": "closed"}),
        a_model("d", origin=None, classes={"code": "closed"}),
    )

    page = page_of(index, "national_origins", "France")

    assert page.headings[0] == ("h1", "National origin: France")
    told = page.section("National origin: France")
    assert "Where the organisation behind a model is based" in told
    assert "2 models 66.7% of 3 models whose national origin is known" in told
    assert "0.92 mean openness, from 0 to 1; all models 0.92" in told


def test_a_category_names_what_the_index_writes_instead() -> None:
    names = ("Google", "Google DeepMind", "Google AI", "A lab")
    index = an_index(*(a_model(f"m{i}", organization=name) for i, name in enumerate(names)))

    told = page_of(index, "organizations", "Google").section("Organisation: Google")
    assert "models that the index lists under “Google AI” and “Google DeepMind”." in told
    assert "index lists" not in page_of(index, "organizations", "A lab").section(
        "Organisation: A lab"
    )


def test_what_a_category_tells_is_what_the_index_tells() -> None:
    index = load("models")
    for dimension in OVERVIEWS:
        tally = index.tally(dimension)
        listed = list_of(index, dimension)
        for category in tally.categories:
            page = page_of(index, dimension, category.name)
            told = page.section(page.headings[0][1])
            mean = rounded(index.mean(models=list(category.models)).value, 2)
            assert f"{category.percent} of {tally.n} models" in told
            assert f"{mean} mean openness" in told
            assert {href for _, href in page.links} >= {
                f"osai:models/{one}.md" for one in category.models if re.fullmatch(r"[\w.-]+", one)
            }
            assert category.name in listed.section(listed.headings[0][1])


def test_models_stand_most_open_first_and_those_without_a_score_last() -> None:
    index = an_index(
        Model("none", "none.yaml", "A first name", origin="France"),
        a_model("low", origin="France", classes={"code": "closed"}),
        a_model("high", name="Zeta", origin="France"),
        a_model("also", name="alpha", origin="France"),
    )

    page = page_of(index, "national_origins", "France")

    names = [text for text, href in page.links if "models/" in href]
    assert names == ["alpha", "Zeta", "low", "A first name"]
    assert "75.0%" not in page.section("National origin: France")


def test_a_row_has_a_sign_under_the_name_of_each_criterion_that_applies_to_a_model() -> None:
    criteria = some_criteria(code=("text",), data=("text", "image"), light=("image",))
    model = a_model(criteria=criteria, origin="Peru", classes={"code": "partial", "data": None})

    page = page_of(an_index(model, criteria=criteria), "national_origins", "Peru")

    signs = [a for _, a in page.elements if a.get("role") == "img"]
    assert [(a["aria-label"], a["class"]) for a in signs] == [
        ("partial", "osai-sign osai-sign--partial"),
        ("not told", "osai-sign osai-sign--none"),
    ]
    assert "Openness Code Data a A lab" in page.section("Models")


def test_models_without_a_score_have_no_mean() -> None:
    index = an_index(Model("a", "a.yaml", "a", origin="Peru"))

    page = page_of(index, "national_origins", "Peru")

    assert "no openness score" in page.section("National origin: Peru")


@pytest.mark.parametrize(
    ("dimension", "changes", "href"),
    [
        ("national_origins", {"origin": "France"}, "?origin=France"),
        (
            "organizations",
            {"organization": "R&D/x=1 #?"},
            "?organization=R%26D%2Fx%3D1+%23%3F",
        ),
        ("licenses", {"license": "apache 2.0"}, "?license=Apache-2.0"),
        ("types", {}, "?type=text"),
        ("performance_classes", {}, "?performance_class=full"),
        ("contributor_types", {}, "?contributor=Non-academic+%28Company%29"),
        ("regions", {"origin": "France"}, "?region=Europe"),
        ("release_years", {}, ""),
    ],
)
def test_a_category_leads_back_to_the_database_asked_for_it(
    dimension: str, changes: dict[str, Any], href: str
) -> None:
    index = an_index(a_model(**changes))
    (category,) = index.tally(dimension).categories

    page = page_of(index, dimension, category.name)

    words = "Show these models" if href else "Search all models"
    assert (f"{words} in the database", f"osai:database/index.md{href}") in page.links


def test_the_table_of_an_organization_does_not_repeat_it() -> None:
    index = an_index(a_model(organization="A lab", origin="Peru"))

    assert "Organisation" not in page_of(index, "organizations", "A lab").section("Models")
    assert "Organisation" in page_of(index, "national_origins", "Peru").section("Models")


def some_origins() -> Index:
    sizes = {"Chile": 7, "China": 6, "France": 5, "Japan": 4, "Kenya": 3, "Peru": 2, "Spain": 1}
    return an_index(*(a_model(f"{o}{i}", origin=o) for o, n in sizes.items() for i in range(n)))


@pytest.mark.parametrize(
    ("category", "around"),
    [
        ("Chile", ["Chile", "China", "France", "Japan", "Kenya"]),
        ("Japan", ["China", "France", "Japan", "Kenya", "Peru"]),
        ("Spain", ["France", "Japan", "Kenya", "Peru", "Spain"]),
    ],
)
def test_neighbours_are_the_categories_next_in_size(category: str, around: list[str]) -> None:
    page = page_of(some_origins(), "national_origins", category)

    told = page.section("Neighbours")
    rest = told.partition("Mean openness ")[2]
    assert [word for word in rest.split() if word.isalpha() and word[0].isupper()] == [
        *around,
        "All",
    ]
    linked = [text for text, href in page.links if href.startswith("osai:database/national_or")]
    assert linked[1:-1] == [name for name in around if name != category]
    assert page.links[-1] == (
        "All models by national origin",
        "osai:database/national_origins/index.md",
    )


def test_years_stand_in_the_order_of_time() -> None:
    index = an_index(*(a_model(f"m{y}{i}", released=y) for y in ("2023", "2022") for i in "ab"))

    page = page_of(index, "release_years", "2022")

    assert re.findall(r"\b20\d\d\b", page.section("Neighbours")) == ["2022", "2023"]
    assert "The categories before and after" in page.section("Neighbours")


def test_the_only_category_has_no_neighbours() -> None:
    page = page_of(an_index(a_model(origin="Peru")), "national_origins", "Peru")

    assert "Neighbours" not in page.sections


def test_a_list_has_each_category_with_its_count_its_share_and_a_bar_to_scale() -> None:
    index = some_origins()
    page = list_of(index, "national_origins")

    told = page.section("Models by national origin")
    assert "7 categories, 28 models." in told
    assert "Chile 7 25.0% 1.00 China 6 21.4% 1.00" in told
    widths = [a["style"] for tag, a in page.elements if tag == "span" and "style" in a]
    expected = [f"width:{rounded(Fraction(100 * n, 7), 1)}%" for n in range(7, 0, -1)]
    assert widths == expected
    assert percent(Fraction(1, 28)) in told


def test_a_list_counts_those_it_leaves_out_and_leads_to_the_other_lists() -> None:
    index = an_index(a_model("a"), a_model("b", license=None), a_model("c", license=None))

    page = list_of(index, "licenses")

    told = page.section("Models by licence")
    assert "1 category, 1 model; 2 models more without licence are left out." in told
    assert ("Organisation", "osai:database/organizations/index.md") in page.links
    assert "osai:database/licenses/index.md" not in {href for _, href in page.links}


def test_a_dimension_without_models_has_no_list() -> None:
    index = an_index(a_model(license=None))

    where = page_urls(index)

    assert where.overview("licenses") is None
    assert where.overview("types") == "osai:database/types/index.md"
    assert "Licence" not in list_of(index, "types").section("Other overviews")


def test_a_label_that_is_a_name_keeps_its_capitals() -> None:
    assert [continued(label) for label in ("Licence", "Big Tech", "AI", "")] == [
        "licence",
        "Big Tech",
        "AI",
        "",
    ]


def test_headings_come_in_order_and_cells_have_their_headers() -> None:
    for page in (
        page_of(some_origins(), "national_origins", "Peru"),
        list_of(some_origins(), "national_origins"),
    ):
        levels = [int(tag[1]) for tag, _ in page.headings]
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))
        assert all(a.get("scope") for tag, a in page.elements if tag == "th")
        ids = [a["id"] for _, a in page.elements if "id" in a]
        assert len(ids) == len(set(ids))


def hostile_pages(text: str) -> list[Read]:
    own = dict.fromkeys(("name", "license", "organization", "origin", "contributor"), text)
    index = an_index(a_model("a", **own), a_model("b", **own), a_model("c", origin="Peru"))
    where = page_urls(index)
    pages = [overview_page(index, d, c, where) for d, c in where.categories]
    return [
        Read(html) for html in (*pages, *(overviews_page(index, d, where) for d in where.overviews))
    ]


TAME = {pair for page in hostile_pages("tame") for pair in page.attributes}


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_of_the_data_is_markup(text: str) -> None:
    for page in hostile_pages(text):
        assert page.attributes <= TAME


@settings(max_examples=30)
@given(text=st.text(min_size=1))
def test_no_text_at_all_is_markup_or_leads_anywhere_else(text: str) -> None:
    for page in hostile_pages(text):
        assert page.attributes <= TAME
        assert all(href.startswith("osai:") for _, href in page.links)
