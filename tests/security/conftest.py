"""A site of a hostile index, and a site of a harmless one."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import pytest

from tests.repositories import a_repository, commit, git
from tests.security.indexes import HARMLESS, HOSTILE, Written
from tests.security.pages import EXTENSIONS, PAGES
from tests.sites import PALETTE, Built, Site

FEATURE = re.compile(
    r"""["']((?:announce|content|header|navigation|search|toc)\.[a-z.]+)["'](?! *:)"""
)


@dataclass(frozen=True)
class Guarded:
    """A build, and what it did to the folders around it.

    Attributes:
        written: the files that were made or changed outside the site, its cache left out.
    """

    built: Built
    folder: Path
    written: list[str]


@contextmanager
def set_aside(home: Path) -> Iterator[None]:
    """Work in a folder, with temporary files in another, as the build of one day."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(home)
        patch.setattr(tempfile, "tempdir", str(home / "temporary"))
        patch.setenv("SOURCE_DATE_EPOCH", "1700000000")
        yield


def a_site(top: Path, index: Written) -> Guarded:
    """A site of an index with two commits, built with every kind of page."""
    home = top / "around" / "home"
    (home / "temporary").mkdir(parents=True)
    a_repository(home)
    commit(home, {f"models/{name}": text for name, text in index.before().items()}, "2025-01-01")
    git(home, "tag", "first")
    commit(home, {f"models/{name}": text for name, text in index.files().items()}, "2025-02-01")
    site = Site(home)
    site.configure(
        theme={
            "name": "material",
            "font": False,
            "palette": PALETTE,
            "features": all_features(),
        },
        markdown_extensions=EXTENSIONS,
        repo_url="https://example.org/me/site",
        edit_uri="edit/main/docs/",
        osai={"indexes": {"other": "models"}, "on_error": "warn"},
    )
    for name, text in PAGES.items():
        site.write(f"docs/{name}", text)
    before = snapshot(top)
    with set_aside(home):
        built = site.build()
    after = snapshot(top)
    changed = [path for path in {*before, *after} if before.get(path) != after.get(path)]
    own = ("around/home/site/", "around/home/.cache/", "around/home/temporary/")
    return Guarded(built, home, sorted(path for path in changed if not path.startswith(own)))


def all_features() -> list[str]:
    """Every feature a site with Material can turn on: each name its files have that may be one."""
    material = Path(str(resources.files("material") / "templates"))
    texts = [path.read_text("utf-8") for path in material.rglob("*.js")]
    texts += [path.read_text("utf-8") for path in material.rglob("*.html")]
    found = {name for text in texts for name in FEATURE.findall(text)}
    assert {"content.tooltips", "navigation.instant", "search.highlight"} < found
    return sorted(found)


def snapshot(top: Path) -> dict[str, tuple[int, int]]:
    """The files below a folder, each with its size and the moment of its last change."""
    found = {}
    for folder, _, names in os.walk(top):
        for name in names:
            path = Path(folder, name)
            about = path.lstat()
            found[path.relative_to(top).as_posix()] = (about.st_size, about.st_mtime_ns)
    return found


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Guarded:
    return a_site(tmp_path_factory.mktemp("hostile"), HOSTILE)


@pytest.fixture(scope="session")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> Guarded:
    return a_site(tmp_path_factory.mktemp("harmless"), HARMLESS)
