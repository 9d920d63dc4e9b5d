"""Advice on what models were made from: facts about one base that contradict each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from mkdocs_osai.i18n import ENGLISH, using
from mkdocs_osai.index import Model
from mkdocs_osai.index.diagnostics import Place, Rule
from mkdocs_osai.problems import Level, quote, suggestion
from mkdocs_osai.quality.advice import Advice
from mkdocs_osai.stats.dimensions.descent import DERIVED, FROM_SCRATCH, Descent
from mkdocs_osai.stats.dimensions.families import words_of
from mkdocs_osai.stats.formatting import enumerated
from mkdocs_osai.stats.index import Index

PERMISSIVE = frozenset(("Apache-2.0", "MIT License", "BSD-3-Clause", "CC-BY-4.0", "CC0-1.0"))
"""The licences that permit any use, as the dimension `licenses` writes them."""

OF_BASE = ("datasources_basemodel", "weights_basemodel")
"""The criteria that grade the base model."""

Beside = tuple[Model, Place]
"""Another model and a place in its file, which the message names with its line."""


def lineage_advice(index: Index) -> Iterator[tuple[Advice, Beside | None]]:
    """Advice on the bases of models, each with the place in another file that it is about.

    Example:
        >>> from mkdocs_osai.history import load
        >>> found = [advice[1].value for advice, _ in lineage_advice(load("models"))]
        >>> "swapped" in found
        True
    """
    yield from _graded_differently(index)
    yield from ((advice, None) for advice in _led_astray(index))
    for descent in index.lineage.all:
        if descent.swapped:
            yield _swapped(descent), (descent.model, ("system", "basemodelname"))
        if descent.kind == DERIVED:
            yield from _restricted(index, descent)
            yield from _newer(index, descent)


def _led_astray(index: Index) -> Iterator[Advice]:
    """Bases that are no entry, although the file says so, and those that lead to no end."""
    ids = [model.id for model in index.models]
    for model in index.models:
        if model.base and (model.base == model.id or index.lineage.entry(model.base) is None):
            what = f"{quote(model.base)} is no other entry of the index"
            hint = suggestion(model.base, [id_ for id_ in ids if id_ != model.id])
            yield model, Rule.BASE, what, hint, ("system", "base"), Level.ADVICE
        elif why := index.lineage.cut.get(model.id):
            with using(ENGLISH):
                what = str(why)
            place = ("system", "base" if model.base else "basemodelname")
            hint = "name what it was made from itself"
            yield model, Rule.BASE, what, hint, place, Level.ADVICE


def _graded_differently(index: Index) -> Iterator[tuple[Advice, Beside | None]]:
    """Criteria of one base that files grade differently; the files with the rarer classes."""
    shared: dict[tuple[str, ...], list[Descent]] = {}
    for descent in index.lineage.all:
        if descent.base and descent.kind in (DERIVED, FROM_SCRATCH):
            shared.setdefault(words_of(descent.base), []).append(descent)
    for descents in shared.values():
        for ref in OF_BASE:
            classes = {d.model.id: d.model.class_of(ref) for d in descents}
            graded = [d for d in descents if classes[d.model.id]]
            counts = Counter(classes[d.model.id] for d in graded)
            if len(counts) < 2:
                continue
            most = max(counts.values())
            usual = [cls for cls, count in counts.items() if count == most]
            for descent in graded:
                model, cls = descent.model, classes[descent.model.id]
                if usual == [cls]:
                    continue
                other = next(d.model for d in graded if classes[d.model.id] in {*usual} - {cls})
                what = (
                    f"the base {quote(descent.base)} is {quote(cls)} here and "
                    f"{quote(classes[other.id])} in another file"
                )
                hint = "grade a base the same in all files"
                place = (ref, "class")
                yield (model, Rule.BASE, what, hint, place, Level.ADVICE), (other, place)


def _swapped(descent: Descent) -> Advice:
    model = descent.model
    what = (
        f"base and end model seem to be swapped: {quote(model.base_model)} bears the name of the "
        f"model, and {quote(model.end_model)} is of somebody else"
    )
    return model, Rule.SWAPPED, what, "swap them", ("system", "endmodelname"), Level.ADVICE


def _restricted(index: Index, descent: Descent) -> Iterator[tuple[Advice, Beside | None]]:
    model, line = descent.model, descent.line
    names = index.registry["licenses"].categories_of(model)
    permissive = [name for name in names if name in PERMISSIVE]
    if line is None or not line.restricted or not permissive:
        return
    under = f"is licensed as {quote(line.license)}" if line.license else "has a licence"
    what = (
        f"{enumerated([quote(name) for name in permissive])} permits any use, but its base "
        f"{quote(descent.base or line.name)} {under}, which restricts use"
    )
    hint = "check whether the licence may be given; the notes of the criterion can say so"
    place = ("system", "endmodellicense")
    entry = _entry(index, descent)
    beside = (entry, place) if entry else None
    yield (model, Rule.RESTRICTED, what, hint, place, Level.ADVICE), beside


def _newer(index: Index, descent: Descent) -> Iterator[tuple[Advice, Beside | None]]:
    model, entry = descent.model, _entry(index, descent)
    released = descent.line.released if descent.line else None
    released = released or (entry.released if entry else None)
    if not released or not model.released:
        return
    exact = min(len(released), len(model.released))
    if released[:exact] <= model.released[:exact]:
        return
    name = descent.base or (descent.line.name if descent.line else "")
    what = f"it came out {model.released}, before its base {quote(name)}, {released}"
    hint = "write the date of the version that stands on this base, or name another base"
    place = ("system", "releasedate")
    beside = (entry, place) if entry else None
    yield (model, Rule.NEWER, what, hint, place, Level.ADVICE), beside


def _entry(index: Index, descent: Descent) -> Model | None:
    return index.model(descent.entry) if descent.entry else None
