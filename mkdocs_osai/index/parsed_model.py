"""One parsed file of a model, and the same as JSON for the cache."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from operator import attrgetter
from typing import Any

from mkdocs_osai.index.compute import NotUnderstood, read_compute
from mkdocs_osai.index.criteria import CLASSES
from mkdocs_osai.index.license_parts import PARTS, LicensePart, LicenseParts
from mkdocs_osai.index.model import UNGRADED, Grade, Model
from mkdocs_osai.problems import Level, Problem


@dataclass(frozen=True, slots=True)
class ParsedModel:
    """A parsed file of a model: the model, or None if it cannot be read, and its problems."""

    model: Model | None
    problems: tuple[Problem, ...] = ()

    def at(self, path: str) -> ParsedModel:
        """A copy with another path."""
        model = self.model and replace(self.model, path=path)
        return ParsedModel(model, tuple(moved(self.problems, path)))

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
        grades = {
            ref: [] if grade == UNGRADED else [grade.cls, grade.links, grade.notes]
            for ref, grade in model.grades.items()
        }
        score = None if model.score is None else str(model.score)
        compute = [c and c.text for c in (model.compute_base, model.compute_end)]
        parts = [p and p.text for p in attrgetter(*PARTS)(model.license_parts)]
        return [[texts, lists, grades, score, compute, parts], problems]

    @staticmethod
    def from_json(kept: Any, path: str) -> ParsedModel | None:
        """Convert values from `to_json` back; None if they are not valid."""
        try:
            values, problems = kept
            model = None if values is None else _model(values, path)
            return ParsedModel(model, tuple(_problem(path, values) for values in problems))
        except (TypeError, ValueError, AttributeError, ZeroDivisionError, NotUnderstood):
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
    named: dict[str, Any] = dict(zip(_TEXTS, texts, strict=True))
    _texts([text for text in texts if text is not None] + [named["id"], named["name"]])
    named |= {name: _texts(texts) for name, texts in zip(_LISTS, lists, strict=True)}
    return Model(
        path=path,
        grades={ref: _grade(values) for ref, values in grades.items()},
        score=None if score is None else Fraction(*map(int, _text(score).split("/"))),
        compute_base=None if base is None else read_compute(_text(base)),
        compute_end=None if end is None else read_compute(_text(end)),
        license_parts=LicenseParts(
            *(None if part is None else LicensePart(_text(part)) for part in _list(parts))
        ),
        **named,
    )


def _grade(values: Any) -> Grade:
    if values == []:
        return UNGRADED
    cls, links, notes = _list(values)
    if cls is not None and cls not in CLASSES:
        raise ValueError(cls)
    return Grade(cls, _texts(links), _text(notes))


def _list(value: Any) -> list[Any]:
    if type(value) is not list:
        raise TypeError(value)
    return value


def _text(value: Any) -> str:
    if type(value) is not str:
        raise TypeError(value)
    return value


def _texts(values: Any) -> tuple[str, ...]:
    return tuple(map(_text, _list(values)))


_LISTS = ("links", "types", "organization_links", "aliases")
_OTHERS = ("path", "grades", "score", "compute_base", "compute_end", "license_parts")
_TEXTS = tuple(f.name for f in fields(Model) if f.name not in (*_LISTS, *_OTHERS))
