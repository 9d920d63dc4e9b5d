"""Problems as people and other programs take them: lines, JSON, SARIF, marks in a pull request."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from importlib.metadata import version
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

import click

from mkdocs_osai.index.diagnostics import Rule
from mkdocs_osai.problems import Level, Problem
from mkdocs_osai.sanitize import github_command, github_property, terminal_line

_GITHUB = {Level.ERROR: "error", Level.WARNING: "warning", Level.ADVICE: "notice"}
_SARIF = {Level.ERROR: "error", Level.WARNING: "warning", Level.ADVICE: "note"}
_COLORS = {Level.ERROR: "red", Level.WARNING: "yellow", Level.ADVICE: "cyan"}


def report(problems: Iterable[Problem]) -> None:
    """Say what is wrong with what a command reads, beside its result; advice is left out.

    What is wrong with several files in the same way is said once, with their names.
    """
    alike: dict[Problem, list[Problem]] = {}
    for problem in problems:
        if problem.level is not Level.ADVICE:
            alike.setdefault(replace(problem, path="", line=0), []).append(problem)
    for first, *others in alike.values():
        names = [f"{PurePath(other.path).name}:{other.line}" for other in others]
        also = f" (also {listed(names)})" if names else ""
        place = f"{first.path}:{first.line}"
        text = str(first).replace(place, f"{place}{also}", 1)
        click.echo(_leveled(first.level, text), err=True)


def listed(names: Sequence[str], most: int = 5) -> str:
    """Names on one line, and how many more there are.

    Example:
        >>> listed("abc", 2)
        'a, b and 1 more'
    """
    more = f" and {len(names) - most:,} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def line(problem: Problem) -> str:
    """A problem on one line of a terminal, its level first; it has colours, which a pipe loses.

    Example:
        >>> click.unstyle(line(Problem("x.yaml", 7, "the model has no name", field="system.name")))
        'error: x.yaml:7: system.name: the model has no name'
    """
    return _leveled(problem.level, str(problem))


def _leveled(level: Level, text: str) -> str:
    return f"{click.style(level, fg=_COLORS[level])}: {terminal_line(text)}"


def annotation(problem: Problem) -> str:
    r"""A problem as GitHub shows it beside the line it is about.

    Example:
        >>> annotation(Problem("a,b.md", 3, "50% is\nfalse", "write 40%"))
        '::error file=a%2Cb.md,line=3::50%25 is false; write 40%25'
    """
    place, words = github_property(problem.path), github_command(_told(problem))
    return f"::{_GITHUB[problem.level]} file={place},line={problem.line}::{words}"


def record(problem: Problem) -> dict[str, Any]:
    """A problem as plain values.

    Example:
        >>> record(Problem("x.yaml", 7, "no name", field="system.name", rule="missing"))["rule"]
        'missing'
    """
    return {
        "path": problem.path,
        "line": problem.line,
        "field": problem.field,
        "level": str(problem.level),
        "rule": str(problem.rule),
        "what": problem.what,
        "mend": problem.hint,
    }


def sarif(problems: Iterable[Problem]) -> dict[str, Any]:
    """Problems as SARIF 2.1.0, which code hosts and editors read.

    Example:
        >>> sarif([])["version"]
        '2.1.0'
    """
    rules = [str(rule) for rule in Rule]
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "osai check",
                        "version": version("mkdocs-osai"),
                        "rules": [
                            {"id": str(rule), "shortDescription": {"text": rule.description}}
                            for rule in Rule
                        ],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(problem, rules) for problem in problems],
            }
        ],
    }


def _result(problem: Problem, rules: list[str]) -> dict[str, Any]:
    return {
        "ruleId": problem.rule,
        "ruleIndex": rules.index(problem.rule),
        "level": _SARIF[problem.level],
        "message": {"text": _told(problem)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": _uri(problem.path)},
                    "region": {"startLine": problem.line},
                }
            }
        ],
    }


def _told(problem: Problem) -> str:
    """What is wrong and how to mend it, for where the file and the line stand beside it."""
    field = f"{problem.field}: " if problem.field else ""
    return field + "; ".join(filter(None, (problem.what, problem.hint)))


def _uri(path: str) -> str:
    if PurePath(path).is_absolute():
        return PurePath(path).as_uri()
    return quote(PurePath(path).as_posix())
