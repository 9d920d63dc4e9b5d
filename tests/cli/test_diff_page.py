"""`osai diff --html`: one page with figures, sentences and claims before and after."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mkdocs_osai.cli import main
from tests.builders import a_file
from tests.repositories import a_repository, commit
from tests.sites import Site

DOCS = """\
# Home

We count << osai.n() >> models. Nothing else is new.

China has << osai.claim('all', osai.share('national_origins', 'China')) >>.

<< osai.pie('national_origins', title='Origins') >>

<< osai.bar('types', title='Types') >>
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments], catch_exceptions=False)


@pytest.fixture
def changed(site: Site) -> Site:
    """A site with a new model whose name is markup."""
    for file in (site.folder / "models").glob("*.yaml"):
        file.unlink()
    site.write("models/a.yaml", a_file(name="A"))
    site.write("docs/index.md", DOCS)
    site.write(".gitignore", "site/\n.cache/\n")
    a_repository(site.folder)
    commit(site.folder, {}, "2025-03-01")
    site.write("models/b.yaml", a_file(name="'<script>alert(1)</script>'", origin="France"))
    return site


@pytest.fixture
def page(changed: Site) -> str:
    result = run("diff", "HEAD", "--html", "out/differences")
    assert result.exit_code == 1
    assert "Figures and sentences before and after: out/differences/index.html" in result.stdout
    return (changed.folder / "out/differences/index.html").read_text("utf-8")


def test_the_page_has_claims_sentences_and_figures_of_both_sides(page: str) -> None:
    assert "<strong>A claim turns false</strong>" in page
    assert "We count <del>1</del> <ins>2</ins> models." in page
    assert "Nothing else is new" not in page
    assert page.count("<figcaption>Before</figcaption>") == 2, "of both figures"
    assert page.count("<summary>Laid over each other</summary>") == 2
    assert '<tr><th scope="row">national origin France</th><td>none</td><td>50.0%</td></tr>' in page
    assert 'alt="Pie chart: Origins. National origin. China 50.0% (1), France 50.0% (1)' in page


def test_the_page_loads_nothing_and_runs_nothing(page: str) -> None:
    assert "<script" not in page
    assert "&lt;" in page, "the name of the model is text"
    assert "default-src 'none'; img-src data:" in page
    targets = re.findall(r'(?:src|srcset|href)="([^"]*)"', page)
    assert targets
    assert all(one.startswith(("data:image/svg+xml;base64,", "#")) for one in targets)
    assert "url(" not in page
    assert "@import" not in page


def test_two_runs_write_the_same_bytes(changed: Site, page: str) -> None:
    run("diff", "HEAD", "--html", "again")

    assert (changed.folder / "again/index.html").read_text("utf-8") == page


@pytest.mark.usefixtures("changed")
def test_markdown_is_short_and_links_the_page() -> None:
    url = "https://example.org/run(1)#artifacts"
    printed = run("diff", "HEAD", "--format", "markdown", "--html", "my out").stdout
    linked = run("diff", "HEAD", "--format", "markdown", "--html", "my out", "--html-url", url)

    assert printed.rstrip().endswith(
        "[Figures and sentences before and after](my%20out/index.html)"
    )
    assert "(https://example.org/run%281%29#artifacts)" in linked.stdout
    record = json.loads(run("diff", "HEAD", "--format", "json", "--html", "out").stdout)
    assert record["page"] == "out/index.html"


def test_a_long_table_is_cut_only_where_a_page_has_the_rest(changed: Site) -> None:
    changed.write("docs/many.md", "".join("<< osai.n() >>\n\n" for _ in range(30)))

    whole = run("diff", "HEAD", "--format", "markdown").stdout
    cut = run("diff", "HEAD", "--format", "markdown", "--html", "out").stdout

    assert sum(line.startswith("| docs") for line in whole.splitlines()) > 30
    assert sum(line.startswith("| docs") for line in cut.splitlines()) == 20
    assert re.search(r"^And \d+ more\.$", cut, re.MULTILINE)


def test_a_figure_that_is_only_on_one_side_has_no_image_on_the_other(changed: Site) -> None:
    changed.write("docs/index.md", "<< osai.bar('national_origins', origin='France') >>\n")
    run("diff", "HEAD", "--html", "out")
    page = (changed.folder / "out/index.html").read_text("utf-8")

    assert "There is no figure." in page
    assert page.count("<picture>") == 1


def test_a_page_without_differences_says_so(changed: Site) -> None:
    assert run("diff", "HEAD", "HEAD", "--html", "out").exit_code == 0
    assert "Nothing on the site changes." in (changed.folder / "out/index.html").read_text("utf-8")


def test_a_folder_that_cannot_be_written_is_an_error(changed: Site) -> None:
    changed.write("out", "a file")

    result = CliRunner().invoke(main, ["diff", "HEAD", "--html", "out"])

    assert result.exit_code == 2
    assert "Traceback" not in result.output
    assert Path("out").read_text("utf-8") == "a file"
