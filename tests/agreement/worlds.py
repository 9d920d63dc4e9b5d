"""Random indexes, random calls of macros, and all outputs of a call."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from hypothesis import strategies as st

from mkdocs_osai.index import TYPES, IndexInfo, Model, Snapshot
from mkdocs_osai.index.compute import read_compute
from mkdocs_osai.index.criteria import BUILT_IN
from mkdocs_osai.macros import Figure, FigureRenderer, Missing, Osai, PageContext
from mkdocs_osai.macros.base import log
from mkdocs_osai.macros.evidence import Evidence, evidence_html
from mkdocs_osai.macros.inline_html import printing
from mkdocs_osai.macros.statements import Kind, Statement
from mkdocs_osai.problems import AuthorError
from mkdocs_osai.sanitize import escape_markdown
from mkdocs_osai.stats import Index, Quantity, Result
from tests.builders import a_model

TODAY, BEFORE = dt.date(2026, 6, 12), dt.date(2025, 6, 17)

ORIGINS = (
    *("China", "United States", "France", "United Arab Emirates", "International"),
    *("Undisclosed", "Other", "Korea, South", "Côte d'Ivoire", '<b> & "c"', "=SUM(1)", "日本"),
    *("שלום", "Land 7 (3)", "a; b", "Spain and Portugal"),
)
MANY = tuple(f"Land {i:02}" for i in range(60))
CLASSES = ("open", "partial", "closed", None)
CONTRIBUTORS = (
    *("Academic (University)", "Non-academic (Company)", "Non-academic (American Big Tech)"),
    *("Non-academic (Chinese Big Tech)", "Undisclosed", None),
)
RELEASED = (None, "2022", "2023", "2023-05", "2024-01-31", "2024-07", "2024-12", "2025-02-01")
COMPUTE = (
    *(None, None),
    *map(
        read_compute,
        (
            *("~4.08e+23 FLOP +- 0.5 OoM [Epoch AI]", ">= 1.18e+22 FLOP", "6.74e+24 FLOP", "-"),
            *("~3e+20 FLOP to ~1e+21 FLOP", "unknown (~1e23?)", "unknown", "~2.8e22 FLOP"),
        ),
    ),
)
GRADED = ("weights_basemodel", "code", "licenses")


@st.composite
def _models(draw: st.DrawFn, origins: Sequence[str | None]) -> dict[str, Any]:
    return {
        "origin": draw(st.sampled_from(origins)),
        "organization": draw(st.sampled_from(("A lab", "B, Inc.", "C & D", None))),
        "contributor": draw(st.sampled_from(CONTRIBUTORS)),
        "performance_class": draw(st.sampled_from(("full", "latest", "latest", "limited", None))),
        "types": draw(
            st.sampled_from(
                (("text",), ("text",), ("text", "code"), ("image", "video"), ("audio",), TYPES, ())
            )
        ),
        "released": draw(st.sampled_from(RELEASED)),
        "compute_base": draw(st.sampled_from(COMPUTE)),
        "classes": {ref: draw(st.sampled_from(CLASSES)) for ref in GRADED},
    }


class World(Index):
    """An index with a short `repr` of its models."""

    def _repr_pretty_(self, printer: Any, _: bool) -> None:  # noqa: FBT001 - as Hypothesis calls it
        rows = [
            (m.origin, m.contributor, m.types, m.released, [m.class_of(ref) for ref in GRADED])
            for m in self.models
        ]
        printer.text(f"World({rows})")


@st.composite
def indexes(draw: st.DrawFn) -> Index:
    """An index of any shape: empty, of one model, without a tag, of one category or of sixty."""
    shape = draw(
        st.sampled_from(
            ("some", "some", "some", "some", "many", "many", "one", "untagged", "alike", "empty")
        )
    )
    if shape == "some":
        few = draw(st.lists(st.sampled_from((*ORIGINS, None)), min_size=1, max_size=9, unique=True))
        size = draw(st.integers(1, 22))
        models = draw(st.lists(_models(few), min_size=size, max_size=size))
    elif shape == "many":
        made = draw(st.lists(_models([None]), min_size=2, max_size=12))
        lands = MANY[: draw(st.integers(7, 60))]
        models = [{**made[i % len(made)], "origin": origin} for i, origin in enumerate(lands)]
    else:
        known: dict[str, Sequence[str | None]] = {"untagged": [None], "alike": ["China"]}
        origins = known.get(shape, ORIGINS)
        most = {"one": 1, "empty": 0}.get(shape, 8)
        models = draw(st.lists(_models(origins), min_size=min(most, 1), max_size=most))
        if shape == "untagged":
            blank = {"contributor": None, "organization": None, "released": None, "types": ()}
            models = [{**model, **blank} for model in models]
    return an_index(
        [a_model(f"m{i:02}", base_model=base_of(i), **model) for i, model in enumerate(models)]
    )


def base_of(i: int) -> str | None:
    """The base of a model by its number: most stand on the family Llama."""
    return ("Llama-2-7B", "CodeLlama-7B", "Llama-3.1-8B", "Falcon-7B", None)[i % 5]


def an_index(models: Sequence[Model], date: dt.date = TODAY) -> Index:
    return World(Snapshot("models", tuple(models), BUILT_IN, IndexInfo(date=date)))


def earlier(index: Index) -> Index:
    """An earlier state, with two of three models, some of them without tags."""
    models = [
        replace(m, origin=None) if i % 5 == 0 else m for i, m in enumerate(index.models) if i % 3
    ]
    return replace(an_index(models, BEFORE), other=index)


def history(index: Index) -> list[tuple[str, Index]]:
    """The index in five quarters: at first without tags, then with some, then with all."""
    bare = [replace(m, origin=None, contributor=None, types=()) for m in index.models]
    first = an_index(bare[: max(1, len(bare) // 2)], dt.date(2025, 3, 31))
    return [("2025 Q1", first), ("2025 Q2", earlier(index)), ("2026 Q2", index)]


@dataclass
class Page(PageContext):
    """A page of a site, with its published files.

    Attributes:
        present: the index it speaks of.
        complaints: what was wrong.
        shown: the numbers of its figure, as asked for and as the chart shows them.
        files: the files of its figure, by the ending of their names.
        evidence_pages: what its numbers rest on, as HTML.
        statements: what it says, as `osai diff` and past pages compare it.
    """

    present: Index
    complaints: list[str] = field(default_factory=list)
    shown: list[tuple[Result, Result]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    evidence_pages: list[str] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    defaults: Mapping[str, object] = field(default_factory=dict)

    def index(self, as_of: object = None) -> Index:
        return self.present if as_of is None else earlier(self.present)

    def past(self, unit: str, as_of: object = None) -> Sequence[tuple[str, Index]]:
        if unit != "quarter":
            raise AuthorError("quarters only", "")
        states = history(self.present)
        return states if as_of is None else states[:-1]

    def figure(self, figure: Figure) -> str:
        self.shown.append((figure.data, figure.prepared))
        return FigureRenderer(("light", "dark")).render(figure, self.publish)

    def publish(self, path: str, content: bytes) -> str:
        stem, _, ending = path.partition(".")
        form = next(f for f in ("-dark-narrow", "-narrow", "-dark", "") if stem.endswith(f))
        self.files[f"{form}.{ending}"] = content
        return path

    def evidence(self, evidence: Evidence) -> str | None:
        page = evidence_html(
            evidence,
            lambda _, one: self.present.model(one),
            lambda m: escape_markdown(m.name),
            ["a page"],
        )
        self.evidence_pages.append(page)
        return evidence.path

    def note(self, kind: Kind, state: Callable[[], Statement]) -> None:
        if kind != "nothing":
            self.statements.append(state())

    def complain(self, what: str, hint: str, instead: str | None = None) -> str:
        self.complaints.append(f"{what}: {hint}")
        return instead or ""

    def advise(self, what: str, hint: str, *, of_past: bool = False) -> None:  # noqa: ARG002
        self.complaints.append(f"{what}: {hint}")


@dataclass(frozen=True)
class Call:
    """A call of a macro."""

    macro: str
    places: tuple[Any, ...]
    words: tuple[tuple[str, Any], ...]

    def of(self, index: Index) -> tuple[Page, Any, str]:
        """Its page, its return value, and its text."""
        page = Page(index)
        osai = Osai(lambda: page)
        with faults_raised():
            answer = getattr(osai, self.macro)(*self.places, **dict(self.words))
            printed = "" if isinstance(answer, Missing) else str(printing(lambda: page)(answer))
        return page, answer, printed


@contextmanager
def faults_raised() -> Iterator[None]:
    """Raise an error of a macro that is not meant for authors."""
    faults: list[BaseException] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.exc_info and record.exc_info[1]:
                faults.append(record.exc_info[1])

    listener, level = Listener(), log.level
    log.addHandler(listener)
    log.setLevel(logging.DEBUG)
    try:
        yield
    finally:
        log.removeHandler(listener)
        log.setLevel(level)
    if faults:
        raise faults[0]


def selections(index: Index) -> st.SearchStrategy[dict[str, Any]]:
    """Arguments that select models, most often none or one."""
    words: list[st.SearchStrategy[dict[str, Any]]] = [
        st.builds(lambda v: {"type": v}, st.sampled_from(TYPES)),
        st.just({"latest": True}),
        st.just({"academic": True}),
        st.just({"since": "2024"}),
        st.just({"min_score": 0.5}),
    ]
    if origins := sorted({m.origin for m in index.models if m.origin}):
        words.append(st.builds(lambda v: {"origin": v}, st.sampled_from(origins)))
        words.append(st.builds(lambda v: {"exclude": {"origin": v}}, st.sampled_from(origins)))
    word = st.one_of(words)
    some = word.map(lambda words: words if index.selected(**words) else {})
    none: st.SearchStrategy[dict[str, Any]] = st.just({})
    return st.one_of(none, none, some, some, st.builds(lambda a, b: {**a, **b}, word, word))


DIMENSIONS = (
    *("national_origins", "national_origins", "national_origins", "regions", "academic"),
    *("contributor_types", "big_tech", "types", "performance_classes", "licenses"),
    *("organizations", "release_years", "release_quarters", "weights_basemodel", "code"),
)
NUMBERS = ("n", "count", "share", "mean", "score", "rank")


_OFTEN = st.sampled_from((False, True, False))


@st.composite
def calls(draw: st.DrawFn, macro: str, index: Index) -> Call:
    """A call of a macro that is valid for an index, or nearly so."""
    dimension = draw(st.sampled_from(DIMENSIONS))
    words = draw(selections(index))
    if macro in NUMBERS:
        places = draw(_of_number(macro, dimension, index))
        words = {} if macro == "score" else words
    else:
        places, own = draw(_of_figure(macro, dimension))
        words |= own
        by = dimension if dimension in (*places, own.get("by")) else None
        words |= draw(_arranged(macro, by, index)) if by else {}
        if draw(_OFTEN):
            words["title"] = "A title"
    if draw(st.sampled_from((False, False, False, True))):
        words["as_of"] = "2025-06-17"
    return Call(macro, tuple(places), tuple(words.items()))


@st.composite
def _of_number(draw: st.DrawFn, macro: str, dimension: str, index: Index) -> list[str]:
    """The arguments of a number."""
    if macro == "mean":
        return []
    if macro in ("score", "rank"):
        return [draw(st.sampled_from([m.id for m in index.models] or ["m00"]))]
    if macro == "n":
        return [dimension] if draw(st.booleans()) else []
    return [dimension, *draw(_some(dimension, index))]


@st.composite
def _of_figure(draw: st.DrawFn, macro: str, dimension: str) -> tuple[list[str], dict[str, Any]]:
    """The arguments of a figure or a table, positional and by name."""
    if macro == "line":
        return draw(_of_line(dimension))
    words: dict[str, Any] = {"since": "2025-06-17"} if macro == "change" else {}
    if macro == "ranking":
        words["least_open"] = draw(st.booleans())
    if macro in ("ranking", "matrix") or (macro == "heatmap" and draw(st.booleans())):
        return [], words | {"top": draw(st.sampled_from((None, 1, 3, 20)))}
    if macro in ("timeline", "lineage"):
        return ["Llama"] * (macro == "lineage"), words
    if macro in ("scatter", "thresholds"):
        return draw(_of_compute(macro, dimension))
    if macro == "stacked" or (macro == "table" and draw(st.booleans())):
        by = draw(st.sampled_from([d for d in DIMENSIONS if d != dimension]))
        return [dimension, by], words | {"measure": draw(st.sampled_from(("models", "share")))}
    return [dimension], words


@st.composite
def _of_compute(draw: st.DrawFn, macro: str, dimension: str) -> tuple[list[str], dict[str, Any]]:
    by = {"by": dimension} if draw(st.booleans()) else {}
    if macro == "scatter":
        axes = draw(st.permutations(("release_date", "openness", "compute_base")))
        return list(axes[:2]), by
    above = {"above": draw(st.sampled_from(("gpai", "1e21")))} if draw(st.booleans()) else {}
    return ["compute_base"], by | above


@st.composite
def _of_line(draw: st.DrawFn, dimension: str) -> tuple[list[str], dict[str, Any]]:
    by = {"by": dimension} if draw(st.booleans()) else {}
    if draw(st.booleans()):
        measures = ("models", "openness", "share") if by else ("models", "openness")
        return ["quarter"], {**by, "over": "history", "measure": draw(st.sampled_from(measures))}
    unit = draw(st.sampled_from(("year", "quarter", "quarter", "month")))
    measure = draw(st.sampled_from(("models", "openness")))
    return [unit], {**by, "measure": measure, "cumulative": draw(st.booleans())}


@st.composite
def _arranged(draw: st.DrawFn, macro: str, dimension: str, index: Index) -> dict[str, Any]:
    """Arguments about the categories of a figure: the largest few, groups, an order."""
    words: dict[str, Any] = {}
    if draw(st.booleans()):
        words["top"] = draw(st.integers(1, 4))
        if macro not in ("line", "heatmap", "scatter") and draw(st.booleans()):
            words["other"] = draw(st.sampled_from(("Rest", "All others (together)")))
    if draw(_OFTEN):
        words["groups"] = {"A group": draw(_some(dimension, index))}
    if draw(_OFTEN):
        words["order"] = draw(_some(dimension, index))
    return words


def _some(dimension: str, index: Index) -> st.SearchStrategy[list[str]]:
    """One to three categories of an index."""
    known = list(index.categories(index.registry[dimension])) or ["China"]
    return st.lists(st.sampled_from(known), min_size=1, max_size=3, unique=True)


def number_of(answer: object) -> Quantity:
    """The return value of a macro, which is a number."""
    assert isinstance(answer, Quantity)
    return answer
