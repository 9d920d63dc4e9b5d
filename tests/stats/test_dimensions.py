"""The built-in dimensions."""

from __future__ import annotations

import re
from collections import Counter
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml

from mkdocs_osai.history import load
from mkdocs_osai.index.compute import read_compute
from mkdocs_osai.index.license_parts import LicensePart, LicenseParts
from mkdocs_osai.problems import UnknownName
from mkdocs_osai.stats import Index
from mkdocs_osai.stats.dimensions.registry import _built_in_tree
from tests.builders import a_model, an_index, some_criteria
from tests.conftest import ROOT

EU = """
    Austria Belgium Bulgaria Croatia Cyprus Czechia Denmark Estonia Finland France Germany Greece
    Hungary Ireland Italy Latvia Lithuania Luxembourg Malta Netherlands Poland Portugal Romania
    Slovakia Slovenia Spain Sweden
""".split()  # noqa: SIM905 - a list of 27 lines says no more
REST_OF_EUROPE = ["Iceland", "Liechtenstein", "Norway", "United Kingdom", "Switzerland"]


def sorted_by(dimension: str, **changes: Any) -> tuple[str, ...]:
    """The categories of one model."""
    model = a_model(**changes)
    return an_index(model).registry[dimension].categories_of(model)


def test_the_built_in_dimensions_are_those_that_are_promised() -> None:
    assert list(an_index().registry) == [
        *("national_origins", "regions", "eu", "academic", "contributor_types", "big_tech"),
        *("types", "performance_classes", "licenses", "license_families"),
        *("license_weights", "license_code", "license_data"),
        *("compute_base", "compute_base_systemic_risk"),
        *("compute_end", "compute_end_systemic_risk"),
        *("compute_total", "compute_total_systemic_risk"),
        *("modification", "organizations"),
        *("base_families", "derived", "base_organizations", "definitions"),
        *("release_years", "release_quarters", "release_months"),
        *("datasources_basemodel", "datasources_endmodel", "weights_basemodel"),
        *("weights_endmodel", "trainingcode", "code", "hardware_architecture", "preprint"),
        *("paper", "modelcard", "datasheet", "licenses_class"),
    ]


def test_every_dimension_says_what_it_is_and_what_it_means() -> None:
    text = (
        files("mkdocs_osai.stats.dimensions").joinpath("dimensions.yml").read_text(encoding="utf-8")
    )
    assert all(entry["label"] and entry["about"] for entry in yaml.safe_load(text).values())
    for dimension in an_index().registry.values():
        assert dimension.label
        assert dimension.about.endswith(".")


def test_an_unknown_dimension_is_an_error_with_the_nearest() -> None:
    with pytest.raises(UnknownName) as caught:
        an_index().tally("national_origin")

    assert str(caught.value) == (
        "unknown dimension 'national_origin'; did you mean 'national_origins'?"
    )


@pytest.mark.parametrize("country", [*EU, *REST_OF_EUROPE, "European Union"])
def test_europe_is_the_eu_the_eea_the_uk_and_switzerland(country: str) -> None:
    assert sorted_by("regions", origin=country) == ("Europe",)


@pytest.mark.parametrize(
    ("origin", "region"),
    [
        ("United States", "United States"),
        ("China", "China"),
        ("International", "International"),
        ("Undisclosed", "Undisclosed"),
        ("Turkey", "Other"),
        ("Serbia", "Other"),
        ("Israel", "Other"),
        ("Singapore", "Other"),
    ],
)
def test_europe_is_nothing_else_and_the_rest_is_other(origin: str, region: str) -> None:
    assert sorted_by("regions", origin=origin) == (region,)


