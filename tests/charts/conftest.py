"""The index of this repository."""

from __future__ import annotations

import pytest

from mkdocs_osai.history import load
from mkdocs_osai.stats import Index
from tests.conftest import ROOT


@pytest.fixture(scope="session")
def index() -> Index:
    """The models of this repository, read once."""
    return load(ROOT / "models")
