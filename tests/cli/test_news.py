"""`osai news`, and the page of what is new: the same changes, and claims that hold."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

from mkdocs_osai.cli import main
from tests.builders import a_file
from tests.repositories import a_repository, commit
from tests.sites import Site


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments], catch_exceptions=False)


@pytest.fixture
def past(site: Site) -> Site:
    """A site whose index changed in March and May."""
    site.write(".gitignore", "site/\n.cache/\n")
    a_repository(site.folder)
    site.write("models/y.yaml", a_file(name="Y", endmodelname="Y-1", code="open"))
    commit(site.folder, {}, "2025-02-10")
    reason = {"from": "2025-03-05", "reason": "provider", "note": "its code is out"}
    site.write("models/_history.yml", json.dumps([{**reason, "models": ["<x>"]}]))
    site.write("models/h.yaml", a_file(name="'<h> [x](y) << osai.n() >>'"))
    commit(site.folder, {}, "2025-03-05")
    site.write("models/y.yaml", a_file(name="Y", endmodelname="Y-2", code="closed"))
    commit(site.folder, {}, "2025-05-06")
    return site


def test_the_markdown_is_a_page_whose_claims_hold(past: Site) -> None:
    printed = run("news", "--since", "2025-03")

    assert printed.exit_code == 0
    front, _, text = printed.stdout.partition("\n---\n\n")
    assert front == "---\nosai:\n  as_of: 2025-05-06"
    lines = text.splitlines()
    assert lines[0] == "# What is new in the index since 1 March 2025"
    assert "osai.claim('9 models', osai.n())" in lines[2]
    assert "osai.claim('up from 8', osai.change_of(osai.n(), since='2025-02-28'))" in lines[2]
    assert [x for x in lines if x.startswith("#")][1:] == [
        "## May 2025",
        "### New versions",
        "## March 2025",
        "### Models in and out",
    ]
    assert "- Y has another version: Y-1 → Y-2" in lines
    assert "- Y: Code Documentation open → closed" in lines

    past.write("docs/news.md", printed.stdout)
    built = past.build(strict=True)

    assert built.stopped == ""
    assert "up from 8" in built.article("news/index.html")
    assert 'href="y"' not in built.article("news/index.html")
    assert "<h>" not in built.article("news/index.html")
    claims = run("claims").stdout
    assert "2 claims: 0 false" in claims
    past.write("models/z.yaml", a_file(name="Z"))
    assert "2 claims: 0 false" in run("claims").stdout, "the post is about its day"
    assert run("news", "--since", "2025-03").stdout.startswith("# What"), "not committed"


def test_the_page_has_the_same_changes_and_links_each_model(past: Site) -> None:
    built = past.build(strict=True)
    page = built.article("database/news/index.html")

    assert page.index("May 2025") < page.index("March 2025") < page.index("Models in and out")
    assert ">Y</a> has another version: Y-1 → Y-2" in page
    assert "&lt;h&gt; [x](y) &lt;&lt; osai.n() &gt;&gt;</a> added" in page
    assert 'href="../../data/changes.xml"' in page
    assert 'href="../database/news/"' in built.article("data/index.html")
    assert "(new version)" in built.article("models/y/index.html")
    assert "(new version)" in built.html("data/changes.xml")
    own = json.loads(built.html("data/models/y.json"))
    assert [(c["kind"], c["reason"]) for c in own["changes"][:2]] == [
        ("version", None),
        ("revised", "version"),
    ]


def test_an_index_without_a_past_has_no_page_of_news(site: Site) -> None:
    built = site.build(strict=True)

    assert "database/news/index.html" not in built.files
    assert "What is new" not in built.article("data/index.html")


@pytest.mark.parametrize("since", ["March", "2025", "2025-13", "2025-02-30"])
def test_what_is_no_month_or_day_is_an_error(past: Site, since: str) -> None:
    result = run("news", "--since", since)

    assert result.exit_code == 2
    assert f"--since is '{since}', which is no month or day; write 2026-03" in result.stderr
    assert past.folder.is_dir()


def test_a_folder_without_history_is_an_error_and_no_empty_list(site: Site) -> None:
    result = run("news", "--since", "2025-03")

    assert result.exit_code == 2
    assert result.stdout == ""
    assert site.folder.is_dir()


@pytest.mark.usefixtures("past")
def test_nothing_new_is_said_in_words() -> None:
    result = run("news", "--since", "2025-05-07")

    assert "No file of a model has changed." in result.stdout
    assert ", as many as on 6 May 2025." in result.stdout
