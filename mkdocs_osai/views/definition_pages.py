"""The pages of definitions of open models: who meets them, who nearly does, and why not."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from mkdocs_osai.index import Model
from mkdocs_osai.sanitize import web_address
from mkdocs_osai.stats import Index
from mkdocs_osai.stats.definitions.registry import Definition
from mkdocs_osai.stats.definitions.requirements import NOT_ASSESSED, Finding
from mkdocs_osai.stats.formatting import percent
from mkdocs_osai.views.links import Link, date_in_words, render
from mkdocs_osai.views.urls import PageUrls


class Met(NamedTuple):
    """A definition, whether a model meets it, and what it fails or what is not known of it."""

    definition: Link
    answer: str
    missing: tuple[Finding, ...]


class DefinitionCounts(NamedTuple):
    """How many models meet a definition, do not, and of how many it cannot be said."""

    definition: Definition
    href: str | None
    meets: int
    fails: int
    unknown: int
    near: int


class Step(NamedTuple):
    """A requirement, and how many models meet it, do not, and of how many it cannot be said."""

    words: str
    meets: int
    fails: int
    unknown: int
    assessed: bool


class Near(NamedTuple):
    """A model with the only requirement that it fails."""

    model: Model
    finding: Finding


def met_by(index: Index, model: Model, where: PageUrls) -> list[Met]:
    """What is found of a model for each definition."""
    found = []
    for key, one in index.definitions.items():
        verdict = one.verdict(model)
        failed = tuple(f for f in verdict.missing if f.answer is False)
        link = Link(one.called, where.definition(key))
        found.append(Met(link, verdict.words, failed or verdict.missing))
    return found


def definition_page(index: Index, key: str, where: PageUrls) -> str:
    """The page of a definition as HTML."""
    one = index.definitions[key]
    verdicts = [(model, one.verdict(model)) for model in _by_name(index)]
    answers = [verdict.meets for _, verdict in verdicts]
    return render(
        "definition.html",
        index=index,
        where=where,
        one=one,
        source=web_address(one.source) if one.source else None,
        date=date_in_words(one.date) if one.date else "",
        steps=[
            _step(requirement.words, [v.findings[place] for _, v in verdicts])
            for place, requirement in enumerate(one.requirements)
        ],
        meets=[m for m, v in verdicts if v.meets],
        unknown=[m for m, v in verdicts if v.meets is None],
        near=[Near(*pair) for pair in index.near_misses(key)],
        fails=answers.count(False),
        share=percent(Fraction(answers.count(True), len(answers) or 1)),
        not_assessed=NOT_ASSESSED,
    )


def definitions_page(index: Index, where: PageUrls) -> str:
    """The page with all definitions side by side as HTML."""
    models = index.models
    standings = []
    for key, one in index.definitions.items():
        answers = [one.verdict(model).meets for model in models]
        counts = (answers.count(True), answers.count(False), answers.count(None))
        near = len(index.near_misses(key))
        standings.append(DefinitionCounts(one, where.definition(key), *counts, near))
    return render(
        "definitions.html",
        index=index,
        where=where,
        standings=standings,
        wanted=[*dict.fromkeys(r.words for s in standings for r in s.definition.requirements)],
    )


def _step(words: str, findings: list[Finding]) -> Step:
    answers = [one.answer for one in findings]
    assessed = any(one.assessed for one in findings)
    return Step(words, answers.count(True), answers.count(False), answers.count(None), assessed)


def _by_name(index: Index) -> list[Model]:
    return sorted(index.models, key=lambda m: (m.name.casefold(), m.id))
