"""What pyproject.toml says is tested, and is the same everywhere."""

from __future__ import annotations

import re
import subprocess
import tomllib
from importlib.metadata import entry_points

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
DEPENDENCIES = PROJECT["dependencies"]
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


def test_the_version_is_semantic_and_the_one_that_is_cited() -> None:
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text())

    assert re.fullmatch(r"\d+\.\d+\.\d+", PROJECT["version"])
    assert cited["version"] == PROJECT["version"]


def test_what_is_offered_to_others_names_this_version() -> None:
    command = ["git", "ls-files", "*.md", ".github", "docs/assets/kit"]
    names = subprocess.check_output(command, cwd=ROOT, text=True).splitlines()
    named = re.compile(r"/mkdocs-osai\S*(?:@v|\s+rev: v)([\d.]+)")
    found = {name: named.findall((ROOT / name).read_text("utf-8")) for name in names}

    assert found["docs/assets/kit/pre-commit-config.yaml"]
    assert {version for versions in found.values() for version in versions} == {PROJECT["version"]}


def test_the_changelog_has_the_form_that_a_release_needs() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    first, *older = re.findall(r"^## (.*)$", text, re.MULTILINE)
    released = [first, *older] if first != "[Unreleased]" else older
    found = [re.fullmatch(r"\[(\d+\.\d+\.\d+)\] - \d{4}-\d\d-\d\d", name) for name in released]
    versions = [Version(version[1]) for version in found if version]

    assert len(versions) == len(released)
    assert versions == sorted({*versions}, reverse=True)
    assert max(versions, default=Version("0")) <= Version(PROJECT["version"])
    assert first == "[Unreleased]" or versions[0] == Version(PROJECT["version"])
    kinds = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
    assert {*re.findall(r"^### (.*)$", text, re.MULTILINE)} <= kinds
