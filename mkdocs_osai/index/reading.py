"""What one file says, apart from where it lies; it can be kept, and used in another folder."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from functools import cache
from hashlib import sha256
from typing import Any

from mkdocs_osai.index.criteria import Criteria
from mkdocs_osai.index.grades import Grades
from mkdocs_osai.index.model import Model
from mkdocs_osai.index.store import code
from mkdocs_osai.problems import Level, Problem


@dataclass(frozen=True, slots=True)
class Reading:
    """One file of a model as it was read.

    Attributes:
        model: the model, or None if nothing of it can be read.
        problems: what is wrong with it.
    """

    model: Model | None
    problems: tuple[Problem, ...] = ()

    def at(self, path: str) -> Reading:
        """The same of a file that lies elsewhere."""
        model = self.model and replace(self.model, path=path)
        return Reading(model, tuple(moved(self.problems, path)))

    def lasts(self, today: dt.date) -> bool:
        """Whether it will be the same tomorrow; a release in the future is one only so long."""
        released = self.model and self.model.released
        return not released or released <= today.isoformat()

    def to_json(self) -> Any:
        """It as JSON can hold it, without where it lies."""
        problems = [problem_to(p) for p in self.problems]
        if self.model is None:
            return [None, problems]
        values: dict[str, Any] = {name: getattr(self.model, name) for name in _NAMES}
        values["score"] = None if self.model.score is None else str(self.model.score)
        values["grades"] = Grades.of(self.model.grades).to_json()
        return [values, problems]

    @staticmethod
    def from_json(kept: Any, path: str) -> Reading | None:
        """What `to_json` made, of a file that lies at `path`; None of anything else."""
        try:
            values, problems = kept
            found = tuple(problem_from(path, told) for told in problems)
            return Reading(None if values is None else _model(values, path), found)
        except (AttributeError, KeyError, TypeError, ValueError, ZeroDivisionError):
            return None


def problem_to(problem: Problem) -> list[Any]:
    """A problem as JSON can hold it, without the file it is of."""
    p = problem
    return [p.line, p.what, p.mend, p.field, p.level, p.rule]


def problem_from(path: str, told: Any) -> Problem:
    """What `problem_to` made.

    Raises:
        TypeError: it is something else; or ValueError.
    """
    n, w, m, f, level, r = told
    return Problem(path, _number(n), _text(w), _text(m), _text(f), Level(level), _text(r))


def _model(values: Any, path: str) -> Model:
    """A model of plain values.

    Raises:
        TypeError: one is of another type; or another error that says as much.
    """
    told: dict[str, Any] = {n: values[n] if values[n] is None else _text(values[n]) for n in _TEXTS}
    told |= {n: _texts(values[n]) for n in _TUPLES}
    told |= {n: _text(values[n]) for n in ("id", "name")}
    grades = Grades.from_json(values["grades"])
    score = None if values["score"] is None else Fraction(_text(values["score"]))
    return Model(**told, path=path, grades=grades, score=score)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _number(value: Any) -> int:
    if type(value) is not int:
        raise TypeError(value)
    return value


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError(value)
    return tuple(map(_text, value))


def moved(problems: Iterable[Problem], path: str) -> Iterable[Problem]:
    """The same problems of a file that lies elsewhere."""
    return (Problem(path, p.line, p.what, p.mend, p.field, p.level, p.rule) for p in problems)


def key_of(content: str, stem: str, criteria: Criteria) -> str:
    """What a reading is kept by: whatever it depends on, the code that reads included.

    Args:
        content: what the content of the file is known by.
        stem: the id of the model.
        criteria: those by which it is graded.
    """
    return "\n".join(("reading", code(), _digest(criteria), content, stem))


@cache
def _digest(criteria: Criteria) -> str:
    return sha256(repr(criteria).encode()).hexdigest()


_NAMES = tuple(field.name for field in fields(Model) if field.name != "path")
_TUPLES = ("links", "types", "organization_links", "aliases")
_TEXTS = tuple(name for name in _NAMES if name not in (*_TUPLES, "grades", "score"))
