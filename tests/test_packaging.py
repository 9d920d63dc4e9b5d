"""The bounds in pyproject.toml are those that are tested, and a set-up is the same everywhere."""

from __future__ import annotations

import tomllib
from importlib.metadata import entry_points

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import ROOT

DEPENDENCIES = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
CONSTRAINTS = ["constraints.txt", "tests/constraints-lowest.txt"]


def pins(name: str) -> dict[str, Requirement]:
    """What a constraints file pins, by the name of the distribution."""
    lines = (ROOT / name).read_text().splitlines()
    pinned = [Requirement(line) for line in lines if not line.startswith("#")]
    return {canonicalize_name(pin.name): pin for pin in pinned}


@pytest.mark.parametrize("dependency", DEPENDENCIES)
def test_a_lower_bound_is_the_version_that_make_test_lowest_installs(dependency: str) -> None:
    wanted = Requirement(dependency)
    [bound] = [s.version for s in wanted.specifier if s.operator == ">="]

    lowest = pins("tests/constraints-lowest.txt")[canonicalize_name(wanted.name)]

    assert lowest.specifier.contains(bound)


@pytest.mark.parametrize("name", CONSTRAINTS)
def test_constraints_pin_one_version_each_and_name_no_address(name: str) -> None:
    for pin in pins(name).values():
        assert pin.url is None
        assert [s.operator for s in pin.specifier] == ["=="]


def test_the_command_and_the_plugin_can_be_found() -> None:
    [command] = entry_points(group="console_scripts", name="osai")
    [plugin] = entry_points(group="mkdocs.plugins", name="osai")

    assert callable(command.load())
    assert plugin.load().__name__ == "OsaiPlugin"
