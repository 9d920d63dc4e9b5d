"""What several rooms' tests share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

from tests.browser import chromium_path

ROOT = Path(__file__).parent.parent
DATABASES = [str(ROOT / "models"), *filter(None, [os.environ.get("OSAI_DATABASE")])]

# The same cases on every machine; the first text of a fresh clone takes Hypothesis two seconds.
settings.register_profile(
    "osai", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("osai")


@pytest.fixture(scope="session", params=DATABASES)
def database(request: pytest.FixtureRequest) -> Path:
    """Our models/, and the public database it was imported from where OSAI_DATABASE names it."""
    return Path(request.param)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium that asks nothing of anybody else; there can be one in a process."""
    path = chromium_path()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()
