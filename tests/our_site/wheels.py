"""The package and what it needs as wheels, so that pip installs them where there is no network."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.tags import parse_tag, sys_tags
from packaging.utils import canonicalize_name

from tests.conftest import ROOT

OURS = "mkdocs-osai"
LEFT_OUT = {"RECORD", "INSTALLER", "REQUESTED", "direct_url.json"}
"""What pip notes of an installation; it is no part of a wheel."""


def pack_all(folder: Path) -> None:
    """Put the package, and what the running environment has of what it needs, into wheels."""
    folder.mkdir(parents=True)
    for one in _needed(OURS, {}).values():
        _pack(one, folder)


def _needed(name: str, found: dict[str, Distribution]) -> dict[str, Distribution]:
    """A distribution and all that it requires, by name."""
    key = canonicalize_name(name)
    if key not in found:
        found[key] = distribution(name)
        for line in found[key].requires or ():
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                _needed(requirement.name, found)
    return found


def _pack(one: Distribution, folder: Path) -> None:
    """A wheel with the files of an installed distribution."""
    stem = f"{re.sub(r'[-_.]+', '_', one.metadata['Name'])}-{one.version}"
    about = f"{stem}.dist-info"
    packed = {}
    for inside, file in _files(one):
        first, _, rest = inside.partition("/")
        packed[f"{about}/{rest}" if first.endswith(".dist-info") else inside] = file
    record = "".join(f'"{name}",,\n' for name in [*packed, f"{about}/RECORD"])
    with zipfile.ZipFile(folder / f"{stem}-{_tag(one)}.whl", "w") as wheel:
        for inside, file in packed.items():
            wheel.write(file, inside)
        wheel.writestr(f"{about}/RECORD", record)


def _files(one: Distribution) -> Iterator[tuple[str, Path]]:
    """The files of a distribution, by their place in a wheel; scripts are made by pip."""
    ours = canonicalize_name(one.metadata["Name"]) == OURS
    for path in one.files or ():
        in_about = path.parts[0].endswith(".dist-info")
        if path.name in LEFT_OUT if in_about else ours or ".." in path.parts:
            continue
        if path.suffix != ".pyc":
            yield path.as_posix(), Path(str(path.locate()))
    if ours:  # it may be installed by a path that leads to its sources
        for file in sorted((ROOT / "mkdocs_osai").rglob("*")):
            if file.is_file() and file.suffix != ".pyc":
                yield file.relative_to(ROOT).as_posix(), file


def _tag(one: Distribution) -> str:
    """The kind of machine that a distribution is for, as the name of a wheel says it."""
    told = {
        tag
        for line in (one.read_text("WHEEL") or "").splitlines()
        if line.startswith("Tag: ")
        for tag in parse_tag(line.removeprefix("Tag: "))
    }
    return str(next(tag for tag in sys_tags() if tag in told))
