"""What a newcomer reads first is true: README, architecture, and where they lead."""

from __future__ import annotations

import re
import shutil
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from mkdocs_osai.cli import main
from tests.conftest import ROOT
from tests.sites import MACROS, Site

README = (ROOT / "README.md").read_text("utf-8")
ARCHITECTURE = (ROOT / "docs/architecture.md").read_text("utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
PACKAGE = ROOT / "mkdocs_osai"


def picture() -> list[str]:
    """The files and folders in the picture, below the package."""
    tree = re.search(r"```text\nmkdocs_osai/\n(.*?)```", ARCHITECTURE, re.DOTALL)
    assert tree is not None
    found, package = [], ""
    for line in tree[1].splitlines():
        name = line.split()[0]
        if line.startswith("    "):
            found.append(package + name)
        else:
            found.append(name)
            package = name if name.endswith("/") else ""
    return found


def test_the_post_of_the_readme_has_the_result_that_it_describes(tmp_path: Path) -> None:
    post = re.search(r"```markdown\n(---\n.*?)```", README, re.DOTALL)
    assert post is not None
    assert len(post[1].split("---\n", 2)[2].strip().splitlines()) <= 10
    site = Site(tmp_path)
    site.configure(plugins=["search", {"blog": {}}, {"macros": MACROS}, "osai"])
    shutil.copytree(ROOT / "models", tmp_path / "models")
    site.write("docs/index.md", "# Home\n")
    site.write("docs/blog/index.md", "# Posts\n")
    site.write("docs/blog/posts/origins.md", post[1])

    built = site.build(strict=True)

    [page] = built.site.rglob("where-open-models-come-from/index.html")
    article = page.read_text("utf-8")
    assert built.stopped == ""
    assert article.count('class="osai-evidence"') == 2
    assert "osai-claim" in article
    assert {"CSV", "SVG", "PNG"} <= set(re.findall(r"download[^>]*>(\w+)</a>", article))
    assert "Figures from the index of" in article

    site.write("docs/blog/posts/origins.md", post[1].replace("More than a third", "Half"))
    suggested = re.search(r"words\s+that would be true, such as \*(.*?)\*", README)
    assert suggested is not None
    assert f'"{suggested[1]}"' in site.build().stopped


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_chart_of_the_readme_is_what_the_plugin_draws(
    theme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "origins.svg" if theme == "light" else "origins-dark.svg"
    assert f"docs/assets/readme/{name}" in README

    drawn = tmp_path / "drawn.svg"
    monkeypatch.chdir(ROOT)
    command = ["chart", "pie", "national_origins", "--latest", "--theme", theme, "-o", str(drawn)]
    assert CliRunner().invoke(main, command).exit_code == 0

    assert (ROOT / "docs/assets/readme" / name).read_bytes() == drawn.read_bytes(), (
        f"draw it anew: osai chart pie national_origins --latest --theme {theme} "
        f"-o docs/assets/readme/{name}"
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_to_files_that_are_there(page: Path) -> None:
    text = re.sub(r"```.*?```|`[^`\n]+`", "", page.read_text("utf-8"), flags=re.DOTALL)
    links = [*re.findall(r"\]\(([^)\s]+)\)", text), *re.findall(r'(?:src|srcset)="([^"]+)"', text)]
    for link in links:
        target = link.partition("#")[0]
        if target and not re.match(r"https?:|\.\./\.\./|database/", link):
            assert (page.parent / target).exists(), link


def test_everything_in_the_picture_exists_and_every_package_is_in_it() -> None:
    names = picture()
    packages = {
        f"{p.name}/" if p.is_dir() else p.name
        for p in PACKAGE.iterdir()
        if not p.name.startswith(("_", "py.typed"))
    }

    assert [name for name in names if not (PACKAGE / name).exists()] == []
    assert packages == {name for name in names if "/" not in name.removesuffix("/")}


def test_files_that_the_page_names_are_there() -> None:
    named = set(re.findall(r"`((?:[a-z_]+/)+[a-z_]+\.\w+)`", ARCHITECTURE))
    assert len(named) > 20
    assert [n for n in named if not (PACKAGE / n).exists() and not (ROOT / n).exists()] == []


def test_the_order_of_the_packages_is_that_of_the_import_rules() -> None:
    rules = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    [layers] = [c["layers"] for c in rules["contracts"] if c["type"] == "layers"]
    told = re.search(r"- A package imports only.*?`make lint`", ARCHITECTURE, re.DOTALL)
    assert told is not None

    in_words = re.findall(r"`(\w+)`", told[0])
    places = {name: place for place, layer in enumerate(layers) for name in layer.split(" | ")}
    assert sorted(in_words) == sorted(places)
    assert [places[name] for name in in_words] == sorted(places.values())
