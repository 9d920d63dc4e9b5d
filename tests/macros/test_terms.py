"""Names of criteria and dimensions in the tables of macros."""

from __future__ import annotations

import re

import pytest

from mkdocs_osai.history import load
from mkdocs_osai.macros.terms import criterion_term, header_terms
from mkdocs_osai.stats import Index
from mkdocs_osai.views.urls import PageUrls, page_urls
from tests.builders import a_model, an_index, some_criteria
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def index() -> Index:
    return load(ROOT / "models")


def test_the_table_of_a_heat_map_explains_each_criterion(index: Index) -> None:
    terms = header_terms(index.grid("regions"), index, page_urls(index))

    for criterion in index.criteria:
        assert f'#criterion-{criterion.ref}"' in terms[criterion.name]
    assert 'glossary.md#dimension-regions"' in terms["Region"]


@pytest.mark.parametrize("name", ["code", "licenses_class"])
def test_the_tally_of_a_criterion_explains_the_criterion(index: Index, name: str) -> None:
    tally = index.tally(name)

    [(label, html)] = header_terms(tally, index, page_urls(index)).items()

    assert label == tally.label
    assert f'#criterion-{name.removesuffix("_class")}"' in html


def test_a_site_without_the_glossary_has_the_plain_names(index: Index) -> None:
    terms = header_terms(index.grid("regions"), index, PageUrls())

    assert not [html for html in terms.values() if "<" in html]


def test_a_criterion_that_the_glossary_does_not_have_is_not_linked(index: Index) -> None:
    criteria = some_criteria(other=("text",))
    other = an_index(a_model(criteria=criteria), criteria=criteria)

    for criterion in other.criteria:
        assert "<a" not in criterion_term(criterion, other, page_urls(index))


def test_a_description_is_text_and_cannot_end_its_attribute() -> None:
    criteria = some_criteria(code=("text",))
    index = an_index(
        a_model(criteria=criteria),
        criteria=criteria,
        descriptions={"code": {"en": '"><script>boo()</script> `x` *y*'}},
    )

    html = criterion_term(index.criteria.all[0], index, page_urls(index))

    [basis] = re.findall(r'data-osai-basis="([^"]*)"', html)
    assert not re.search(r"[<>`*]", basis)
    assert html.count("<") == 4
