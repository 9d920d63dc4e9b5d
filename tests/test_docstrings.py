"""What is public is documented, and its examples are true."""

from __future__ import annotations

import doctest
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from types import ModuleType

import pytest

import mkdocs_osai
from mkdocs_osai import (
    claims,
    cli,
    export,
    history,
    index,
    problems,
    quality,
    sanitize,
    stats,
    zensical,
)
from tests.conftest import ROOT


def modules_of(*packages: ModuleType) -> list[str]:
    names = [package.__name__ for package in packages]
    for package in packages:
        if hasattr(package, "__path__"):
            names += [
                m.name for m in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
            ]
    return names


MODULES = modules_of(
    problems, sanitize, index, stats, history, export, quality, claims, cli, zensical
)


def public(name: str) -> Iterator[tuple[str, object]]:
    """The public functions and classes of a module, with the methods and properties of these."""
    module = importlib.import_module(name)
    for member, value in vars(module).items():
        if member.startswith("_") or getattr(value, "__module__", "") != name:
            continue
        yield member, value
        if inspect.isclass(value):
            for below, thing in vars(value).items():
                documented = isinstance(thing, property | classmethod | staticmethod)
                if not below.startswith("_") and (documented or inspect.isfunction(thing)):
                    yield f"{member}.{below}", thing


@pytest.mark.parametrize("name", MODULES)
def test_whatever_is_public_has_a_docstring(name: str) -> None:
    assert importlib.import_module(name).__doc__
    assert [member for member, value in public(name) if not inspect.getdoc(value)] == []


def test_what_notebooks_and_macros_call_has_an_example() -> None:
    called = {n: f for n, f in inspect.getmembers(stats.Index, inspect.isfunction) if n[0] != "_"}
    called.pop("select")
    called.pop("categories")

    assert {"tally", "n", "count", "share", "ranking", "grid"} <= set(called)
    for name, function in {"load": mkdocs_osai.load, **called}.items():
        assert ">>> " in (inspect.getdoc(function) or ""), name


@pytest.mark.parametrize("name", ["mkdocs_osai", *MODULES])
def test_the_examples_are_true(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)

    result = doctest.testmod(importlib.import_module(name))

    assert result.failed == 0


def test_there_are_examples_to_test() -> None:
    found = [
        test
        for name in MODULES
        for test in doctest.DocTestFinder().find(importlib.import_module(name))
        if test.examples
    ]
    assert len(found) > 20
    assert mkdocs_osai.__all__ == ["Index", "Quantity", "Tally", "load"]
