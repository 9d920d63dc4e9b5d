"""The guide's page of options: each with type, default and an example, as the code has them."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import yaml
from mkdocs.config import load_config

from mkdocs_osai.plugin.config import OsaiConfig
from tests.conftest import ROOT
from tests.repositories import a_repository, commit
from tests.sites import MACROS, Site, a_file

PAGE = ROOT / "docs/guide/options.md"
OPTIONS = dict(OsaiConfig()._schema)
TYPES = {
    "models_dir": "text",
    "indexes": "names, with a text each",
    "pages": "true or false",
    "page_rendering": "auto or theme",
    "cards": "true or false",
    "on_error": "fail or warn",
    "nouns": "a list of text",
}


def plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


@pytest.fixture(scope="module")
def html(built_site: Path) -> str:
    return (built_site / "guide/options/index.html").read_text("utf-8")


def section(html: str, name: str) -> str:
    """What the page says of an option."""
    found = re.search(rf'<h3 id="{name}">.*?</h3>(.*?)(?=<h[23] )', html, re.DOTALL)
    assert found, name
    return found[1]


def example(html: str, name: str) -> Any:
    """The example of an option, as YAML."""
    code = re.search(r"<pre>.*?<code>(.*?)</code></pre>", section(html, name), re.DOTALL)
    assert code, name
    return yaml.safe_load(unescape(re.sub(r"<[^>]+>", "", code[1])))


def test_the_table_has_every_option_with_its_type_and_its_default(html: str) -> None:
    table = html[html.index("<table>") : html.index("</table>")]
    rows = [
        tuple(plain(cell) for cell in re.findall(r"<td>(.*?)</td>", row, re.DOTALL))
        for row in re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)[1:]
    ]

    assert [name for name, _, _ in rows] == [*OPTIONS]
    for name, kind, default in rows:
        assert kind == TYPES[name]
        told = None if default == "none" else yaml.safe_load(default)
        assert (told or None) == (OPTIONS[name].default or None)


@pytest.mark.parametrize("name", OPTIONS)
def test_an_option_is_explained_and_its_example_changes_the_configuration(
    html: str, tmp_path: Path, name: str
) -> None:
    words = re.sub(r"<div class=\"[^\"]*highlight.*", "", section(html, name), flags=re.DOTALL)
    assert len(plain(words)) > 40
    shown = example(html, name)
    assert [*shown] == ["plugins"]
    [[(plugin, told)]] = [entry.items() for entry in shown["plugins"]]
    assert (plugin, [*told]) == ("osai", [name])
    site = Site(tmp_path)
    site.configure(plugins=[{"macros": MACROS}, *shown["plugins"]])
    site.write("docs/index.md", "# Home\n")

    config = load_config(str(tmp_path / "mkdocs.yml"), strict=True)

    options = config.plugins["osai"].config
    assert options.validate() == ([], [])
    assert options[name] == told[name]
    assert options[name] != OPTIONS[name].default


def test_an_option_with_a_wrong_value_would_be_found() -> None:
    for name, wrong in {"pages": "sometimes", "on_error": "stop", "indexes": ["a"]}.items():
        options = OsaiConfig()
        options.load_dict({name: wrong})
        failed, _ = options.validate()
        assert [key for key, _ in failed] == [name]


def test_the_front_matter_example_works_as_described(tmp_path: Path) -> None:
    [shown] = re.findall(
        r'```yaml title="A page of its day"\n(.*?)```', PAGE.read_text(), re.DOTALL
    )
    small = a_repository(tmp_path / "small")
    commit(small, {"models/a.yaml": a_file("A"), "models/b.yaml": a_file("B", type="code")})
    commit(small, {"models/c.yaml": a_file("C")}, date="2025-10-01")
    site = Site(tmp_path / "site")
    site.configure(osai={"indexes": {"small": "../small/models"}})
    site.write("models/a.yaml", a_file("A"))
    site.write("docs/index.md", "# Home\n")
    site.write(
        "docs/day.md",
        f"{shown}\n# Day\n\nThen << osai.n() >>, now << osai.n(as_of='2025-10-01') >>.",
    )

    built = site.build()

    assert not built.stopped
    assert "<title>The 1 text models of last June" in built.html("day/index.html")
    article = re.sub(r'<span class="osai-basis".*?</span>', "", built.article("day/index.html"))
    assert "Then 1, now 2." in plain(article)
    assert "Nothing on this page" not in plain(article)
    assert "not there" not in plain(article)


def test_every_variable_that_the_package_reads_is_named() -> None:
    sources = [p.read_text("utf-8") for p in (ROOT / "mkdocs_osai").rglob("*.py")]
    read = {
        name
        for s in sources
        for name in re.findall(r"os\.(?:environ\.get\(|getenv\(|environ\[)\"(\w+)", s)
    }
    table = PAGE.read_text("utf-8").split("## The environment of a build")[1]

    assert read
    assert read == {*re.findall(r"^\| `(\w+)`", table, re.MULTILINE)}
