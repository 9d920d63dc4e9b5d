"""`osai diff` along a past with the shape of the public one, against full builds of both sides."""

from __future__ import annotations

import datetime as dt
import json
import random
import re
import time
from collections.abc import Iterable, Iterator
from copy import deepcopy
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

from mkdocs_osai.cli import main
from tests.history.labelled_past import TWELVE, LabelledPast, labelled_past
from tests.repositories import git
from tests.sites import Site

CLAIMS = {
    "mean": "osai.claim('at least 0.49', osai.mean())",
    "licences": "osai.claim('more than a third', osai.share('licenses_class', 'open'))",
    "definition": "osai.claim('fewer than ten models meet Documented', "
    "osai.count(meets='documented'))",
}
FIGURES = {
    "papers": "osai.bar('paper', title='Papers')",
    "releases": "osai.bar('release_years', title='Releases')",
    "licences": "osai.bar('licenses', title='Licences')",
    "ranking": "osai.ranking(5, title='The most open')",
    "grid": "osai.heatmap('types', title='By type')",
    "matrix": "osai.matrix(['documented', 'mof-3'], top=12, title='Definitions')",
    "lineage": "osai.lineage('Llama', title='Lineage')",
    "latest": "osai.bar('weights_basemodel', models=['Model 20', 'Model 60'], title='Two')",
}
PAGE = "".join(
    [
        "# Page\n\nThere are << osai.n() >> models.\n\n<< osai.mean() >> is the mean.\n\n",
        "<< osai.count(meets='documented') >> models meet a definition.\n\n",
        *(f"It is << {call} >>.\n\n" for call in CLAIMS.values()),
        *(f"<< {call} >>\n\n" for call in FIGURES.values()),
    ]
)


_DAY = re.compile(r"\d{4}-\d\d-\d\d")
"""A day of the index, which differs even where nothing else does."""


class Rows(HTMLParser):
    """The captions and rows of the figures of a page, in their order, and its numbers."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.figures: list[list[str]] = []
        self.numbers: list[str] = []
        self.verdicts: set[tuple[int, str]] = set()
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
            self.figures[-1].append(_DAY.sub("", data))


def longer(past: LabelledPast, commits: int) -> LabelledPast:
    """A past with more commits, each with an edit of a kind that the public index has had."""
    drawn = random.Random(22)  # noqa: S311 - the same edits in each run
    day = dt.date(2026, 6, 2)
    for number in range(commits):
        day += dt.timedelta(days=drawn.randint(1, 4))
        past.commit(day.isoformat())
        name = drawn.choice(sorted(past.models))
        model = past.models[name]
        match number % 6:
            case 0 | 3:
                ref = drawn.choice(TWELVE)
                now = model[ref].get("class")
                model[ref]["class"] = drawn.choice([c for c in CLASSES if c != now])
            case 1:
                model["system"]["basemodelname"] = drawn.choice(("Llama-2-7B", "Qwen2-7B"))
            case 2:
                past.models[f"later{number}"] = {
                    **deepcopy(model),
                    "system": {**model["system"], "name": f"Later {number}"},
                }
            case 4:
                del past.models[name]
            case 5:
                model["code"]["notes"] = f"Seen again, {number}."
        past.save()
    return past


CLASSES = ("open", "partial", "closed")
DEFINITIONS = """\
documented:
  name: Documented
  all:
    - weights_basemodel: open
    - datasheet: [open, partial]
    - paper: open
"""


def walked(folder: Path, past: LabelledPast) -> tuple[Site, list[str]]:
    """A site with a definition of its own, and the commits of its models, oldest first."""
    past.commits[0].files["models/_definitions.yml"] = DEFINITIONS
    for one in past.commits[1:]:
        one.files["models/_definitions.yml"] = DEFINITIONS
    past.write(folder)
    site = Site(folder)
    site.configure(
        theme={"name": "mkdocs"},
        osai={"pages": False, "on_error": "warn"},
        markdown_extensions=["tables"],
    )
    site.write("docs/index.md", PAGE)
    return site, git(folder, "rev-list", "--reverse", "HEAD").split()


@pytest.fixture(scope="module")
def commits(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, list[str]]:
    """A repository with the site, and the commits of its models, oldest first."""
    return walked(tmp_path_factory.mktemp("walk") / "site", longer(labelled_past(), 2))


def built(site: Site, commit: str) -> Rows:
    """What a full build of a commit publishes, and the lines of the claims that it reports."""
    git(site.folder, "checkout", "-q", commit)
    found = site.build()
    assert not found.stopped, found.stopped
    rows = Rows(found.html("index.html"))
    verdicts = (_VERDICT.search(message) for message in found.messages)
    rows.verdicts = {(int(one[1]), one[2]) for one in verdicts if one}
    return rows


_VERDICT = re.compile(r"index\.md:(\d+): \".*\" (is false|cannot be decided|is borderline)")


LINES = [i for i, line in enumerate(PAGE.splitlines(), 1) if "<< osai" in line]
NAMES = ["number 0", "number 1", "number 2", *(f"claim {name}" for name in CLAIMS), *FIGURES]
"""The names of what the page states, in its order."""


def changed(before: Rows, after: Rows) -> Iterator[str]:
    """The figures, numbers and claims that differ between two builds."""
    for name, call in FIGURES.items():
        title = call.partition("title='")[2].partition("'")[0]
        one, other = ([f for f in page.figures if f[0] == title] for page in (before, after))
        if one != other:
            yield name
    for place in range(3):  # after these, the claims, whose words stay the same
        if before.numbers[place] != after.numbers[place]:
            yield f"number {place}"
    for line in {line for line, _ in before.verdicts ^ after.verdicts}:
        yield NAMES[LINES.index(line)]


def told(base: str, head: str) -> list[str]:
    """The same, as `osai diff` tells it."""
    result = CliRunner().invoke(main, ["diff", base, head, "--format", "json"])
    assert result.exit_code in (0, 1), result.output
    return [
        NAMES[LINES.index(one["line"])]
        for one in json.loads(result.stdout)["site"]
        if one["kind"] != "error" or one["fails"]  # what the base does not have either is no change
    ]


PAIRS = (13, 15, 16, 21)
"""The commits that are compared with the one before: versions, renames, rules, a class."""


def walk(site: Site, ids: list[str], pairs: Iterable[int]) -> Iterator[tuple[list[str], float]]:
    """What changed at each commit, checked against full builds, and the seconds of `osai diff`."""
    pages: dict[str, Rows] = {}
    for i in pairs:
        base, head = ids[i - 1], ids[i]
        for one in (base, head):
            if one not in pages:
                pages[one] = built(site, one)
        wanted = sorted(changed(pages[base], pages[head]))
        started = time.perf_counter()
        found = sorted(set(told(base, head)))
        seconds = time.perf_counter() - started
        assert found == wanted, head
        yield wanted, seconds


def test_diff_names_what_full_builds_of_both_sides_show_differently(
    commits: tuple[Site, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    site, ids = commits
    monkeypatch.chdir(site.folder)

    seen = {name for names, _ in walk(site, ids, PAIRS) for name in names}

    assert {*FIGURES, "number 0", "number 1"} <= seen | {"lineage"}
