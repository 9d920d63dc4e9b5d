"""Numbers about training compute, which is known within bounds."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from operator import attrgetter
from typing import Literal

from mkdocs_osai.i18n import ENGLISH, Translated, gettext, gettext_noop, using
from mkdocs_osai.index import Compute, Model
from mkdocs_osai.problems import AuthorError, one_of, quote
from mkdocs_osai.stats.bounded import Bounds, Coverage
from mkdocs_osai.stats.category_table import CategoryTable
from mkdocs_osai.stats.dimensions.thresholds import in_words, limit, meets, stage_of
from mkdocs_osai.stats.formatting import enumerated
from mkdocs_osai.stats.quantity import Kind, Quantity
from mkdocs_osai.stats.selection.selection import Selection

STAGES: dict[str, str] = {
    "compute_base": gettext_noop("training compute of the base model"),
    "compute_end": gettext_noop("training compute of the end model"),
    "compute_total": gettext_noop("training compute in all"),
}
"""The dimensions of training compute → what it is, in words."""


def coverage(values: Sequence[Compute | None]) -> Coverage:
    """How many values have a figure, and what the others are."""
    states = [value.state if value else None for value in values]
    return Coverage(
        sum(value is not None and value.has_figure for value in values),
        states.count("unknown"),
        states.count("not_applicable"),
        states.count(None),
    )


def part(  # noqa: PLR0913 - the parts of a call
    table: CategoryTable,
    kind: Kind,
    dimension: str,
    chosen: Selection,
    *,
    above: object = None,
    below: object = None,
) -> Quantity:
    """The count or share of models at or above a threshold, or below one, within bounds.

    Raises:
        AuthorError: no training compute, an invalid threshold, or no model with a figure.
    """
    value_of = _values(dimension, kind)
    limits = [
        None if value is None else limit(word, value, table.registry.thresholds)
        for word, value in (("above", above), ("below", below))
    ]
    if limits[0] is not None and limits[1] is not None and limits[0] >= limits[1]:
        raise AuthorError("no figure is above and below these", "write the smaller one as above")
    models = table.select(chosen)
    found = {m.id: value for m in models if (value := value_of(m)) and value.has_figure}
    covered = coverage([value_of(m) for m in models])
    if not found:
        raise _nothing(kind, dimension, chosen, covered)
    answers = {id_: meets(value, *limits) for id_, value in found.items()}
    certain = tuple(i for i, answer in answers.items() if answer)
    possible = tuple(i for i, answer in answers.items() if answer is not False)
    whole = len(found) if kind == "share" else 1
    ends = (Fraction(len(certain), whole), Fraction(len(possible), whole))
    about = table.snapshot.about
    return Quantity(
        kind,
        len(certain),
        len(found),
        covered.without,
        Translated(lambda: f"{gettext(STAGES[dimension])} {in_words(*limits)}"),
        Translated(lambda: chosen.words),
        about.date,
        dimension=dimension,
        models=certain,
        commit=about.commit,
        lacking="a figure",
        labels=chosen.labels,
        bounds=Bounds(*ends, covered, certain, possible),
    )


def median(table: CategoryTable, dimension: str, chosen: Selection) -> Quantity:
    """The median training compute of the models with a figure, within bounds.

    The median of the lowest values is its lowest value, that of the highest its highest.

    Raises:
        AuthorError: no training compute, or no model with a figure.
    """
    value_of = _values(dimension, "median")
    models = table.select(chosen)
    found = {m.id: value for m in models if (value := value_of(m)) and value.has_figure}
    covered = coverage([value_of(m) for m in models])
    if not found:
        raise _nothing("median", dimension, chosen, covered)
    low = _median((value.low for value in found.values()), open_end=-math.inf)
    high = _median((value.high for value in found.values()), open_end=math.inf)
    about = table.snapshot.about
    return Quantity(
        "compute",
        len(found),
        len(models),
        covered.without,
        Translated(lambda: gettext("median {what}", what=gettext(STAGES[dimension]))),
        Translated(lambda: chosen.words),
        about.date,
        dimension=dimension,
        models=tuple(found),
        commit=about.commit,
        lacking="a figure",
        labels=chosen.labels,
        bounds=Bounds(low, high, covered, tuple(found), tuple(found)),
    )


def _median(ends: Iterable[float | None], *, open_end: float) -> Fraction | None:
    """The median of the same end of all values; None if it is open, as `open_end` says."""
    ordered = sorted(open_end if end is None else end for end in ends)
    middle = ordered[(len(ordered) - 1) // 2 : len(ordered) // 2 + 1]
    if open_end in middle:
        return None
    return sum((Fraction(str(end)) for end in middle), Fraction(0)) / len(middle)


def of_model(
    table: CategoryTable, name: str, stage: Literal["base", "end", "total"] | None = None
) -> Quantity:
    """The training compute of a model, with its bounds.

    Args:
        table: the models.
        name: the model.
        stage: of the base model, the end model, or both; of the base model if left out, or of the
            end model if it has no base model.

    Raises:
        UnknownName: there is no such model or stage.
        AuthorError: it is not recorded, unknown or not applicable.
    """
    model = table.lookup.find(name)
    if stage is not None:
        one_of("stage", stage, ("base", "end", "total"))
    dimension = f"compute_{stage or stage_of(model)}"
    value: Compute | None = getattr(model, dimension)
    if value is None or not value.has_figure:
        state = "not recorded" if value is None else value.state.replace("_", " ")
        others = [s for s in STAGES if (c := getattr(model, s)) and c.has_figure]
        raise AuthorError(
            f"the {STAGES[dimension]} of {quote(model.name)} is {state}",
            f"write stage={quote(others[0].removeprefix('compute_'))}"
            if others
            else "say so in words, or name another model",
        )
    about = table.snapshot.about
    remarks = "; ".join(filter(None, (value.method, value.source)))

    def what() -> str:
        words = gettext("{what} of {name}", what=gettext(STAGES[dimension]), name=model.name)
        return words + (f" ({remarks})" if remarks else "")

    return replace(
        quantity_of(value, model.id),
        what=Translated(what),
        date=about.date,
        dimension=dimension,
        commit=about.commit,
    )


def quantity_of(value: Compute, *models: str) -> Quantity:
    """A training compute with a figure as a number, which prints with its bounds.

    Example:
        >>> from mkdocs_osai.index.compute import read_compute
        >>> str(quantity_of(read_compute(">= 1e+22 FLOP")))
        'at least 10²² FLOP'
    """
    low, high, flop = (
        None if n is None else Fraction(str(n)) for n in (value.low, value.high, value.flop)
    )
    number = None if value.state == "at_least" else flop
    bounds = Bounds(low, high, Coverage(1), models, models)
    return Quantity("compute", 1, 1, number=number, models=models, bounds=bounds)


def _values(dimension: str, called: str) -> Callable[[Model], Compute | None]:
    """The function that returns the training compute of a model."""
    if dimension not in STAGES:
        raise AuthorError(
            f"{quote(dimension)} has no figures, and so no {called} of them",
            f"take {enumerated([quote(name) for name in STAGES], 'or')}",
        )
    return attrgetter(dimension)


def _nothing(called: str, dimension: str, chosen: Selection, covered: Coverage) -> AuthorError:
    with using(ENGLISH):
        rests_on = ": ".join(filter(None, (chosen.words, covered.text)))
    return AuthorError(
        f"no model has a figure of {STAGES[dimension]} ({rests_on}), so there is no {called}",
        "select other models",
    )
