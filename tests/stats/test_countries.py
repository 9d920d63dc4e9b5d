"""All countries can be used in calls, with or without models, in all common spellings."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from mkdocs_osai.history import load
from mkdocs_osai.problems import AuthorError, OsaiError, UnknownName
from mkdocs_osai.stats import Index
from mkdocs_osai.stats.dimensions.dimension import by_spelling, countries, spellings
from mkdocs_osai.stats.dimensions.registry import built_in
from mkdocs_osai.views.database_page import filters_of
from mkdocs_osai.views.urls import page_urls
from tests.builders import a_file, a_model, an_index

MEMBERS = (
    *("Austria", "Belgium", "Bulgaria", "Croatia", "Cyprus", "Czechia", "Denmark", "Estonia"),
    *("Finland", "France", "Germany", "Greece", "Hungary", "Ireland", "Italy", "Latvia"),
    *("Lithuania", "Luxembourg", "Malta", "Netherlands", "Poland", "Portugal", "Romania"),
    *("Slovakia", "Slovenia", "Spain", "Sweden"),
)


@pytest.fixture
def index() -> Index:
    origins = ("China", "France", "United Kingdom", "The Netherlands", "International", None)
    return an_index(*(a_model(f"m{i}", origin=origin) for i, origin in enumerate(origins)))


def test_every_country_has_a_code_and_no_spelling_means_two() -> None:
    said = [text for code, names in countries().items() for text in {code, *names}]

    assert len(countries()) == 249
    assert all(len(code) == 2 and code.isupper() for code in countries())
    assert [text for text, count in Counter(t.casefold() for t in said).items() if count > 1] == []


def test_the_index_writes_countries_as_the_registry_does(database: Path) -> None:
    tagged = {c.name for c in load(database).tally("national_origins").categories}

    assert tagged - {names[0] for names in countries().values()} == {"International", "Undisclosed"}


def test_the_european_union_has_27_members_and_a_date() -> None:
    eu = built_in()["eu"]
    inside = [c for c, *_ in countries().values() if eu.sorted(c) == ("European Union",)]

    assert sorted(inside) == sorted(MEMBERS)
    assert len(inside) == 27
    assert "27 member states as of 1 February 2020" in eu.about


def test_its_share_is_that_of_its_members_however_it_is_asked_for(database: Path) -> None:
    index = load(database)
    by_hand = {"EU": MEMBERS}

    assert str(index.share("eu", "European Union")) == "8.4%"
    assert str(index.share("eu", "EU")) == "8.4%"
    assert str(index.share("national_origins", "EU", groups=by_hand)) == "8.4%"
    assert int(index.n(eu=True)) == int(index.n(eu="EU")) == 16
    assert int(index.n(eu=False)) == 175


@pytest.mark.parametrize(
    ("origin", "written", "count"),
    [
        ("UK", "United Kingdom", 1),
        ("GB", "United Kingdom", 1),
        ("FR", "France", 1),
        ("PRC", "China", 1),
        ("NL", "The Netherlands", 1),
        ("Netherlands", "The Netherlands", 1),
        ("The Netherlands", "The Netherlands", 1),
        ("Latvia", "Latvia", 0),
        ("LV", "Latvia", 0),
        ("US", "United States", 0),
        ("USA", "United States", 0),
        ("UAE", "United Arab Emirates", 0),
        ("KR", "South Korea", 0),
    ],
)
def test_a_country_is_counted_by_any_of_its_names(
    index: Index, origin: str, written: str, count: int
) -> None:
    assert int(index.n(origin=origin)) == count
    assert index.select(origin=origin).words == f"national origin: {written}"
    number = index.count("national_origins", origin)
    assert number.basis == f"national origin {written}: {count} of 5 models; 1 without a tag"


def test_a_name_for_what_the_index_writes_in_two_ways_is_an_error_with_both() -> None:
    index = an_index(a_model("a", origin="Netherlands"), a_model("b", origin="Holland"))

    assert int(index.n(origin="Holland")) == 1
    with pytest.raises(AuthorError) as caught:
        index.n(origin="NL")
    assert str(caught.value) == (
        "'NL' is written in 2 ways in the index; name those you mean: 'Holland', 'Netherlands'"
    )


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ({"region": "EU"}, "it is a category of eu: eu='European Union' selects it"),
        ({"origin": "EU"}, "it is a category of eu: eu='European Union' selects it"),
        ({"origin": "European Union"}, "it is a category of eu: eu='European Union' selects it"),
        ({"origin": "Europe"}, "it is a category of regions: region='Europe' selects it"),
        ({"region": "FR"}, "it is a category of national_origins: origin='France' selects it"),
        ({"eu": "Peru"}, "it is a category of national_origins: origin='Peru' selects it"),
        ({"type": "limited"}, "it is a category of performance_classes: performance_class="),
        ({"origin": "2024"}, "it is a category of release_years: osai.count('release_years', "),
        ({"origin": "nl"}, "did you mean 'Netherlands'?"),
        ({"origin": "Latvija"}, "did you mean 'Latvia'?"),
        ({"origin": "open"}, "allowed are 'China', 'France', 'International', 'The Netherlands'"),
        ({"origin": "qqqqq"}, "allowed are 'China', 'France', 'International', 'The Netherlands'"),
    ],
)
def test_what_is_no_country_is_an_error_that_says_what_to_write(
    index: Index, words: dict[str, Any], hint: str
) -> None:
    [(_, name)] = words.items()
    with pytest.raises(UnknownName) as caught:
        index.n(**words)
    assert caught.value.hint.startswith(hint)
    assert str(caught.value).startswith("unknown category of ")
    assert f"'{name}'; " in str(caught.value)


def test_groups_and_orders_name_countries_without_models(index: Index) -> None:
    groups = {"EU": ["FR", "Latvia", "Netherlands"], "Baltic": ["EE"]}

    tally = index.tally("national_origins", groups=groups, order=["LT", "EU", "Baltic"])

    assert next((c.name, c.count) for c in tally.categories) == ("EU", 2)
    assert str(index.count("national_origins", "Baltic", groups=groups)) == "0"


@pytest.mark.parametrize(
    ("tag", "region", "eu"),
    [
        ("USA", "United States", "Outside the European Union"),
        ("The Netherlands", "Europe", "European Union"),
        ("czech republic", "Europe", "European Union"),
        ("UK", "Europe", "Outside the European Union"),
        ("EU", "Europe", "European Union"),
        ("Europe", "Europe", "International"),
        ("International", "International", "International"),
        ("Undisclosed", "Undisclosed", "Undisclosed"),
        ("NA", "Other", "Outside the European Union"),
    ],
)
def test_a_tag_is_a_country_by_any_of_its_names_and_stays_as_tagged(
    tag: str, region: str, eu: str
) -> None:
    index = an_index(a_model(origin=tag))

    found = {d: index.largest(d) for d in ("national_origins", "regions", "eu")}
    assert found == {"national_origins": (tag,), "regions": (region,), "eu": (eu,)}


def test_a_site_groups_countries_by_any_of_their_names(tmp_path: Path) -> None:
    own = "benelux:\n  of: national_origins\n  groups: {Benelux: [NL, Belgium, LU]}\n"
    (tmp_path / "_dimensions.yml").write_text(own)
    for name, origin in {"a": "The Netherlands", "b": "Netherlands", "c": "France"}.items():
        (tmp_path / f"{name}.yaml").write_text(a_file(name=name, origin=origin))

    tally = load(tmp_path).tally("benelux")

    assert [(c.name, c.count) for c in tally.categories] == [("Benelux", 2)]
    assert tally.basis == "2 of 3 models; 1 without a category"


def test_a_site_calls_a_country_as_it_likes(tmp_path: Path) -> None:
    own = "national_origins:\n  join: {Nederland: [Netherlands, The Netherlands]}\n"
    (tmp_path / "_dimensions.yml").write_text(own)
    (tmp_path / "a.yaml").write_text(a_file(origin="Netherlands"))
    index = load(tmp_path)

    assert index.largest("national_origins") == ("Nederland",)
    assert int(index.n(origin="NL")) == int(index.n(eu=True)) == int(index.n(origin="Nederland"))
    assert int(index.n(region="Europe")) == 1


def test_a_spelling_that_the_registry_joins_can_be_asked_for() -> None:
    index = an_index(a_model("a", license="Apache-2.0"), a_model("b", organization="Alibaba"))

    assert int(index.n(license="Apache 2.0")) == 1
    assert int(index.count("organizations", "Alibaba Group")) == 1
    assert str(index.count("licenses", "GPLv3").basis) == "licence GPL-3.0: 0 of 2 models"


def test_what_lists_categories_lists_those_the_index_has(index: Index) -> None:
    options = {f.key: [o.value for o in f.options] for f in filters_of(index)}
    pages = [category for dimension, category in page_urls(index).categories if dimension != "eu"]

    assert len(options["origin"]) == 5
    assert not {"Latvia", "United States"} & {*options["origin"], *pages}
    assert len(index.categories(index.registry["national_origins"])) == 5
    with pytest.raises(OsaiError, match="origin is True; name a category, such as 'China'"):
        index.n(origin=True)


def test_codes_are_for_calls_and_mean_nothing_in_a_file() -> None:
    assert by_spelling()["NA"] == "Namibia"
    assert spellings("NA") == ()
