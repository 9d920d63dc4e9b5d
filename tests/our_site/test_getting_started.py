"""Getting started: every command and file of the page, in its order, from an empty folder on."""

from __future__ import annotations

import os
import re
from importlib.metadata import version
from pathlib import Path

import pytest
import yaml

from mkdocs_osai.history import load
from mkdocs_osai.stats import Index
from tests.conftest import ROOT
from tests.github import wrong_with
from tests.our_site.walking import (
    DATABASE,
    LAST,
    Terminal,
    a_machine,
    an_empty_repository,
    blocks,
    public_database,
    tree,
)
from tests.our_site.wheels import pack_all
from tests.reliability.running import words

PAGE = "getting-started.md"
REPOSITORY = "https://github.com/YOU/my-site.git"
ADDRESS = "https://you.github.io/my-site"
KIT = ROOT / "docs/assets/kit/pages.yml"


class Walk:
    """The page, walked as far as it is told; each step once."""

    def __init__(self, folder: Path) -> None:
        self.left = blocks(PAGE)
        self.pushed = an_empty_repository(folder / "pushed.git")
        pack_all(folder / "wheels")
        self.terminal = Terminal(
            folder / "home",
            {DATABASE: public_database(folder / "database"), REPOSITORY: self.pushed},
            PATH=a_machine(folder),
            PIP_NO_INDEX="1",
            PIP_FIND_LINKS=str(folder / "wheels"),
            PIP_CONFIG_FILE=os.devnull,
            PIP_DISABLE_PIP_VERSION_CHECK="1",
            PIP_COMPILE="0",  # this would take most of the time
        )

    def until(self, beginning: str) -> str:
        """Do what the page says, up to the commands that begin so; what these said.

        Those that serve the site are not run where they are asked for, but returned.
        """
        while self.left:
            block = self.left.pop(0)
            wanted = block.language == "sh" and block.text.startswith(beginning)
            if block.title:
                self.terminal.write(block)
            elif block.text.startswith("mkdocs serve"):
                if wanted:
                    return block.text
                with self.terminal.serving(block.text) as served:
                    assert served.shows("models call themselves open")
            elif block.language == "sh":
                said = self.terminal.type(block.text)
                if wanted:
                    return said
        raise AssertionError(beginning)

    def article(self, path: str) -> str:
        html = (self.terminal.folder / "site" / path).read_text("utf-8")
        return html[html.index("<article") : html.index("</article>")]


@pytest.fixture(scope="module")
def index() -> Index:
    return load(ROOT / "models")


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Walk:
    return Walk(tmp_path_factory.mktemp("walk"))


def test_after_the_installation_the_commands_are_there(walk: Walk) -> None:
    walk.until("mkdir my-site")

    where = walk.terminal.type("command -v mkdocs osai").split()
    assert where == [str(walk.terminal.folder / ".venv/bin" / name) for name in ("mkdocs", "osai")]


def test_the_models_come_from_the_public_database(walk: Walk, index: Index) -> None:
    said = walk.until("git clone")

    assert f"{len(index.models)} models: " in said
    taken = load(walk.terminal.folder / "models")
    assert str(taken.about.date) == LAST
    for dimension in {*index.registry} - {"definitions"}:  # our folder has some of its own
        assert taken.tally(dimension).to_dict() == index.tally(dimension).to_dict()


def test_the_served_site_shows_numbers_changes_and_mistakes(walk: Walk, index: Index) -> None:
    serve = walk.until("mkdocs serve")
    post = walk.terminal.folder / "docs/blog/posts/origins.md"
    written = post.read_text("utf-8")

    with walk.terminal.serving(serve) as served:
        assert served.shows(f"{index.n()} models call themselves open")
        address = "blog/2026/11/21/where-open-models-come-from/"
        assert served.shows("of the models come from the United States", address)
        post.write_text(f"{written}\nA word more.\n", "utf-8")
        assert served.shows("A word more.", address)
        post.write_text(written.replace("national_origins'", "national_origin'", 1), "utf-8")
        assert served.shows("did you mean 'national_origins'?", address)
        post.write_text(written, "utf-8")
        assert served.shows(str(index.share("national_origins", "United States")), address)


def test_the_strict_build_has_the_figure_the_numbers_and_the_database(
    walk: Walk, index: Index
) -> None:
    said = walk.until("mkdocs build --strict")

    assert "WARNING" not in said
    home = words(walk.article("index.html"))
    assert f"{index.n()} models call themselves open" in home
    assert f"{index.share('weights_endmodel', 'open')} of them" in home
    post = walk.article("blog/2026/11/21/where-open-models-come-from/index.html")
    assert f"{index.share('national_origins', 'United States')} of the models" in words(post)
    assert "Your name" in post
    [figure] = re.findall(r'<figure class="osai-figure".*?</figure>', post, re.DOTALL)
    [image] = re.findall(r'<img [^>]*src="([^"#]+)', figure)
    page = walk.terminal.folder / "site/blog/2026/11/21/where-open-models-come-from"
    assert (page / image).read_text("utf-8").startswith("<svg")
    assert "2026" in words(figure)
    assert "<table" in figure
    site = walk.terminal.folder / "site"
    assert len([*(site / "models").glob("*/index.html")]) == len(index.models)
    assert (site / "database/index.html").is_file()


