"""Moving a site: the page's own example is moved, by its commands and with its files."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

import pytest
import yaml

from mkdocs_osai.history import load
from tests.conftest import ROOT
from tests.our_site.walking import (
    DATABASE,
    Block,
    Terminal,
    a_machine,
    blocks,
    public_database,
)
from tests.reliability.running import words

PAGE = "moving.md"
FIGURE = '<figure class="osai-figure"'


class Walk:
    """The page, from the site as it was to the site as it is."""

    def __init__(self, folder: Path) -> None:
        self.left = blocks(PAGE)
        self.terminal = Terminal(
            folder / "home",
            {DATABASE: public_database(folder / "database")},
            PATH=a_machine(folder, with_ours=True),
            PIP_NO_INDEX="1",
        )
        self.terminal.type("mkdir -p a-blog/docs && cd a-blog")
        (self.terminal.folder / "docs/origins.png").write_bytes(b"\x89PNG\r\n\x1a\n")

    def step(self) -> str:
        """Write the files up to the next commands, and type these; what they said."""
        while (block := self.left.pop(0)).language != "sh":
            assert block.title, "a block of the page that nobody reads"
            self.terminal.write(block)
        said = self.terminal.type(block.text)
        while self.left and self.left[0].language == "text":
            shown = ".*".join(map(re.escape, self.left.pop(0).text.strip().split("…")))
            assert re.search(shown, said), shown
        return said

    def article(self, path: str) -> str:
        html = (self.terminal.folder / "site" / path / "index.html").read_text("utf-8")
        return html[html.index("<article") : html.index("</article>")]

    def sources(self) -> dict[str, str]:
        """What a build is to leave alone."""
        folder = self.terminal.folder
        files = [p for name in ("docs", "models") for p in (folder / name).rglob("*")]
        return {str(p): sha256(p.read_bytes()).hexdigest() for p in files if p.is_file()}


def test_a_site_is_moved_step_by_step_and_each_step_is_a_site(tmp_path: Path) -> None:
    walk = Walk(tmp_path)
    for block in [walk.left.pop(0) for _ in range(3)]:
        walk.terminal.write(block)
    walk.terminal.type("mkdocs build")
    before = {path: walk.article(path) for path in ("", "big-tech")}

    assert " models: " in walk.step()
    sources = walk.sources()
    walk.step()
    assert {path: walk.article(path) for path in before} == before
    assert (walk.terminal.folder / "site/database/index.html").is_file()

    assert "WARNING" in walk.step()
    moved = walk.article("big-tech")
    assert moved.count(FIGURE) == 1
    assert "osai-problem" not in moved
    assert "1 claim: 0 false" in walk.step()
    said = walk.step()

    assert "WARNING" not in said
    assert walk.article("") == before[""]
    index = load(ROOT / "models")
    told = words(walk.article("big-tech"))
    assert f"of the models, {index.share('national_origins', 'United States')} , come from" in told
    changed = {path for path, digest in walk.sources().items() if sources.get(path) != digest}
    assert changed == {str(walk.terminal.folder / "docs/big-tech.md")}
    assert not walk.left


@pytest.mark.parametrize(
    ("option", "gone", "kept"),
    [
        ({}, [], ["database", "models", "data", "badges", "evidence", "osai/osai.js"]),
        (
            {"pages": False},
            ["database", "models", "data", "badges", "osai/osai.js", "osai/cards/models"],
            ["evidence", "osai/osai.css", "osai/cards"],
        ),
        ({"cards": False}, ["osai/cards"], ["database", "evidence"]),
    ],
)
def test_what_the_plugin_adds_can_be_left_out(
    tmp_path: Path, option: dict[str, bool], gone: list[str], kept: list[str]
) -> None:
    terminal = Terminal(tmp_path / "home", {}, PATH=a_machine(tmp_path, with_ours=True))
    config = {
        "site_name": "A blog",
        "site_url": "https://example.org/",
        "theme": {"name": "material", "font": False},
        "extra_css": ["own.css"],
        "nav": [{"Home": "index.md"}],
        "plugins": ["macros", {"osai": {**option, "models_dir": str(ROOT / "models")}}],
    }
    terminal.write(Block("css", "docs/own.css", "p { color: black }\n"))
    terminal.write(Block("yaml", "mkdocs.yml", yaml.safe_dump(config)))
    page = "# Home\n\n{{ osai.n() }}\n\n{{ osai.bar('types') }}\n"
    terminal.write(Block("markdown", "docs/index.md", page))

    terminal.type("mkdocs build --strict")

    site = terminal.folder / "site"
    assert [path for path in kept if not (site / path).exists()] == []
    assert [path for path in gone if (site / path).exists()] == []
    html = (site / "index.html").read_text("utf-8")
    assert html.index('href="own.css"') < html.index('href="osai/osai.css"')
    nav = html[html.index('<nav class="md-nav md-nav--primary"') :]
    assert 'href="database/' not in nav[: nav.index("</nav>")]
