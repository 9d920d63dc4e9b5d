"""Sites to build."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from tests.plugin.sites import Site, a_file


@pytest.fixture
def site(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Site:
    """A plain site with six models: three of China, two of the United States, one of France.

    One of the two of the United States is the latest; a seventh model has no tags.
    """
    monkeypatch.chdir(tmp_path)
    # MkDocs keeps plugins with on_startup for the next build of a process, so none is shut down
    # here; what the blog plugin would delete then goes with this folder.
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path_factory.mktemp("temporary")))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    site = Site(tmp_path)
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
        site.write(f"models/{stem}.yaml", a_file(f"Model {stem.upper()}", **values))
    site.write("docs/index.md", "# Home\n")
    return site
