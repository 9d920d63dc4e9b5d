"""Metadata files: whatever they ask for, what is read and what is made of it is bounded."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from mkdocs_osai.index import read_files
from mkdocs_osai.index.bounds import (
    CONTROL,
    MOST_ABOUT,
    MOST_BYTES,
    MOST_CRITERIA,
    MOST_DIMENSIONS,
    MOST_FILTERS,
    MOST_LABEL,
    MOST_LINK,
    MOST_NAME,
)
from mkdocs_osai.stats import Index
from mkdocs_osai.stats.dimensions.registry import built_in
from mkdocs_osai.views.database_page import database_page
from mkdocs_osai.views.urls import page_urls
from tests.builders import a_file
from tests.fuzz.hostile import TEXTS
from tests.fuzz.settings import tries, within
from tests.fuzz.test_reader import MOST_PROBLEMS, TODAY, check_problems

MODELS = {
    "a.yaml": a_file(origin="France", type="text, code").encode(),
    "b.yaml": a_file(origin="China", orgname="Another lab", code="closed").encode(),
    "c.yaml": a_file(origin="'" + "<" * 300 + "'", endmodellicense="'\"'", type="video").encode(),
}
MOST_PAGE = 2_000_000
"""Bytes of the page of these models."""

_LONG = st.builds(
    lambda text, times: (text or "x") * times,
    TEXTS,
    st.sampled_from((1, 1, 1, 20, 101, 301, 2_001)),
)
_TIMES = st.sampled_from((1, 1, 1, 2, 31, 101, 501, 1_600))
"""How often an entry stands in a file, each time under another name."""

_VALUES = st.one_of(_LONG, st.sampled_from(("*", "*a*", "China", "France", "A lab", 7, None)))
_LISTS = st.one_of(_VALUES, st.lists(_VALUES, max_size=3))
_GROUPS = st.one_of(_VALUES, st.dictionaries(_LONG, _LISTS, max_size=3))
_DIMENSION = st.fixed_dictionaries(
    {"field": st.sampled_from(("origin", "types", "license", "organization", "released"))},
    optional={
        **dict.fromkeys(("label", "about", "rest", "filter", "unknown"), _VALUES),
        **dict.fromkeys(("groups", "join"), _GROUPS),
        **dict.fromkeys(("order", "if_true"), _LISTS),
        "period": st.sampled_from(("year", "day")),
        "colors": st.dictionaries(_LONG, st.sampled_from(("blue", "red", "pink")), max_size=2),
    },
)
_CRITERION = st.fixed_dictionaries(
    {"ref": st.one_of(st.sampled_from(("code", "paper", "system", "type")), _LONG)},
    optional={"name": _VALUES, "types": _LISTS},
)
_GROUP = st.fixed_dictionaries(
    {"params": st.lists(st.tuples(_CRITERION, _TIMES), max_size=3)},
    optional={"name": _VALUES, "ref": _VALUES},
)
_ABOUT = st.dictionaries(
    st.sampled_from(("title", "date", "source", "license", "citation", "other")), _VALUES
)
_REGISTRIES = st.fixed_dictionaries(
    {},
    optional={
        "dimensions": st.lists(st.tuples(_DIMENSION, _TIMES), max_size=3),
        "parameters": st.lists(_GROUP, max_size=3),
        "about": _ABOUT,
    },
)


@tries(60)
@given(_REGISTRIES)
@example({"dimensions": [({"field": "organization", "filter": "China"}, 1_600)]})
@example({"parameters": [{"params": [({"ref": "c", "name": "x" * 101}, 101)]}]})
@example({"parameters": [{"name": "a\0b", "params": [({"ref": "code", "name": "\x1b"}, 1)]}]})
@example({"about": {"title": "\0", "citation": "x\x9by"}})
@within(4)
def test_registries(told: dict[str, Any]) -> None:
    """Whatever metadata files hold, what is read of them and made from them is bounded."""
    files = {**MODELS, **dict(_files(told))}
    index = Index(read_files(files, "models", TODAY))

    assert len(index.problems) < MOST_PROBLEMS
    check_problems(index.problems, {f"models/{name}": data for name, data in files.items()})
    for text, most in _texts(index):
        assert len(text) <= most, text
        assert not re.search(CONTROL, text), text
    assert len(index.criteria) <= MOST_CRITERIA
    built = built_in()
    own = index.registry.keys() - built.keys() - {f"{c.ref}_class" for c in index.criteria}
    assert len(own) <= MOST_DIMENSIONS + len(index.criteria)
    words = index.registry.filters.keys() - built.filters.keys()
    assert len(words) <= MOST_FILTERS + len(index.criteria)
    for name, dimension in index.registry.items():
        for category in index.tally(name).categories:
            if dimension.filter:
                assert index.n(**{dimension.filter: category.name}).value == category.count
    html = database_page(index, page_urls(index))
    assert len(html.encode("utf-8", "replace")) < MOST_PAGE


def _files(told: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
    """The files; JSON is YAML, with all characters that are no ASCII escaped."""
    if "dimensions" in told:
        dimensions: dict[str, Any] = {}
        for place, (entry, times) in enumerate(told["dimensions"]):
            for number in range(min(times, _most(entry))):
                word = entry.get("filter")
                more = {"filter": f"f{place}_{number}"} if word == "China" else {}
                dimensions[f"d{place}_{number}"] = {**entry, **more}
        yield "_dimensions.yml", json.dumps(dimensions).encode()
    if "parameters" in told:
        groups = [{**group, "params": [*_params(group)]} for group in told["parameters"]]
        yield "_parameters.yml", json.dumps(groups).encode()
    if "about" in told:
        yield "_index.yml", json.dumps(told["about"]).encode()


def _most(entry: dict[str, Any]) -> int:
    """How often an entry is repeated at most: then the file is larger than any that is read."""
    return 1 + 2 * MOST_BYTES // len(json.dumps(entry))


def _params(group: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for entry, times in group["params"]:
        for number in range(min(times, _most(entry))):
            yield {**entry, "ref": f"{entry['ref']}{number or ''}"}


def _texts(index: Index) -> Iterator[tuple[str, int]]:
    """What was read of the metadata files, and how long it may be."""
    about = index.about
    assert about.title
    yield from ((about.title, MOST_NAME), (about.license, MOST_NAME))
    yield from ((about.source, MOST_LINK), (about.citation, MOST_ABOUT))
    for criterion in index.criteria:
        yield from ((criterion.name, MOST_LABEL), (criterion.group, MOST_LABEL))
    for dimension in index.registry.values():
        yield dimension.label, MOST_LABEL
        yield dimension.about, MOST_ABOUT
        for category in (*dimension.order, *dimension.colors, *dimension.if_true):
            yield category, MOST_NAME