@pytest.mark.parametrize(
    ("contributor", "academic", "big_tech"),
    [
        ("Academic (Research institution)", "Academic", "Non-Big Tech"),
        ("Academic", "Academic", "Non-Big Tech"),
        ("Non-academic (American Big Tech)", "Non-academic", "American Big Tech"),
        ("Non-academic (Chinese Big Tech)", "Non-academic", "Chinese Big Tech"),
        ("Non-academic (European Big Tech)", "Non-academic", "European Big Tech"),
        ("Non-academic (Big Tech)", "Non-academic", "Big Tech (unqualified)"),
        ("Non-academic (Chinese AI Tiger)", "Non-academic", "Non-Big Tech"),
        ("Non-academic (Company)", "Non-academic", "Non-Big Tech"),
        ("Non-Academic (chinese big tech)", "Non-academic", "Chinese Big Tech"),
        ("Undisclosed", "Undisclosed", "Undisclosed"),
    ],
)
def test_contributors(contributor: str, academic: str, big_tech: str) -> None:
    assert sorted_by("academic", contributor=contributor) == (academic,)
    assert sorted_by("big_tech", contributor=contributor) == (big_tech,)
    assert sorted_by("contributor_types", contributor=contributor) == (contributor,)


@pytest.mark.parametrize("dimension", ["national_origins", "regions", "academic", "big_tech"])
def test_a_model_without_the_tag_is_in_no_category(dimension: str) -> None:
    assert sorted_by(dimension, origin=None, contributor=None) == ()


@pytest.mark.parametrize("license_", ["Apache 2.0", "apache license 2.0", "Apache-2.0"])
def test_spellings_of_one_licence_are_joined(license_: str) -> None:
    assert sorted_by("licenses", license=license_) == ("Apache-2.0",)


@pytest.mark.parametrize(
    ("license_", "family"),
    [
        ("Apache 2.0", "Permissive"),
        ("MIT", "Permissive"),
        ("CC BY 4.0", "Permissive"),
        ("GPLv3", "Copyleft"),
        ("LGPL-2.1", "Copyleft"),
        ("CC BY-SA 4.0", "Copyleft"),
        ("CC BY-NC 4.0", "Non-commercial"),
        ("CC-BY-NC-SA-4.0", "Non-commercial"),
        ("MIT License and CC-BY-NC-4.0", "Non-commercial"),
        ("A lab's Noncommercial License", "Non-commercial"),
        ("LLaMA license agreement", "Non-commercial"),
        ("Llama 9 Community License Agreement", "Own terms"),
        ("Modified MIT", "Own terms"),
        ("CreativeML OpenRAIL-M", "Responsible AI"),
        ("CC BY-ND 4.0", "No derivatives"),
        ("unknown", "None or unclear"),
        ("Undisclosed", "Undisclosed"),
    ],
)
def test_licences_are_in_the_family_of_their_strictest_condition(
    license_: str, family: str
) -> None:
    assert sorted_by("license_families", license=license_) == (family,)


def test_a_licence_that_the_registry_does_not_know_is_in_no_family() -> None:
    tally = an_index(a_model(license="Trail of the Grail 1.0")).tally("license_families")

    assert (tally.n, tally.basis) == (0, "0 of 1 model; 1 without a category")


def test_every_licence_of_the_index_has_a_family(database: Path) -> None:
    index = load(database)
    families = index.registry["license_families"]
    without = [m.license for m in index.models if m.license and not families.categories_of(m)]

    assert without == []


def test_the_guide_gives_a_reason_for_the_family_of_each_licence() -> None:
    page = (ROOT / "docs/guide/dimensions.md").read_text("utf-8")
    section = page.partition("## Licences")[2].partition("## ")[0]
    rows = re.findall(r"^\| ([A-Z].+?) \| (.+?) \| (.+?) \|$", section, re.MULTILINE)
    families = an_index().registry["license_families"]

    assert {family for family, _, _ in rows} == set(families.order)
    for family, licenses, reason in rows:
        assert reason
        for license_ in licenses.split(", "):
            assert sorted_by("license_families", license=license_) == (family,), license_
    named = {name.casefold() for _, licenses, _ in rows for name in licenses.split(", ")}
    groups = _built_in_tree()["license_families"]["groups"]
    known = {"bsd-2-clause", "isc", "cc0-1.0", "unlicense", "apache and cc-by-4.0", "none"}
    exact = {name.casefold() for names in groups.values() for name in names if "*" not in name}
    assert exact - named == known  # well-known ones, and two spellings


