"""What several rooms' tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

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
