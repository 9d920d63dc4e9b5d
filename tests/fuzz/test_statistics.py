"""Statistics of an index with arbitrary files."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress

from hypothesis import example, given
from hypothesis import strategies as st

from mkdocs_osai.export.records import csv_of, records
from mkdocs_osai.index import FileDiagnostics, Model, read_files
from mkdocs_osai.problems import OsaiError
from mkdocs_osai.stats import Index, Result
from mkdocs_osai.stats.dimensions.registry import with_own
from tests.builders import a_file
from tests.fuzz.hostile import TEXTS
from tests.fuzz.settings import tries, within
from tests.fuzz.test_reader import TODAY, check_problems
from tests.fuzz.yaml_files import FILES

_VALUES = st.one_of(TEXTS, st.sampled_from(("*", "a*", "*a*a*a*a*a*a*b", "China", "France")))
_LISTS = st.lists(_VALUES, max_size=3)
_ENTRY = st.fixed_dictionaries(
    {},
    optional={
        "label": TEXTS,
        "about": TEXTS,
        "field": st.sampled_from(("origin", "types", "license", "released", "organization", "x")),
        "of": st.sampled_from(("national_origins", "types", "own", "other", "organizations")),
        "filter": st.one_of(st.sampled_from(("own", "origin", "type", "latest")), TEXTS),
        "groups": st.dictionaries(_VALUES, _LISTS, max_size=3),
        "join": st.dictionaries(_VALUES, _LISTS, max_size=3),
        "rest": _VALUES,
        "if_true": _LISTS,
        "period": st.sampled_from(("year", "quarter", "month", "day")),
        "order": _LISTS,
        "colors": st.dictionaries(_VALUES, st.sampled_from(("blue", "red", "pink")), max_size=2),
    },
)
_NAMES = st.one_of(
    st.sampled_from(("own", "other", "national_origins", "types", "big_tech", "release_years")),
    TEXTS,
)


def _written(entries: Mapping[str, Mapping[str, object]]) -> bytes:
    """A `_dimensions.yml`; JSON is YAML, with all signs that are no ASCII escaped."""
    lines = [f"{json.dumps(name)}: {json.dumps(entry)}" for name, entry in entries.items()]
    return "\n".join(lines).encode()


_DIMENSIONS = st.one_of(FILES, st.dictionaries(_NAMES, _ENTRY, max_size=3).map(_written))
_FILES = st.fixed_dictionaries(
    {},
    optional={
        "a.yaml": FILES,
        "b.yaml": FILES,
        "_dimensions.yml": _DIMENSIONS,
        "_families.yml": FILES,
        "_definitions.yml": FILES,
        "_parameters.yml": FILES,
        "_index.yml": FILES,
    },
)
_OTHERS = {
    "c.yaml": a_file(origin="France", type="text, code").encode(),
    "d.yaml": a_file(origin=f"'{'a' * 60}!'", releasedate="2024-12-31", code="closed").encode(),
}


@tries(60)
@given(_FILES)
@example({"a.yaml": b"(:\n''"})
@example({"_dimensions.yml": b"own: (:\n''"})
@within(2)
def test_statistics(files: dict[str, bytes]) -> None:
    """Any query of any files returns a result or an error with a reason."""
    together = {**files, **_OTHERS}
    index = Index(read_files(together, "models", TODAY))

    check_problems(index.problems, {f"models/{name}": data for name, data in together.items()})
    assert repr(index).isprintable() or index.about.title
    csv_of(index.models, index)
    json.dumps(records(index.models, index, index.about))
    for ask in _questions(index):
        with suppress(OsaiError):
            shown = ask()
            _check(shown)


def _questions(index: Index) -> Iterator[Callable[[], Result]]:
    yield index.ranking
    yield index.grid
    yield index.timeline
    yield lambda: index.scatter("openness", "release_date", by="national_origins")
    yield lambda: index.scatter("compute_base", "compute_end")
    yield index.thresholds
    yield lambda: index.lineage_tree("Llama")
    yield index.definition_matrix
    yield lambda: index.series("month", measure="openness", cumulative=True)
    for name in index.registry:
        yield lambda name=name: index.tally(name)  # type: ignore[misc]
        yield lambda name=name: index.tally(name, top=1)  # type: ignore[misc]
        yield lambda name=name: index.grid(name)  # type: ignore[misc]
        yield lambda name=name: index.series("year", by=name)  # type: ignore[misc]
        yield lambda name=name: index.cross(name, "national_origins")  # type: ignore[misc]
        yield lambda name=name: index.cross("types", name, measure="share")  # type: ignore[misc]


def _check(shown: Result) -> None:
    """A figure's numbers in each of their forms."""
    assert shown.sentence is not None
    assert shown.basis
    assert shown.to_csv()
    json.dumps(shown.to_dict(), allow_nan=False)
    table = shown.table
    assert all(len(row) == len(table.header) for row in table.rows)


@tries(300)
@given(st.tuples(st.text("ab*", max_size=5), st.text("abA\n", max_size=6)))
@example(("a*a", "a"))
@example(("ab*ba", "aba"))
@example(("*a*a*a*a*a*a*b", "a" * 5_000))
@example(("*", "a\nb"))
@within(2)
def test_pattern(given: tuple[str, str]) -> None:
    """A value of a group stands for what it says, with `*` for any text, whatever its case."""
    written, origin = given
    if not written.strip() or not origin:
        return
    entries = {"own": {"field": "origin", "groups": {"In": [written]}, "rest": "Out"}}
    findings = FileDiagnostics("_dimensions.yml", _written(entries))
    dimension = with_own(findings, frozenset())["own"]
    expected = re.compile(".*".join(map(re.escape, written.split("*"))), re.DOTALL | re.IGNORECASE)

    (found,) = dimension.categories_of(Model("m", "m.yaml", "M", origin=origin))
    if len(origin) < 100:  # a regular expression takes years on some
        assert (found == "In") == bool(expected.fullmatch(origin)), found