def test_what_the_registry_does_not_join_stays_as_written() -> None:
    assert sorted_by("licenses", license="My own licence") == ("My own licence",)
    assert sorted_by("organizations", organization="Alibaba Group") == ("Alibaba",)
    assert sorted_by("organizations", organization="Alibaba Group Ltd") == ("Alibaba Group Ltd",)


SILO = "Silo AI and TurkuNLP and High Performance Language Technologies (HPLT)"


@pytest.mark.parametrize(
    ("written", "counted"),
    [
        ("Google AI", "Google"),
        ("Google DeepMind", "Google"),
        ("Tongyi Lab", "Alibaba"),
        (f"AMD {SILO}", SILO),
        ("StabilityAI", "Stability AI"),
        ("HuggingFace", "Hugging Face"),
        # What is another maker, or the joint work of several, counts by itself.
        ("Inclusion AI", "Inclusion AI"),
        ("AMD", "AMD"),
        ("Microsoft and Peking University", "Microsoft and Peking University"),
        ("CUHK and Tencent", "CUHK and Tencent"),
        ("BigCode", "BigCode"),
    ],
)
def test_the_names_of_one_maker_count_together_and_no_other(written: str, counted: str) -> None:
    assert sorted_by("organizations", organization=written) == (counted,)


def test_google_is_one_maker_in_the_public_index(database: Path) -> None:
    index = load(database)
    names = ["Google", "Google AI", "Google DeepMind"]

    written = [m.organization for m in index.models if m.organization in names]

    assert set(written) == set(names)
    assert str(index.n(organization="Google")) == str(len(written)) == "7"


def test_no_maker_is_left_that_is_a_part_of_another_by_its_name(database: Path) -> None:
    """Two names with the same first word or the same letters need a decision in dimensions.yml."""
    names = [c.name for c in load(database).tally("organizations").categories]
    alone = [name for name in names if " and " not in name]
    first = Counter(re.findall(r"\w+", name)[0].casefold() for name in alone)
    letters = Counter(re.sub(r"\W", "", name).casefold() for name in alone)

    assert len(names) > 100
    assert [word for word, count in first.items() if count > 1] == []
    assert [word for word, count in letters.items() if count > 1] == []


def test_every_joined_organisation_is_in_the_guide_with_its_reason() -> None:
    entry = _built_in_tree()["organizations"]
    guide = (ROOT / "docs/guide/dimensions.md").read_text("utf-8")
    told = re.findall(r"^\| (.+?) \| (.+?) \| (.+?) \|$", guide, re.MULTILINE)
    reasons = {(counted, written): why for counted, written, why in told}

    joined = [
        (category, name)
        for part in ("join", "includes")
        for category, names in entry[part].items()
        for name in names
    ]
    assert len(joined) >= 8
    assert [one for one in joined if len(reasons.get(one, "")) < 20] == []


@pytest.mark.parametrize(
    ("released", "year", "quarter", "month"),
    [
        ("2024", ("2024",), (), ()),
        ("2024-01", ("2024",), ("2024 Q1",), ("2024-01",)),
        ("2024-03", ("2024",), ("2024 Q1",), ("2024-03",)),
        ("2024-04", ("2024",), ("2024 Q2",), ("2024-04",)),
        ("2024-12-31", ("2024",), ("2024 Q4",), ("2024-12",)),
        (None, (), (), ()),
    ],
)
def test_spans_of_time(
    released: str | None, year: tuple[str], quarter: tuple[str], month: tuple[str]
) -> None:
    assert sorted_by("release_years", released=released) == year
    assert sorted_by("release_quarters", released=released) == quarter
    assert sorted_by("release_months", released=released) == month


def test_a_criterion_sorts_the_models_it_applies_to() -> None:
    criteria = some_criteria(code=("text",), frames=("video",))
    film = a_model("film", types=("video",), criteria=criteria, classes={"frames": "partial"})
    text = a_model("text", types=("text",), criteria=criteria, classes={"code": None})
    index = an_index(film, text, criteria=criteria)

    assert index.tally("frames").to_dict()["categories"] == [
        {"name": "partial", "count": 1, "share": 1.0}
    ]
    assert (index.tally("code").n, index.tally("code").models) == (0, 2)


