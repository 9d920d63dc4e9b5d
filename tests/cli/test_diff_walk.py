"""`osai diff` along a past with the shape of the public one, against full builds of both sides."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

from mkdocs_osai.cli import main
from tests.history.labelled_past import labelled_past
from tests.repositories import git
from tests.sites import Site

FIGURES = {
    "papers": "osai.bar('paper', title='Papers')",
    "releases": "osai.bar('release_years', title='Releases')",
    "licences": "osai.bar('licenses', title='Licences')",
    "ranking": "osai.ranking(5, title='The most open')",
    "grid": "osai.heatmap('types', title='By type')",
    "latest": "osai.bar('weights_basemodel', models=['Model 20', 'Model 60'], title='Two')",
}
PAGE = "".join(
    [
        "# Page\n\nThere are << osai.n() >> models.\n\n<< osai.mean() >> is the mean.\n\n",
        *(f"<< {call} >>\n\n" for call in FIGURES.values()),
    ]
)


class Rows(HTMLParser):
    """The captions and rows of the figures of a page, in their order, and its numbers."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.figures: list[list[str]] = []
        self.numbers: list[str] = []
        self._in: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - of HTMLParser
        if tag == "figure":
            self.figures.append([])
        if tag == "data":
            self.numbers.append("")
        if tag in ("td", "th", "data", "figcaption"):
            self._in.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._in and self._in[-1] == tag:
            self._in.pop()

    def handle_data(self, data: str) -> None:
        if not self._in:
            return
        if self._in[-1] == "data":
            self.numbers[-1] += data
        elif self.figures:
            self.figures[-1].append(data)


@pytest.fixture(scope="module")
def commits(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A repository with the site, and the commits of its models, oldest first."""
    folder = labelled_past().write(tmp_path_factory.mktemp("walk") / "site")
    site = Site(folder)
    site.configure(theme={"name": "mkdocs"}, osai={"pages": False}, markdown_extensions=["tables"])
    site.write("docs/index.md", PAGE)
    return folder, git(folder, "rev-list", "--reverse", "HEAD").split()


def built(site: Site, commit: str) -> Rows:
    """What a full build of a commit publishes."""
    git(site.folder, "checkout", "-q", commit)
    found = site.build()
    assert not found.stopped, found.stopped
    return Rows(found.html("index.html"))


def changed(before: Rows, after: Rows) -> Iterator[str]:
    """The titles of figures, and the places of numbers, that differ between two builds."""
    for title, one, other in zip(FIGURES, before.figures, after.figures, strict=True):
        if one != other:
            yield title
    for place, (old, new) in enumerate(zip(before.numbers, after.numbers, strict=True)):
        if old != new:
            yield f"number {place}"


def told(base: str, head: str) -> list[str]:
    """The same, as `osai diff` tells it."""
    result = CliRunner().invoke(main, ["diff", base, head, "--format", "json"])
    assert result.exit_code in (0, 1), result.output
    lines = [i for i, line in enumerate(PAGE.splitlines(), 1) if re.search(r"<< osai", line)]
    names = ["number 0", "number 1", *FIGURES]
    return [names[lines.index(one["line"])] for one in json.loads(result.stdout)["site"]]


PAIRS = (13, 15, 16)
"""The commits that are compared with the one before: new versions, renames, other rules."""


def test_diff_names_the_figures_that_full_builds_of_both_sides_show_differently(
    commits: tuple[Path, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, ids = commits
    monkeypatch.chdir(folder)
    site = Site(folder)
    pages = {ids[i]: built(site, ids[i]) for i in PAIRS for i in (i - 1, i)}
    seen = []
    for i in PAIRS:
        base, head = ids[i - 1], ids[i]
        wanted = sorted(changed(pages[base], pages[head]))
        assert sorted(set(told(base, head))) == wanted, head
        seen += wanted

    assert {*FIGURES, "number 0", "number 1"} == {*seen}
