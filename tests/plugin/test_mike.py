"""A site that mike deploys: several versions of it under one address."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.plugin.beside import PAGE, broken, committed, marks_left, needs
from tests.sites import Built, Site, a_file


def run(site: Site, *command: str) -> None:
    identity = {
        f"GIT_{who}_{what}": "a@example.org"
        for who in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, **identity, "PATH": path, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        command, cwd=site.folder, env=env, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def deployed(site: Site) -> Built:
    """The branch that mike publishes, as a folder."""
    folder = site.folder / "published"
    folder.mkdir()
    run(site, "git", "archive", "--output", "published.tar", "gh-pages")
    run(site, "tar", "-xf", "published.tar", "-C", str(folder))
    return Built(folder, [], "")


def test_each_version_has_its_own_pages_addresses_and_numbers(site: Site) -> None:
    needs("mike")
    for stem in "cdefg":
        (site.folder / f"models/{stem}.yaml").unlink()
    site.write("docs/index.md", PAGE)
    site.configure(plugins=["search", "osai"])
    committed(site)

    run(site, "mike", "deploy", "1.0")
    site.write("models/c.yaml", a_file("Model C"))
    run(site, "mike", "deploy", "2.0", "latest", "--update-aliases")
    run(site, "mike", "set-default", "latest")

    built = deployed(site)
    assert ">2</data>" in built.html("1.0/index.html")
    assert ">3</data>" in built.html("2.0/index.html")
    assert "2.0/models/c/index.html" in built.files
    assert "1.0/models/c/index.html" not in built.files
    assert (built.site / "latest/models/c/index.html").exists()
    model = built.html("1.0/models/a/index.html")
    assert '<link rel="canonical" href="https://example.org/sub/1.0/models/a/">' in model
    assert 'content="https://example.org/sub/1.0/osai/cards/' in model
    assert '"https://example.org/sub/1.0/data/schema.json"' in built.html("1.0/data/schema.json")
    assert broken(built) == []
    assert marks_left(built) == []
    assert (site.folder / "docs/index.md").read_text("utf-8") == PAGE
