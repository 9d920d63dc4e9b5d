"""What one file says, apart from where it lies; it can be kept, and used in another folder."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from functools import cache, lru_cache
from hashlib import sha256
from sys import intern
from typing import Any

from mkdocs_osai.index.criteria import Criteria
from mkdocs_osai.index.grade import Grades
from mkdocs_osai.index.model import Model, same
from mkdocs_osai.index.store import code
from mkdocs_osai.problems import Level, Problem


@dataclass(frozen=True, slots=True)
class ParsedModel:
    """One file of a model as it was read.

    Attributes:
        model: the model, or None if nothing of it can be read.
        problems: what is wrong with it.
    """

    model: Model | None
    problems: tuple[Problem, ...] = ()

    def at(self, path: str) -> ParsedModel:
        """The same of a file that lies elsewhere."""
        model = self.model and replace(self.model, path=path)
        return ParsedModel(model, tuple(moved(self.problems, path)))

    def lasts(self, today: dt.date) -> bool:
        """Whether it will be the same tomorrow; a release in the future is one only so long."""
        released = self.model and self.model.released
        return not released or released <= today.isoformat()

    def to_json(self) -> Any:
        """It as JSON can hold it, without where it lies."""
        problems = [problem_to(p) for p in self.problems]
        if self.model is None:
            return [None, problems]
        model = self.model
        texts, lists = ([getattr(model, name) for name in names] for names in (_TEXTS, _LISTS))
        score = None if model.score is None else str(model.score)
        values = [texts, lists, Grades.of(model.grades).to_json(), score]
        return [values, problems]

    @staticmethod
    def from_json(kept: Any, path: str) -> ParsedModel | None:
        """What `to_json` made, of a file that lies at `path`; None of anything else."""
        try:
            values, problems = kept
            found = () if problems == [] else tuple(problem_from(path, t) for t in problems)
            return ParsedModel(None if values is None else _model(values, path), found)
        except (TypeError, ValueError):
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
        TypeError: one is of another type; or ValueError.
    """
    texts, lists, grades, score = values
    id_, name, performance, base, end, license_, released, organization, origin, contributor = texts
    links, types, organization_links, aliases = lists
    whole = (
        type(id_) is type(name) is str
        and _OF_TEXTS.issuperset(map(type, texts))
        and type(links) is type(types) is type(organization_links) is type(aliases) is list
        and _OF_LISTS.issuperset(map(type, links + types + organization_links + aliases))
    )
    if not whole:
        raise TypeError(values)
    return Model(
        id_,
        path,
        name,
        tuple(links),
        same(tuple(types)),
        performance and intern(performance),
        base,
        end,
        license_ and intern(license_),
        released and intern(released),
        organization and intern(organization),
        same(tuple(organization_links)),
        origin and intern(origin),
        contributor and intern(contributor),
        Grades.from_json(grades),
        None if score is None else _fraction(_text(score)),
        tuple(aliases),
    )


@lru_cache(maxsize=1_000)
def _fraction(text: str) -> Fraction:
    """A number; there are few that models score."""
    try:
        return Fraction(text)
    except ZeroDivisionError:
        raise ValueError(text) from None


def _text(value: Any) -> str:
    if type(value) is not str:
        raise TypeError(value)
    return value


def _number(value: Any) -> int:
    if type(value) is not int:
        raise TypeError(value)
    return value


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


_LISTS = ("links", "types", "organization_links", "aliases")
_OTHERS = ("path", "grades", "score")
_TEXTS = tuple(f.name for f in fields(Model) if f.name not in (*_LISTS, *_OTHERS))
_OF_TEXTS = frozenset((str, type(None)))
_OF_LISTS = frozenset((str,))