def test_no_page_of_the_first_site_loads_anything_from_third_parties(walk: Walk) -> None:
    pages = [*(walk.terminal.folder / "site").rglob("*.html")]
    own = "http://127.0.0.1:8000/"
    loads = re.compile(
        r"""<(?:script|img|iframe|source|link)\b[^>]*\b(?:src|href)="(https?:[^"]+)"""
    )

    assert len(pages) > 100
    for page in pages:
        found = loads.findall(page.read_text("utf-8"))
        assert [address for address in found if not address.startswith(own)] == [], page


def test_only_sources_are_pushed(walk: Walk) -> None:
    walk.until("git init")

    files = tree(walk.pushed)
    made = {path for path in files if path.startswith((".cache/", ".venv/", "site/"))}
    assert not made
    assert {"mkdocs.yml", "requirements.txt", "models/_index.yml"} <= files
    assert ".github/workflows/site.yml" in files


def test_the_workflow_to_take_builds_what_was_pushed_on_an_empty_machine(
    walk: Walk, index: Index, tmp_path: Path
) -> None:
    jobs = yaml.safe_load(KIT.read_text("utf-8"))["jobs"]
    steps = jobs["build"]["steps"]
    path = next(s["with"]["path"] for s in steps if "upload-pages-artifact" in s.get("uses", ""))
    terminal = walk.terminal.beside(tmp_path / "machine")
    terminal.type(f"git clone -q {REPOSITORY} site-of-you && cd site-of-you")
    terminal.type("python3 -m venv ../python && . ../python/bin/activate")

    for step in steps:
        terminal.type("".join(f"export {name}={ADDRESS}\n" for name in step.get("env", ())))
        terminal.type(step.get("run", ":"))

    html = (terminal.folder / path / "index.html").read_text("utf-8")
    assert f"{index.n()} models call themselves open" in words(html)
    assert f'<link rel="canonical" href="{ADDRESS}/">' in html


def test_an_own_index_replaces_the_public_one(walk: Walk) -> None:
    said = walk.until("mkdir own")
    assert "1 model in own: " in said
    config = walk.terminal.folder / "mkdocs.yml"
    shown = walk.left.pop(0)
    plugin = shown.text.removeprefix("plugins:\n")
    assert plugin.startswith("  - osai:\n")
    config.write_text(config.read_text("utf-8").replace("  - osai\n", plugin), "utf-8")

    walk.terminal.type("mkdocs build --strict")

    assert "1 model" in words(walk.article("index.html"))
    assert not walk.left


def shown(title: str) -> str:
    """A file of the page, without walking."""
    [text] = [block.text for block in blocks(PAGE) if block.title == title]
    return text


def test_the_workflows_are_valid(tmp_path: Path) -> None:
    few_lines = tmp_path / "site.yml"
    few_lines.write_text(shown(".github/workflows/site.yml"), "utf-8")

    assert wrong_with(few_lines, "github-workflows") == ""
    assert wrong_with(KIT, "github-workflows") == ""


def test_in_the_workflow_to_take_only_the_job_that_runs_nothing_may_publish() -> None:
    workflow = yaml.safe_load(KIT.read_text("utf-8"))
    build, publish = workflow["jobs"]["build"], workflow["jobs"]["publish"]

    assert workflow["permissions"] == {}
    assert {*build["permissions"].values()} == {"read"}
    assert publish["permissions"] == {"pages": "write", "id-token": "write"}
    assert [step.get("run") for step in publish["steps"]] == [None]
    [checkout] = [s for s in build["steps"] if "actions/checkout@" in s.get("uses", "")]
    assert checkout["with"]["fetch-depth"] == 0
    assert checkout["with"]["submodules"] is True
    assert checkout["with"]["persist-credentials"] is False


def test_the_workflow_to_take_names_each_action_by_its_commit() -> None:
    used = re.findall(r"uses: (.*)", KIT.read_text("utf-8"))

    assert len(used) == 5
    for action in used:
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action)


def test_the_short_workflow_calls_ours_with_valid_inputs_and_permissions() -> None:
    [job] = yaml.safe_load(shown(".github/workflows/site.yml"))["jobs"].values()
    place, tag = job["uses"].removeprefix("OWNER/mkdocs-osai/").split("@")
    called = yaml.safe_load((ROOT / place).read_text("utf-8"))
    offered = called[True]["workflow_call"]["inputs"]  # YAML 1.1 reads `on` as a yes
    guide = (ROOT / "docs/guide/public-database.md").read_text("utf-8")

    assert tag == f"v{version('mkdocs-osai')}"
    assert {*job.get("with", {})} <= {*offered}
    assert {*re.findall(r"`with: \{(\w+):", guide)} == {"strict"} <= {*offered}
    ranks = ("none", "read", "write")
    for needed in called["jobs"].values():
        for what, rank in needed["permissions"].items():
            assert ranks.index(job["permissions"].get(what, "none")) >= ranks.index(rank)
