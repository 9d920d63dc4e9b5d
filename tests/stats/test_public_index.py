"""The figures of the public index of 12 June 2026, from models/ and from the database itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from mkdocs_osai.history import load
from mkdocs_osai.stats import Index, Tally
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def index(database: Path) -> Index:
    return load(database)


def counts(tally: Tally) -> dict[str, int]:
    return {c.name: c.count for c in tally.categories}


def test_models_and_tags(index: Index) -> None:
    tally = index.tally("national_origins")

    assert (tally.models, tally.n, tally.unsorted) == (193, 191, 2)
    assert tally.basis == "191 of 193 models; 2 without a tag"


def test_national_origins(index: Index) -> None:
    tally = index.tally("national_origins")

    assert list(counts(tally).items())[:7] == [
        ("United States", 76),
        ("China", 57),
        ("International", 26),
        ("France", 6),
        ("Singapore", 4),
        ("United Kingdom", 4),
        ("United Arab Emirates", 3),
    ]
    assert tally.categories[0].percent == "39.8%"


def test_contributors(index: Index) -> None:
    assert counts(index.tally("academic")) == {"Non-academic": 141, "Academic": 50}
    big_tech = counts(index.tally("big_tech"))
    assert big_tech.pop("Non-Big Tech") == 191 - 27 - 12 - 1 - 1
    assert big_tech == {
        "American Big Tech": 27,
        "Chinese Big Tech": 12,
        "European Big Tech": 1,
        "Big Tech (unqualified)": 1,
    }


def test_performance_classes(index: Index) -> None:
    assert counts(index.tally("performance_classes")) == {"full": 115, "latest": 40, "limited": 38}


def test_the_latest(index: Index) -> None:
    tally = index.tally("national_origins", latest=True)

    assert (tally.models, tally.n) == (40, 39)
    assert list(counts(tally).items())[:4] == [
        ("China", 15),
        ("United States", 15),
        ("International", 4),
        ("France", 2),
    ]


def test_types(index: Index) -> None:
    tally = index.tally("types")

    assert counts(tally) == {"text": 123, "code": 28, "video": 18, "audio": 16, "image": 12}
    assert (tally.n, sum(counts(tally).values())) == (193, 197)


def test_openness(index: Index) -> None:
    scores = {m.name: m.score for m in index.models}

    assert all(score is not None for score in scores.values())
    assert round(float(sum(filter(None, scores.values()))) / len(scores), 4) == 0.4868
    assert scores["YuLan"] == scores["Mustango"] == 1
    assert {round(float(scores[name] or 0), 4) for name in ("BLOOMZ", "OLMo")} == {0.9583}


def test_our_models_tally_like_the_database_in_every_dimension(index: Index) -> None:
    ours = load(ROOT / "models")

    assert list(ours.registry) == list(index.registry)
    for dimension in {*index.registry} - {"definitions"}:  # ours has some of its own
        assert ours.tally(dimension).to_dict() == index.tally(dimension).to_dict()


def test_nothing_in_the_files_is_an_error(index: Index) -> None:
    assert [p for p in index.problems if p.level == "error"] == []
