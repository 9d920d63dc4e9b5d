"""The properties of models that a scatter chart can show, and their readings."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial
from typing import Literal

from mkdocs_osai.i18n import Phrase, gettext, gettext_noop, phrase
from mkdocs_osai.index import Compute, Model
from mkdocs_osai.index.compute import UNIT
from mkdocs_osai.problems import AuthorError, UnknownName
from mkdocs_osai.stats import compute
from mkdocs_osai.stats.bounded import scientific
from mkdocs_osai.stats.category_table import CategoryTable
from mkdocs_osai.stats.formatting import enumerated, rounded
from mkdocs_osai.stats.results.scatter import (
    Axis,
    AxisThreshold,
    Reading,
    Scatter,
    ScatterPoint,
    reasons,
)
from mkdocs_osai.stats.results.time_series import ALL, whole
from mkdocs_osai.stats.selection.selection import Selection
from mkdocs_osai.stats.tallies import Arrangement

MONTH = 31.0
"""Days. A date without a day is placed in the middle of its month."""

AXIS_WORDS = {
    word: axis
    for axis, words in {
        "release_date": "date dates released release releasedate release_dates month year time",
        "openness": "score scores open openness_score",
        "compute_base": "compute flop flops training_compute",
    }.items()
    for word in words.split()
}
"""Words that authors may try → the axis that a message suggests; calls do not accept them."""


def _release_date(model: Model) -> Reading | Phrase:
    """The date of release in days; the middle of a month, and no figure within a year."""
    text = model.released
    if not text:
        return phrase("without {lacking}", lacking=phrase("a date of release"))
    year, month, day = (int(part) for part in (f"{text}-00-00").split("-")[:3])
    first = dt.date(year, month or 1, day or 1).toordinal()
    last_month = month or 12
    last_day = day or calendar.monthrange(year, last_month)[1]
    last = dt.date(year, last_month, last_day).toordinal()
    return Reading((first + last) / 2 if month else None, first, last, text)


def _openness(model: Model) -> Reading | Phrase:
    if model.score is None:
        return phrase("without {lacking}", lacking=phrase("a score"))
    score = float(model.score)
    return Reading(score, score, score, rounded(model.score, 2))


RELEASE_DATE = Axis(
    "release_date",
    gettext_noop("Date of release"),
    "time",
    _release_date,
    models=gettext_noop("later models"),
    more=gettext_noop("later"),
    less=gettext_noop("earlier"),
    lacking=gettext_noop("a date of release"),
    column="released",
    plain=lambda reading: reading.text,
    grain=MONTH,
)

OPENNESS = Axis(
    "openness",
    gettext_noop("Openness"),
    "linear",
    _openness,
    models=gettext_noop("more open models"),
    more=gettext_noop("more open"),
    less=gettext_noop("less open"),
    lacking=gettext_noop("a score"),
    column="score",
    plain=lambda reading: reading.value,
)


_STATES = {
    "unknown": gettext_noop("unknown"),
    "not_applicable": gettext_noop("not applicable"),
}
_LABELS = {
    "compute_base": gettext_noop("Training compute of the base model"),
    "compute_end": gettext_noop("Training compute of the end model"),
    "compute_total": gettext_noop("Training compute in all"),
}
_LACKING = {
    "compute_base": gettext_noop("a figure of training compute of the base model"),
    "compute_end": gettext_noop("a figure of training compute of the end model"),
    "compute_total": gettext_noop("a figure of training compute in all"),
}


def _compute(table: CategoryTable, dimension: str) -> Axis:
    """The axis of a dimension of training compute."""
    stage = STAGES_OF[dimension]

    def read(model: Model) -> Reading | Phrase:
        found: Compute | None = getattr(model, dimension)
        if found is None:
            return phrase("not recorded")
        if not found.has_figure:
            if found.guess is None:
                return phrase(_STATES[found.state])
            guess = scientific(Fraction(str(found.guess)))
            text = gettext("unknown, a guess is {number} {unit}", number=guess, unit=UNIT)
            return Reading(found.guess, None, None, text, guess=True)
        text = str(compute.of_model(table, model.id, stage))
        return Reading(found.flop, found.low, found.high, text)

    return Axis(
        dimension,
        _LABELS[dimension],
        "log",
        read,
        models=gettext_noop("models with more training compute"),
        more=gettext_noop("trained with more compute"),
        less=gettext_noop("trained with less compute"),
        lacking=_LACKING[dimension],
        column=f"{dimension}_flop",
        plain=lambda reading: None if reading.guess else reading.value,
        bounded=True,
        unit=UNIT,
        thresholds=tuple(
            AxisThreshold(one.label, one.flop, scientific(Fraction(str(one.flop)), 6))
            for one in sorted(table.registry.thresholds.values(), key=lambda one: one.flop)
        ),
    )


STAGES_OF: dict[str, Literal["base", "end", "total"]] = {
    "compute_base": "base",
    "compute_end": "end",
    "compute_total": "total",
}
"""Dimension of training compute → its stage."""

AXES: dict[str, Callable[[CategoryTable], Axis]] = {
    "release_date": lambda _: RELEASE_DATE,
    "openness": lambda _: OPENNESS,
    **{name: partial(_compute, dimension=name) for name in STAGES_OF},
}
"""Name of an axis → the function that makes it for an index."""


def axis(table: CategoryTable, name: object) -> Axis:
    """The axis of a name.

    Raises:
        UnknownName: there is none.
    """
    if not isinstance(name, str) or name not in AXES:
        raise UnknownName("axis", name, AXES, AXIS_WORDS)
    return AXES[name](table)


def scatter(
    table: CategoryTable,
    axes: tuple[object, object],
    by: str | None,
    chosen: Selection,
    arrangement: Arrangement,
) -> Scatter:
    """The models of a selection by two axes, with a colour for each category of a dimension.

    Raises:
        UnknownName: an axis, a dimension or a category that does not exist.
        AuthorError: twice the same axis, or a dimension whose categories overlap.
    """
    x, y = (axis(table, name) for name in axes)
    if x.name == y.name:
        raise AuthorError(f"both axes are {x.name}", "name two different axes")
    arrangement.check_used("colours", "say of what, with by=", used=by is not None)
    colors = ALL if by is None else table.registry[by]
    if colors.multiple:
        raise AuthorError(
            f"a model can be in two categories of {colors.name}, and a mark has one colour",
            "take another dimension, or select one of its categories",
        )
    group_of = arrangement.group_of(table, colors)
    places = table.places(chosen)
    points: dict[int, ScatterPoint] = {}
    missing: dict[int, Phrase] = {}
    lacking: dict[str, None] = {}
    sorted_ = None if by is None else set(table.sortable(places, colors))
    for place in places:
        model = table.models[place]
        readings = x.read(model), y.read(model)
        for one, reading in zip((x, y), readings, strict=True):
            if isinstance(reading, Phrase):
                lacking[one.lacking] = None
                missing.setdefault(place, reading)
        if sorted_ is not None and place not in sorted_:
            what = table.lacking(colors, [place])
            lacking[what] = None
            missing.setdefault(place, phrase("without {lacking}", lacking=phrase(what)))
        first, second = readings
        if place not in missing and isinstance(first, Reading) and isinstance(second, Reading):
            points[place] = ScatterPoint(model, first, second)
    shown = sorted(
        points,
        key=lambda p: (points[p].x.middle(x.scale), table.models[p].name.casefold(), p),
    )
    ids = [table.models[place].id for place in shown]
    counted = (
        whole(ids, chosen, len(ids), table.snapshot.about.date)
        if by is None
        else table.tally(colors, chosen, group_of, shown)
    )
    return Scatter(
        x,
        y,
        tuple(points[place] for place in shown),
        arrangement.apply(table, counted, group_of),
        reasons(list(missing.values())),
        tuple(line for one in (x, y) for line in _above(table, one, chosen)),
        selection=chosen,
        models=len(places),
        n=len(shown),
        lacking=enumerated(list(lacking), "or"),
        date=table.snapshot.about.date,
    )


def _above(table: CategoryTable, shown: Axis, chosen: Selection) -> Iterator[str]:
    """How many models are at or above each threshold of an axis, in words."""
    for threshold in shown.thresholds:
        try:
            found = compute.part(table, "count", shown.name, chosen, above=threshold.value)
        except AuthorError:  # no model has a figure, only guesses
            return
        yield gettext(
            "{number} with a figure at {threshold} {unit} or more ({name})",
            number=found,
            threshold=threshold.text,
            unit=shown.unit,
            name=gettext(threshold.name),
        )