def test_a_grade_on_a_criterion_that_does_not_apply_is_not_counted() -> None:
    criteria = some_criteria(frames=("video",))
    video = a_model(types=("video",), criteria=criteria)
    text = a_model("b", types=("text",), grades=video.grades)

    assert an_index(video, text, criteria=criteria).tally("frames").n == 1


def test_licenses_are_the_licences_and_licenses_class_how_open_they_are() -> None:
    index = an_index(a_model(license="MIT", classes={"licenses": "partial"}))

    assert [c.name for c in index.tally("licenses").categories] == ["MIT License"]
    assert [c.name for c in index.tally("licenses_class").categories] == ["partial"]
    assert index.n(license="MIT License", licenses="partial") == 1
    assert index.n(licenses="open") == 0


def test_a_criterion_never_takes_the_place_of_a_dimension_or_filter() -> None:
    index: Index = an_index(a_model(), criteria=some_criteria(types=("text",), origin=("text",)))

    assert index.registry["types"].label == "Type"
    assert index.registry["types_class"].label == "Types"
    assert index.n(origin="China") == 1
    assert index.registry.filters["origin_class"].name == "origin"


SORTED = {
    "~4e+23 FLOP +- 0.5 OoM": "at or above",
    ">= 1e+22 FLOP": "cannot be decided",
    "~1e+23 FLOP": "cannot be decided",
    "9.9e+22 FLOP": "below",
    "1e+23 FLOP": "at or above",
    "unknown (~1e24?)": "unknown",
    "-": "not applicable",
    None: "not recorded",
}


@pytest.mark.parametrize(("text", "category"), SORTED.items(), ids=map(str, SORTED))
def test_training_compute_is_sorted_against_a_threshold(text: str | None, category: str) -> None:
    compute = read_compute(text) if text else None

    assert sorted_by("compute_base", compute_base=compute) == (category,)
    assert sorted_by("compute_end", compute_end=compute) == (category,)


def test_each_other_threshold_has_its_dimensions() -> None:
    compute = read_compute("~4e+24 FLOP +- 0.5 OoM")

    assert sorted_by("compute_base_systemic_risk", compute_base=compute) == ("cannot be decided",)
    assert sorted_by("compute_total_systemic_risk", compute_end=compute) == ("cannot be decided",)


@pytest.mark.parametrize(
    ("base", "end", "category"),
    [
        ("3e+23 FLOP", "1e+23 FLOP", "at or above"),
        ("3.1e+23 FLOP", "1e+23 FLOP", "below"),
        ("~3e+23 FLOP +- 0.1 OoM", "1e+23 FLOP", "cannot be decided"),
        (">= 3e+23 FLOP", "1e+23 FLOP", "cannot be decided"),
        ("3e+23 FLOP", ">= 1e+23 FLOP", "at or above"),
        ("3e+23 FLOP", "unknown", "unknown"),
        ("-", "1e+23 FLOP", "not applicable"),
        (None, "1e+23 FLOP", "not recorded"),
    ],
)
def test_a_modification_is_sorted_against_a_third_of_its_base(
    base: str | None, end: str | None, category: str
) -> None:
    read = {name: read_compute(text) for name, text in (("base", base), ("end", end)) if text}

    found = sorted_by("modification", **{f"compute_{name}": c for name, c in read.items()})

    assert found == (category,)


@pytest.mark.parametrize(
    ("text", "category"),
    {
        "MIT": "MIT License",
        "Apache 2.0": "Apache-2.0",
        "Not available": "not released",
        "not disclosed": "not disclosed",
        "unspecified": "unknown",
    }.items(),
)
def test_licences_of_parts_are_joined_as_licences_are(text: str, category: str) -> None:
    parts = LicenseParts(LicensePart(text), LicensePart(text), LicensePart(text))

    for part in ("weights", "code", "data"):
        assert sorted_by(f"license_{part}", license_parts=parts) == (category,)
    assert sorted_by("license_code") == ()
