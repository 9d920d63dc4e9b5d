"""A site with a past, and with everything that is kept from one build to the next."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reliability.running import MOMENT
from tests.repositories import git
from tests.sites import MACROS, Site, a_file

THEME = """\
<!doctype html><html><head><title>{{ page.title }}</title></head>
<body><article>{{ page.content }}</article></body></html>
"""
"""All that a page needs here; a site with it is built in no time."""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Two models in git, a page with a figure, and one that speaks of the first commit."""
    folder = tmp_path / "project"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", MOMENT)
    site = Site(folder)
    site.configure(
        site_url="https://example.org/",
        theme={"name": None, "custom_dir": "theme"},
        plugins=[{"macros": MACROS}, "osai"],
    )
    site.write("theme/main.html", THEME)
    site.write("models/a.yaml", a_file("Model A"))
    site.write("models/b.yaml", a_file("Model B", origin="France"))
    site.write(
        "docs/index.md",
        "# Home\n\nThere are << osai.n() >> models.\n\n<< osai.pie('national_origins') >>\n",
    )
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "the first")
    commit = git(folder, "rev-parse", "HEAD")
    site.write(
        "docs/past.md", f"---\nosai:\n  as_of: {commit}\n---\n# Past\n\n<< osai.n() >> then.\n"
    )
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "the second")
    return site
