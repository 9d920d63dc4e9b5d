"""The macros on Zensical."""

from __future__ import annotations

import base64
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from xml.etree import ElementTree as ET

import pytest
import yaml

from mkdocs_osai.charts import draw
from mkdocs_osai.history import load
from tests.builders import a_file
from tests.conftest import ROOT
from tests.sites import MACROS, PALETTE

pytest.importorskip("zensical")

CONFIG = {
    "site_name": "A site",
    "theme": {"palette": PALETTE},
    "plugins": [
        {
            "macros": {
                **MACROS,
                "modules": ["mkdocs_osai.zensical"],
                "j2_extensions": ["mkdocs_osai.zensical.Templates"],
                "include_dir": "models",
            }
        },
    ],
    "markdown_extensions": ["attr_list", "md_in_html", "tables", "pymdownx.superfences"],
}


@dataclass(frozen=True)
class Site:
    """A site of Zensical in a temporary folder."""

    folder: Path

    def page(self, path: str, markdown: str) -> None:
        file = self.folder / "docs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(dedent(markdown).lstrip("\n"), "utf-8")

    def configure(self, **macros: object) -> None:
        plugin = {**CONFIG["plugins"][0]["macros"], **macros}  # type: ignore[index]
        config = {**CONFIG, "plugins": [{"macros": plugin}]}
        (self.folder / "mkdocs.yml").write_text(yaml.safe_dump(config), "utf-8")

    def build(self) -> str:
        """Build it; returns what was said of the macros."""
        return self.built().stderr.replace("No issues found\n", "")

    def built(self) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "zensical", "build"],
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )

    def article(self, path: str = "index.html") -> str:
        html = (self.folder / "site" / path).read_text("utf-8")
        return html[html.index("<article") : html.index("</article>")]


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site with four models: three Chinese and one French, which is of video."""
    site = Site(tmp_path)
    site.configure()
    (tmp_path / "models").mkdir()
    for name in "abc":
        (tmp_path / "models" / f"{name}.yaml").write_text(a_file(), "utf-8")
    (tmp_path / "models" / "d.yaml").write_text(a_file(origin="France", type="video"), "utf-8")
    return site


def test_a_number_shows_its_basis(site: Site) -> None:
    site.page("index.md", "# P\n\n<< osai.share('national_origins', 'China') >> are Chinese.")

    assert site.build() == ""
    shown = r'<data value="0\.75" title="3 of 4 models" data-osai-basis="[^"]*" [^>]*>75\.0%</data>'
    assert re.search(shown, site.article())


def test_a_figure_embeds_its_images_and_its_data(site: Site) -> None:
    site.page("index.md", "# P\n\n<< osai.pie('national_origins', title='From <where>') >>")

    assert site.build() == ""
    article = site.article()
    index = load(site.folder / "models")
    tally = index.tally("national_origins")
    for theme in ("light", "dark"):
        [image] = re.findall(rf'src="data:image/svg\+xml;base64,([^"#]*)#only-{theme}"', article)
        drawn = draw("pie", tally).svg(theme, tally.caption("From <where>"), index.about)
        assert base64.b64decode(image).decode() == drawn
    [data] = re.findall(r'href="data:text/csv;base64,([^"]*)"', article)
    assert base64.b64decode(data).decode() == tally.to_csv()
    assert "image/png" not in article
    figure = re.search(r"<figure.*</figure>", article, re.DOTALL)
    assert figure
    assert "&#60;\u2060where&#62;" in figure[0]
    ET.fromstring(figure[0].replace(" download ", ' download="" '))


def test_a_selection_in_front_matter_applies_to_every_call(site: Site) -> None:
    site.page("index.md", "# P\n\n<< osai.n() >>")
    site.page("video.md", "---\nosai: {type: video}\n---\n# P\n\n<< osai.n() >>")

    assert site.build() == ""
    assert ">4</data>" in site.article()
    assert ">1</data>" in site.article("video/index.html")


def test_a_reference_has_the_number_of_its_figure(site: Site) -> None:
    site.page(
        "index.md",
        """
        # P

        See << osai.ref('fig-b') >>.

        << osai.pie('national_origins', id='fig-a') >>

        << osai.bar('types', id='fig-b') >>
        """,
    )

    assert site.build() == ""
    assert '<a href="#fig-b">Figure 2</a>' in site.article()
    assert 'id="fig-b"' in site.article()
    assert "<strong>Figure 2. " in site.article()


def test_a_figure_that_fails_does_not_use_its_id(site: Site) -> None:
    site.page(
        "index.md",
        """
        # P

        << osai.pie('nothing', id='fig-a') >>

        << osai.pie('regions', id='fig-a') >>
        """,
    )

    said = site.build()

    assert 'id="fig-a"' in site.article()
    assert "nothing" in said
    assert "another figure" not in said


def test_a_problem_is_logged_with_its_line_and_readers_see_a_dash(site: Site) -> None:
    site.page(
        "sub/index.md",
        """
        ---
        title: T
        ---

        # P

        A << osai.share('national_origins', 'Chna') >> B

        << osai.pei('types') >> << osai.n( >> << osai.ref('fig') >>
        """,
    )

    assert sorted(site.build().splitlines()) == [
        "docs/sub/index.md:7: unknown category of national_origins 'Chna'; did you mean 'China'?",
        (
            "docs/sub/index.md:9: '<< osai.n( >>' cannot be read: unexpected '>'; "
            "close the parenthesis"
        ),
        (
            "docs/sub/index.md:9: no figure of this page has the id 'fig'; "
            "there is none to choose from"
        ),
        "docs/sub/index.md:9: unknown macro 'osai.pei'; did you mean 'osai.pie'?",
    ]
    article = site.article("sub/index.html")
    assert "<p>A — B</p>" in article
    assert "<p>— — —</p>" in article


def test_a_build_can_be_made_to_fail(site: Site) -> None:
    site.configure(on_error_fail=True)
    site.page("index.md", "# P\n\n<< osai.share('national_origins', 'Chna') >>")

    built = site.built()
    assert built.returncode == 1
    assert "docs/index.md:3: unknown category of national_origins 'Chna'" in built.stderr


def test_code_stays_as_it_is(site: Site) -> None:
    site.page(
        "index.md",
        """
        # P

        1 << 2, `cat << EOF`

        ```
        x << osai.n() >> <% if y %>
        ```

        ## H { #h }
        """,
    )

    assert site.build() == ""
    article = site.article()
    assert "1 &lt;&lt; 2, <code>cat &lt;&lt; EOF</code>" in article
    assert "x &lt;&lt; osai.n() &gt;&gt; &lt;% if y %&gt;" in re.sub("</?span[^>]*>", "", article)
    assert '<h2 id="h">' in article


def test_a_changed_model_changes_the_page(site: Site) -> None:
    site.page("index.md", "# P\n\n<< osai.n() >>")
    site.build()
    (site.folder / "models" / "e.yaml").write_text(a_file(), "utf-8")
    site.build()

    assert ">5</data>" in site.article()


def test_a_site_whose_pages_would_be_stale_gets_a_warning(site: Site) -> None:
    site.configure(include_dir="")
    site.page("index.md", "# P\n\n<< osai.n() >> << osai.n() >>")

    assert site.build() == (
        "Zensical does not see changes of models, and pages will be stale; "
        "write under macros: include_dir: models\n"
    )


def test_without_models_every_call_reports_it(site: Site) -> None:
    for file in (site.folder / "models").iterdir():
        file.unlink()
    (site.folder / "models").rmdir()
    site.page("index.md", "# P\n\n<< osai.n() >>")

    assert "docs/index.md:3: no folder of models at 'models'" in site.build()
    assert "<p>—</p>" in site.article()


def test_it_needs_no_mkdocs() -> None:
    script = (
        "import sys, mkdocs_osai.zensical;"
        "print([m for m in ('mkdocs', 'mkdocs_macros', 'matplotlib') if m in sys.modules])"
    )
    result = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert result.stdout == "[]\n"
