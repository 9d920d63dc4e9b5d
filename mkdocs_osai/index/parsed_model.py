"""One parsed file of a model, and the same as JSON for the cache."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, fields
from fractions import Fraction
from functools import lru_cache
from math import isfinite
from operator import attrgetter
from sys import intern
from typing import Any

from mkdocs_osai.index.compute import STATES, Compute
from mkdocs_osai.index.grades import Grades, shared
from mkdocs_osai.index.license_parts import PARTS, license_parts
from mkdocs_osai.index.model import Model
from mkdocs_osai.problems import Level, Problem


@dataclass(frozen=True, slots=True)
class ParsedModel:
    """A parsed file of a model: the model, or None if it cannot be read, and its problems."""

    model: Model | None
    problems: tuple[Problem, ...] = ()

    def can_be_cached(self, today: dt.date) -> bool:
        """Whether it does not depend on the day; a release in the future is a problem."""
        released = self.model and self.model.released
        return not released or released <= today.isoformat()

    def to_json(self) -> Any:
        """Convert it to JSON values, without its path."""
        problems = [[p.line, p.what, p.hint, p.field, p.level, p.rule] for p in self.problems]
        if self.model is None:
            return [None, problems]
        model = self.model
        texts, lists = ([getattr(model, name) for name in names] for names in (_TEXTS, _LISTS))
        grades = Grades.of(model.grades).to_json()
        score = None if model.score is None else str(model.score)
        compute = [c and _COMPUTE(c) for c in (model.compute_base, model.compute_end)]
        parts = [p and p.text for p in attrgetter(*PARTS)(model.license_parts)]
        return [[texts, lists, grades, score, compute, parts], problems]

    @staticmethod
    def from_json(kept: Any, path: str) -> ParsedModel | None:
        """Convert values from `to_json` back; None if they are not valid."""
        try:
            values, problems = kept
            model = None if values is None else _model(values, path)
            return ParsedModel(model, tuple(_problem(path, values) for values in problems))
        except (TypeError, ValueError, AttributeError, ZeroDivisionError):
            return None


def moved(problems: Iterable[Problem], path: str) -> Iterable[Problem]:
    """Copies of problems with another path."""
    return (Problem(path, p.line, p.what, p.hint, p.field, p.level, p.rule) for p in problems)


def _problem(path: str, values: Any) -> Problem:
    line, what, hint, field, level, rule = values
    if type(line) is not int:
        raise TypeError(values)
    what, hint, field, rule = map(_text, (what, hint, field, rule))
    return Problem(path, line, what, hint, field, Level(level), rule)


def _model(values: Any, path: str) -> Model:
    texts, lists, grades, score, (base, end), parts = values
    links, types, organization_links, aliases = map(_texts, lists)
    named = dict(zip(_TEXTS, texts, strict=True))
    _texts([text for text in texts if text is not None] + [named["id"], named["name"]])
    named |= {name: intern(named[name]) for name in _REPEATED if named[name]}
    return Model(
        path=path,
        links=links,
        types=shared(types),
        organization_links=organization_links,
        grades=Grades.from_json(grades),
        score=None if score is None else _fraction(_text(score)),
        aliases=aliases,
        compute_base=None if base is None else _compute(base),
        compute_end=None if end is None else _compute(end),
        license_parts=license_parts(*(None if part is None else _text(part) for part in parts)),
        **named,
    )


def _compute(values: Any) -> Compute:
    text, state, flop, low, high, guess, method, source, note = values
    numbers = [number for number in (flop, low, high, guess) if number is not None]
    _texts([text, *(remark for remark in (method, source, note) if remark is not None)])
    if {*map(type, numbers)} - {float} or not all(map(isfinite, numbers)):
        raise TypeError(values)
    state = STATES[STATES.index(state)]
    if (flop is not None) is not (state in _WITH_ONE_FIGURE):
        raise ValueError(state)
    return Compute(text, state, flop, low, high, guess, method, source, note)


@lru_cache(maxsize=1_000)
def _fraction(text: str) -> Fraction:
    return Fraction(*map(int, text.split("/")))


def _list(value: Any) -> list[Any]:
    if type(value) is not list:
        raise TypeError(value)
    return value


def _text(value: Any) -> str:
    if type(value) is not str:
        raise TypeError(value)
    return value


def _texts(values: Any) -> tuple[str, ...]:
    if not {*map(type, _list(values))} <= {str}:
        raise TypeError(values)
    return tuple(values)


_LISTS = ("links", "types", "organization_links", "aliases")
_OTHERS = ("path", "grades", "score", "compute_base", "compute_end", "license_parts")
_REPEATED = ("performance_class", "license", "released", "organization", "origin", "contributor")
"""The texts that many models have; equal ones are kept once."""

_WITH_ONE_FIGURE = ("stated", "estimate", "at_least")
"""The states of training compute that have one figure."""

_COMPUTE = attrgetter(*(f.name for f in fields(Compute)))

_TEXTS = tuple(f.name for f in fields(Model) if f.name not in (*_LISTS, *_OTHERS))
