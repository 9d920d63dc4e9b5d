"""Fixtures and helpers that the tests of several packages share."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, expect, sync_playwright

from mkdocs_osai.cli import main
from tests import builders, sites
from tests.browser import chromium_path

ROOT = Path(__file__).parent.parent
DATABASES = [str(ROOT / "models"), *filter(None, [os.environ.get("OSAI_DATABASE")])]

# The same cases on every machine; the first text of a fresh clone takes Hypothesis two seconds.
settings.register_profile(
    "osai", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("osai")
# Other cases in each run, and first those that failed before: `make fuzz`.
settings.register_profile("fuzz", settings.get_profile("osai"), derandomize=False, print_blob=True)


@pytest.fixture(scope="session", params=DATABASES)
def database(request: pytest.FixtureRequest) -> Path:
    """Our models/, and the public database it was imported from where OSAI_DATABASE names it."""
    return Path(request.param)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium that asks nothing of anybody else; there can be one in a process."""
    path = chromium_path()
    expect.set_options(timeout=30_000)  # as for everything else: a busy machine is slow
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An index in the public format: of four models three are latest, and one has no tags."""
    folder = tmp_path / "models"
    folder.mkdir()
    files = {
        "a.yaml": builders.a_file(performanceclass="latest"),
        "b.yaml": builders.a_file(performanceclass="latest", origin="France", type="text,code"),
        "c.yaml": builders.a_file(performanceclass="latest", origin=None, contributor=None),
        "d.yaml": builders.a_file(origin="深圳"),
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def site(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> sites.Site:
    """A plain site with six models: three of China, two of the United States, one of France.

    One of the two of the United States is the latest; a seventh model has no tags.
    """
    monkeypatch.chdir(tmp_path)
    # MkDocs keeps plugins with on_startup for the next build of a process, so none is shut down
    # here; what the blog plugin would delete then goes with this folder.
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path_factory.mktemp("temporary")))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    site = sites.Site(tmp_path)
    site.configure()
    models: dict[str, dict[str, object]] = {
        "a": {"origin": "China"},
        "b": {"origin": "China", "type": "video"},
        "c": {"origin": "China", "type": "text,code"},
        "d": {"origin": "United States", "contributor": "Non-academic (American Big Tech)"},
        "e": {"origin": "United States", "performanceclass": "latest"},
        "f": {"origin": "France", "contributor": "Non-academic (Company)"},
        "g": {"origin": None, "contributor": None},
    }
    for stem, values in models.items():
        site.write(f"models/{stem}.yaml", sites.a_file(f"Model {stem.upper()}", **values))
    site.write("docs/index.md", "# Home\n")
    return site


def osai(*arguments: object) -> Result:
    """Run the command; an exception is a failure of the test."""
    return CliRunner().invoke(main, [str(a) for a in arguments], catch_exceptions=False)
