"""Training compute and licences by part, as readers see them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from mkdocs_osai.i18n import gettext, gettext_noop
from mkdocs_osai.index import PARTS, Compute, Model
from mkdocs_osai.stats import shown
from mkdocs_osai.stats.bounded import scientific
from mkdocs_osai.stats.compute import quantity_of

NAMES = {"base": gettext_noop("Base model"), "end": gettext_noop("End user model")}
"""Stage → its name for readers."""

_PARTS = gettext_noop("Weights"), gettext_noop("Code"), gettext_noop("Data")


class ComputeFact(NamedTuple):
    """A training compute on a page: the figure in words, and what is remarked on it."""

    name: str
    text: str
    remarks: str


def compute_facts(model: Model) -> Iterator[ComputeFact]:
    """The training compute of a model that is recorded."""
    for stage, name in NAMES.items():
        compute: Compute | None = getattr(model, f"compute_{stage}")
        if compute is not None:
            yield ComputeFact(gettext(name), in_words(compute), remarks(compute))


def in_words(compute: Compute | None) -> str:
    """A training compute with its bounds; empty if it is not recorded.

    Example:
        >>> from mkdocs_osai.index.compute import read_compute
        >>> in_words(read_compute(">= 1e+22 FLOP")), in_words(read_compute("-")), in_words(None)
        ('at least 10²² FLOP', 'not applicable', '')
    """
    if compute is None:
        return ""
    if not compute.has_figure:
        return shown(compute.state.replace("_", " "))
    return str(quantity_of(compute))


def remarks(compute: Compute) -> str:
    """The guess, the method, the source and the note, in words.

    Example:
        >>> from mkdocs_osai.index.compute import read_compute
        >>> remarks(read_compute("~1e+22 FLOP +- 1 OoM (hardware figures) [Epoch AI]"))
        'hardware figures; source: Epoch AI'
    """
    guess = (
        gettext("a guess: {flop} FLOP", flop=scientific(Fraction(str(compute.guess))))
        if compute.guess
        else None
    )
    source = compute.source and gettext("source: {source}", source=compute.source)
    return "; ".join(filter(None, (guess, compute.method, source, compute.note)))


def license_facts(model: Model) -> Iterator[tuple[str, str]]:
    """The part and the licence of each part of a model that the index mentions."""
    for part in PARTS:
        if found := getattr(model.license_parts, part):
            yield part, shown(found.text)
