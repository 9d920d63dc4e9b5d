"""The author's guide is whole: every macro, option, dimension and message has its place."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from mkdocs_osai.history import load
from mkdocs_osai.index import bounds
from mkdocs_osai.index.diagnostics import Rule
from mkdocs_osai.macros import Osai, macro_names
from tests.conftest import ROOT

GUIDE = ROOT / "docs" / "guide"
PACKAGES = [
    ROOT / "mkdocs_osai" / name for name in ("stats", "claims", "charts", "macros", "plugin")
]


def text(path: Path) -> str:
    """A built page as a reader sees it."""
    html = path.read_text(encoding="utf-8")
    article = html[html.index("<article") : html.index("</article>")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", article))


@pytest.mark.parametrize("name", macro_names(Osai))
def test_every_macro_is_in_the_gallery_and_in_the_reference(built_site: Path, name: str) -> None:
    assert f"osai.{name}(" in (GUIDE / "gallery.md").read_text(encoding="utf-8")
    reference = (built_site / "guide/reference/index.html").read_text(encoding="utf-8")
    assert f'id="mkdocs_osai.macros.Osai.{name}"' in reference
    example = re.search(r"<< (osai\..*) >>", getattr(Osai, name).__doc__ or "")
    assert example, "a macro has an example"
    assert example[1].split("(")[0] in text(built_site / "guide/reference/index.html")


def test_the_gallery_shows_the_result_of_just_the_source_it_shows() -> None:
    gallery = (GUIDE / "gallery.md").read_text(encoding="utf-8")
    shown = re.findall(
        r"```jinja\n(.*?)\n```\n\n(.*?)(?=\n\n#|\n\n```|\n\n[A-Z`]|\Z)", gallery, re.DOTALL
    )
    inline = re.findall(r"^\| `(<<.*?>>)` \| (<<.*?>>) \|$", gallery, re.MULTILINE)

    assert len(shown) >= 15
    assert len(inline) >= 15
    for source, result in inline:
        assert source == result
    for source, result in shown:
        if "osai.dimensions()" not in source:
            assert result.startswith(source)


def test_every_dimension_is_on_its_page_with_its_counts(built_site: Path) -> None:
    html = (built_site / "guide/dimensions/index.html").read_text(encoding="utf-8")
    index = load(ROOT / "models")

    assert len(index.registry) >= 24
    for name in index.registry:
        assert f'id="{name}"' in html
        first = index.tally(name).categories[0]
        assert f"<td>{first.count}</td>" in html


def messages() -> Iterator[str]:
    """The beginning of each message that a call or a page can be answered with."""
    for package in PACKAGES:
        for path in sorted(package.rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                call = node.exc if isinstance(node, ast.Raise) else None
                if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "AuthorError":
                    yield literal(call.args[0])


def literal(node: ast.expr) -> str:
    """The longest piece of a message that is always the same."""
    parts = [node] if isinstance(node, ast.Constant) else getattr(node, "values", [])
    fixed = [str(p.value) for p in parts if isinstance(p, ast.Constant)]
    return max(fixed, key=len, default="").strip(" '\":;,()")


def test_every_message_for_authors_is_explained() -> None:
    explained = (GUIDE / "messages.md").read_text(encoding="utf-8")
    found = sorted({m for m in messages() if len(m) > 4})

    assert len(found) >= 15
    assert [m for m in found if m not in explained] == []


def test_every_rule_for_files_is_explained() -> None:
    page = (GUIDE / "keeping.md").read_text("utf-8")
    told = re.findall(r"^\| `(\w+)` \| (.+?) \| (✓?) ?\|$", page, re.MULTILINE)

    assert told == [(str(rule), rule.description, "✓" if rule.fixable else "") for rule in Rule]


def test_every_limit_of_files_is_documented() -> None:
    page = (GUIDE / "security.md").read_text("utf-8").partition("## Bounds")[2].partition("## ")[0]
    told = re.findall(r"^\| .+ \| ([\d,]+) \|$", page, re.MULTILINE)

    assert told == [f"{most:,}" for name, most in vars(bounds).items() if name.startswith("MOST_")]
