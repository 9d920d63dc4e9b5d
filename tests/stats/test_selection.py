"""The selection of a call, and the errors if it depends on unknown properties."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from mkdocs_osai.index.compute import read_compute
from mkdocs_osai.problems import AuthorError, OsaiError, UnknownName
from mkdocs_osai.stats import Index
from tests.builders import a_model, an_index


@pytest.fixture
def index() -> Index:
    return an_index(
        a_model("a", origin="China", types=("text",), performance_class="latest"),
        a_model("b", origin="France", types=("text", "code"), performance_class="full"),
        a_model("c", origin="United States", types=("video",), performance_class="latest"),
        a_model("d", origin=None, types=("code",), performance_class=None),
    )


CONTRADICT = "contradict each other; keep one of the two; latest=None undoes what the page sets"
THE_THREE = "allowed are 'China', 'France', 'United States'"


def chosen(index: Index, **words: Any) -> str:
    tally = index.tally("types", **words)
    return "".join(sorted({m for c in tally.categories for m in c.models}))


@pytest.mark.parametrize(
    ("words", "models"),
    [
        ({}, "abcd"),
        ({"latest": True}, "ac"),
        ({"latest": False}, "b"),
        ({"latest": False, "performance_class": "full"}, "b"),
        ({"latest": False, "performance_class": ["full", "limited"]}, "b"),
        ({"exclude": {"latest": True}}, "bd"),
        ({"latest": None, "origin": None}, "abcd"),
        ({"performance_class": "full"}, "b"),
        ({"latest": True, "performance_class": "latest"}, "ac"),
        ({"latest": True, "performance_class": ["latest"]}, "ac"),
        ({"performance_class": ["full", "latest"]}, "abc"),
        ({"type": "text"}, "ab"),
        ({"type": ["code", "video"]}, "bcd"),
        ({"type": ("code",)}, "bd"),
        ({"type": {"code", "video"}}, "bcd"),
        ({"origin": "China"}, "a"),
        ({"region": "Europe"}, "b"),
        ({"latest": True, "type": "text"}, "a"),
        ({"code": "open", "origin": "France"}, "b"),
        ({"code": "closed"}, ""),
    ],
)
def test_a_model_meets_every_condition_and_a_list_means_any(
    index: Index, words: dict[str, Any], models: str
) -> None:
    assert chosen(index, **words) == models
    assert index.n(**words) == len(models)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"orgin": "China"}, "unknown argument 'orgin'; did you mean 'origin'?"),
        ({"type": "vidoe"}, "unknown category of types 'vidoe'; did you mean 'video'?"),
        (
            {"origin": "Frnace"},
            "unknown category of national_origins 'Frnace'; did you mean 'France'?",
        ),
        (
            {"origin": ["China", "united states"]},
            "unknown category of national_origins 'united states'; did you mean 'United States'?",
        ),
        (
            {"performance_class": "x"},
            "unknown category of performance_classes 'x'; allowed are 'full', 'latest', 'limited'",
        ),
        (
            {"origin": 7},
            f"unknown category of national_origins 7; {THE_THREE}",
        ),
        (
            {"origin": {"a": 1}},
            f"unknown category of national_origins '{{'a': 1}}'; {THE_THREE}",
        ),
    ],
)
def test_an_unknown_name_is_an_error_with_the_nearest(
    index: Index, words: dict[str, Any], message: str
) -> None:
    with pytest.raises(UnknownName) as caught:
        index.tally("types", **words)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            {"latest": True, "performance_class": "full"},
            f"latest=True and performance_class 'full' {CONTRADICT}",
        ),
        (
            {"latest": False, "performance_class": ["full", "latest"]},
            f"latest=False and performance_class 'latest' {CONTRADICT}",
        ),
        ({"latest": "yes"}, "latest is 'yes'; write latest=True, latest=False, or leave it out"),
        ({"latest": 1}, "latest is 1; write latest=True, latest=False, or leave it out"),
        ({"type": []}, "type is an empty list; name one, or leave it out"),
        ({"top": 0}, "top is 0; write a whole number from 1"),
        ({"top": True}, "top is True; write a whole number from 1"),
        ({"top": "3"}, "top is '3'; write a whole number from 1"),
    ],
)
def test_what_makes_no_sense_is_an_error_that_says_what_does(
    index: Index, words: dict[str, Any], message: str
) -> None:
    with pytest.raises(AuthorError) as caught:
        index.tally("types", **words)
    assert str(caught.value) == message


def test_top_belongs_to_a_tally_and_not_to_a_number(index: Index) -> None:
    with pytest.raises(UnknownName, match="unknown argument 'top'"):
        index.share("types", "text", top=2)


def test_a_selection_in_words_has_one_order_however_it_is_called(index: Index) -> None:
    one = index.select(type={"video", "code"}, latest=True, origin="China")
    other = index.select(origin="China", performance_class="latest", type=["code", "video"])

    assert one == other
    assert one.words == "national origin: China, type: code or video, performance class: latest"
    assert one.slug == "China-code-video-latest"
    assert index.select().words == ""


def test_a_number_needs_a_category_and_models_to_count(index: Index) -> None:
    with pytest.raises(OsaiError, match=r"^no category of types is named; name one or more, such"):
        index.share("types")
    with pytest.raises(UnknownName, match="did you mean 'China'"):
        index.count("national_origins", "Chna")
    with pytest.raises(
        AuthorError, match=r"^no model can be sorted by types \(.*\), so there is no"
    ):
        index.share("types", "text", code="closed")
    assert index.count("types", "text", code="closed") == 0


def test_a_number_that_no_model_tells_is_no_zero() -> None:
    untagged = {"performance_class": None, "origin": None, "released": None}
    now = an_index(a_model("a", performance_class="latest"))
    then = replace(
        an_index(a_model("a", **untagged), a_model("b", types=("code",), **untagged)), other=now
    )

    for words in ({"latest": True}, {"origin": "China"}, {"since": "2024"}):
        with pytest.raises(AuthorError, match=r"^no model has a known .*, so it is not known how"):
            then.n(**words)
        with pytest.raises(AuthorError, match=r"^no model can be sorted by types \(.*: 0 models\)"):
            then.count("types", "text", **words)
    with pytest.raises(
        AuthorError,
        match=r"by national_origins \(0 of 2 models; 2 without a tag\), so there is no count",
    ):
        then.count("national_origins", "China")
    with pytest.raises(AuthorError, match=r"\(type: code: 0 of 1 model; 1 without a tag\)"):
        then.share("national_origins", "China", type="code")
    assert then.n("national_origins") == 0
    assert then.n(type="code", max_score=0.5) == 0
    assert replace(an_index(), other=now).n(latest=True) == 0


def test_a_share_of_several_categories_counts_a_model_once(index: Index) -> None:
    share = index.share("types", "text", "code", "text")

    assert (share.count, share.of, str(share)) == (3, 4, "75.0%")
    assert share.basis == "type text and code: 3 of 4 models"
    assert index.count("types", "text", "code") == 3


def test_a_number_says_what_it_rests_on(index: Index) -> None:
    share = index.share("national_origins", "China")

    assert share.basis == "national origin China: 1 of 3 models; 1 without a tag"
    assert str(index.n("national_origins")) == "3"
    assert index.n("national_origins").basis == (
        "models sorted by national origin: 3 of 3 models; 1 without a tag"
    )
    assert str(index.n()) == "4"


def test_training_compute_selects_what_is_certain_or_what_is_possible() -> None:
    computes = {
        "a": "3e+23 FLOP",
        "b": "~1e+23 FLOP +- 0.5 OoM",
        "c": "1e+21 FLOP",
        "d": "unknown",
        "e": "-",
    }
    models = [a_model(i, compute_base=read_compute(text)) for i, text in computes.items()]
    models[-1] = replace(models[-1], compute_end=read_compute(">= 2e+23 FLOP"))
    index = an_index(*models, a_model("f"))

    def ids(**words: object) -> str:
        return "".join(model.id for model in index.selected(**words))

    assert ids(min_compute="1e23") == "ae"
    assert ids(min_compute="gpai", possibly=True) == "abe"
    assert ids(max_compute=1e23) == "c"
    assert ids(max_compute=1e23, possibly=True) == "bc"
    assert ids(min_compute="1e20", max_compute="1e22") == "c"
    assert ids(exclude={"min_compute": "1e23"}) == "bcdf"
    assert index.select(min_compute="1e23").words == (
        "training compute certainly at or above 10²³ FLOP"
    )
    assert index.select(max_compute="1e23", possibly=True).slug == "possibly-compute-below-1e+23"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"possibly": True}, "possibly has no effect on its own; add min_compute='1e23' or"),
        ({"min_compute": "many"}, "min_compute is 'many'; write a figure such as '1e23', or"),
        ({"min_compute": 0}, "min_compute is 0; write a figure"),
        ({"min_compute": 2, "max_compute": 1}, "no training compute is at or above"),
    ],
)
def test_training_compute_that_selects_nothing_is_refused(
    words: dict[str, object], message: str
) -> None:
    with pytest.raises(AuthorError, match=f"^{re.escape(message)}"):
        an_index(a_model()).select(**words)
