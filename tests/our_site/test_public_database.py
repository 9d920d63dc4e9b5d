"""The public database: a site counts in a clone or a submodule of it, as the guide's page says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.our_site.walking import (
    DATABASE,
    FIRST,
    LAST,
    SLIP,
    Block,
    Terminal,
    a_machine,
    blocks,
    public_database,
)
from tests.reliability.running import words
from tests.repositories import git
from tests.sites import MACROS

PAGE = "public-database.md"
PAST = "# Home\n\n<< osai.n() >> models, then << osai.n(as_of='2025-06-01') >>.\n"
PRESENT = "# Home\n\n<< osai.n() >> models.\n"


class Walk:
    """The page, walked step by step in a site that lies in a repository of its own."""

    def __init__(self, folder: Path) -> None:
        self.left: Iterator[Block] = iter(blocks(PAGE))
        self.database = public_database(folder / "database")
        self.last = git(self.database, "rev-parse", "main")
        self.terminal = Terminal(
            folder / "home", {DATABASE: self.database}, PATH=a_machine(folder, with_ours=True)
        )
        self.terminal.type(
            "git config --global user.name A && git config --global user.email a@b.c"
        )
        self.terminal.type("git init -q -b main my-site && cd my-site")
        self.terminal.write(Block("markdown", "docs/index.md", PAST))
        self.terminal.write(Block("text", ".gitignore", ".cache/\nsite/\n"))
        self.configure({})
        self.terminal.type("git add . && git commit -q -m 'A site'")

    def configure(self, options: dict[str, object]) -> None:
        """Write mkdocs.yml; the pages of 200 models are not what this is about."""
        config = {
            "site_name": "A site",
            "theme": {"name": "material", "font": False},
            "plugins": [{"macros": MACROS}, {"osai": {**options, "pages": False}}],
        }
        self.terminal.write(Block("yaml", "mkdocs.yml", yaml.safe_dump(config)))

    def today(self, day: str) -> None:
        """Let the public database be as it was on a day."""
        first = git(self.database, "rev-parse", f"{self.last}~1")
        git(self.database, "update-ref", "refs/heads/main", {FIRST: first, LAST: self.last}[day])

    def step(self, language: str, beginning: str) -> str:
        """Do what the next block says, which must be this one; what it said."""
        block = next(self.left)
        assert (block.language, block.title) == (language, "")
        assert block.text.startswith(beginning)
        if language == "sh":
            return self.terminal.type(block.text)
        [plugin] = yaml.safe_load(block.text)["plugins"]
        self.configure(plugin["osai"])
        return ""

    def shows(self, told: str) -> bool:
        """Whether the built site says something, and is built with no more than a slip told."""
        said = self.terminal.type("mkdocs build")
        warnings = [line for line in said.splitlines() if "WARNING" in line]
        assert all(SLIP in line for line in warnings)
        html = (self.terminal.folder / "site/index.html").read_text("utf-8")
        return told in words(html[html.index("<article") : html.index("</article>")])


def test_a_site_uses_the_public_database_and_its_updates(tmp_path: Path) -> None:
    walk = Walk(tmp_path)
    many = len([*walk.database.glob("*.yaml")]) - 1
    few = len(git(walk.database, "ls-tree", "--name-only", "main~1").splitlines()) - 3

    walk.today(FIRST)
    walk.step("sh", "git clone")
    walk.step("yaml", "plugins:")
    assert walk.shows(f"{few} models, then")
    walk.today(LAST)
    walk.step("sh", "git -C ../database pull")
    assert walk.shows(f"{many} models, then {few}")

    walk.today(FIRST)
    walk.step("yaml", "plugins:")
    walk.step("sh", "git submodule add")
    assert walk.shows(f"{few} models, then")
    walk.today(LAST)
    said = walk.step("sh", "git submodule update --remote")
    assert f"{few} → {many}" in said
    assert walk.shows(f"{many} models, then {few}")
    assert walk.terminal.type("git status --porcelain") == ""
    walk.terminal.type("git clone -q --recurse-submodules . ../fresh")
    assert (walk.terminal.folder / "../fresh/database" / f"{SLIP}.yaml").is_file()

    assert "United States" in walk.step("sh", "osai stats regions")
    walk.step("sh", "osai import database")
    walk.configure({})
    walk.terminal.write(Block("markdown", "docs/index.md", PRESENT))
    assert walk.shows(f"{many} models")
    assert next(walk.left, None) is None


def test_a_mistake_in_the_public_files_stops_a_strict_build_and_is_fixed_by_an_import(
    tmp_path: Path,
) -> None:
    walk = Walk(tmp_path)
    walk.terminal.write(Block("markdown", "docs/index.md", PRESENT))
    walk.terminal.type(f"git clone -q {DATABASE} ../database")
    walk.configure({"models_dir": "../database"})

    with pytest.raises(RuntimeError, match=rf"{SLIP}.*\n[^$]*1 warnings in strict mode"):
        walk.terminal.type("mkdocs build --strict")

    walk.terminal.type("osai import ../database")
    walk.configure({})
    walk.terminal.type("mkdocs build --strict")
