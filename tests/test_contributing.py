"""The table "Where a change belongs" is true: a change that is made where it says works."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT

ARCHITECTURE = (ROOT / "docs/architecture.md").read_text("utf-8")


def table() -> dict[str, list[str]]:
    """What somebody wants to change → the files that the table names, below the package or root."""
    part = ARCHITECTURE.partition("## Where a change belongs")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", part, re.MULTILINE)[1:]
    return {what: re.findall(r"`((?:[\w-]+/)+(?:[\w.-]+)?)`", where) for what, where in rows}


@dataclass(frozen=True)
class Copy:
    """A copy of the package, in which a change is made."""

    folder: Path

    def edit(self, file: str, old: str, new: str) -> None:
        """Exchange a text that is in a file of the package exactly once."""
        path = self.folder / "mkdocs_osai" / file
        text = path.read_text("utf-8")
        assert text.count(old) == 1, (file, old)
        path.write_text(text.replace(old, new), "utf-8")

    def write(self, file: str, text: str) -> None:
        """Add a file to the package."""
        (self.folder / "mkdocs_osai" / file).write_text(text, "utf-8")

    def run(self, script: str) -> str:
        """What a script prints that uses the copy."""
        ran = subprocess.run(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(self.folder), "PYTHONSAFEPATH": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr
        return ran.stdout.strip()


PAGE = """
import mkdocs_osai as o
from mkdocs_osai.macros import Osai, PageContext

class Page(PageContext):
    defaults = {}
    def index(self, as_of=None): return o.load()
    def over_history(self, unit, as_of=None, **words): raise NotImplementedError
    def figure(self, figure): return f"{figure.kind} {figure.data.label}"
    def complain(self, what, hint, instead=None): raise ValueError(what)

"""


def a_dimension(copy: Copy) -> None:
    with (copy.folder / "mkdocs_osai/stats/dimensions/dimensions.yml").open("a") as file:
        file.write("\ninitials:\n  label: Initial\n  field: origin\n  groups: {F: ['F*']}\n")
    assert copy.run(
        "import mkdocs_osai as o; print(o.load().count('initials', 'F').value > 5)"
    ) == ("True")


def a_spelling(copy: Copy) -> None:
    copy.edit(
        "stats/dimensions/dimensions.yml",
        "    MIT License: [MIT, The MIT License]\n",
        "    MIT License: [MIT, The MIT License, Apache-2.0]\n",
    )
    script = (
        "import mkdocs_osai as o; i = o.load(); known = i.registry['licenses'].known;"
        "print(i.count('licenses', 'MIT License').value > 40, known['Apache-2.0'])"
    )
    copy.edit("stats/dimensions/dimensions.yml", "    Apache-2.0: [Apache 2.0, ", "    Apache: [")
    assert copy.run(script) == "True MIT License"


def a_chart(copy: Copy) -> None:
    copy.write(
        "charts/kinds/dots.py",
        '''"""Dots: one for each category."""

from mkdocs_osai.charts.drawing import Drawing
from mkdocs_osai.charts.shapes import Dot
from mkdocs_osai.stats import Tally


def prepare(tally: Tally) -> Tally:
    """All categories."""
    return tally


def draw(tally: Tally, chart_width: int) -> Drawing:
    """A dot for each category, as large as its share."""
    dots = (Dot(40.0 * i, 20, 20 * float(c.share), "blue") for i, c in enumerate(tally.categories))
    return Drawing(chart_width, 40, tuple(dots))
''',
    )
    copy.edit(
        "charts/__init__.py",
        '    "bar": gettext_noop("Bar chart"),\n',
        '    "bar": gettext_noop("Bar chart"),\n    "dots": gettext_noop("Dots"),\n',
    )
    copy.edit(
        "macros/charts.py",
        "    @macro\n    def bar(\n",
        '''    @macro
    def dots(self, dimension: str, **selection: object) -> str:
        """A dot for each category.

        Args:
            dimension: its name.
        """
        index, words = self._selected(selection)
        return self._figure("dots", index, index.tally(dimension, **words), None, None, None, None)

    @macro
    def bar(
''',
    )
    script = (
        "import mkdocs_osai as o; from mkdocs_osai import charts;"
        "from mkdocs_osai.macros import Osai, macro_names;"
        "print(charts.draw('dots', o.load().tally('regions')).svg('light').count('<path') > 3,"
        "'dots' in macro_names(Osai), 'selection: ' in Osai.dots.__doc__)"
    )
    assert copy.run(script) == "True True True"
    assert copy.run(f"{PAGE}print(Osai(Page).dots('regions'))") == "dots Region"
    out = copy.folder / "dots.svg"
    assert "Dots" in copy.run(
        f"from mkdocs_osai.cli import main; main(['chart', 'dots', 'regions', '-o', {str(out)!r}])"
    )
    assert out.read_text("utf-8").startswith("<svg")


def an_axis(copy: Copy) -> None:
    copy.edit(
        "stats/axes.py",
        "AXES: dict[str, Callable[[CategoryTable], Axis]] = {\n",
        """LETTERS = Axis(
    *("letters", "Letters of the name", "log"),
    lambda model: Reading(len(model.name), len(model.name), len(model.name), str(len(model.name))),
    *("models of longer names", "of longer names", "of shorter names", "a name", "letters"),
    lambda reading: reading.value,
)

AXES: dict[str, Callable[[CategoryTable], Axis]] = {
    "letters": lambda _: LETTERS,
""",
    )
    script = (
        "import mkdocs_osai as o; from mkdocs_osai import charts;"
        "data = o.load().scatter('openness', 'letters');"
        "print('Letters of the name' in charts.draw('scatter', data).svg('light'))"
    )
    assert copy.run(script) == "True"


def a_macro(copy: Copy) -> None:
    copy.edit(
        "macros/numbers.py",
        "    @macro\n    def mean(",
        '''    @macro
    def double(self, **selection: object) -> Quantity:
        """Twice as many models as there are."""
        index, words = self._selected(selection)
        return index.n(**words) * 2

    @macro
    def mean(''',
    )
    script = (
        "from mkdocs_osai.macros import Osai, macro_names; print('double' in macro_names(Osai))"
    )
    assert copy.run(script) == "True"


def a_word(copy: Copy) -> None:
    copy.edit(
        "claims/hedges.py", '("exactly", "precisely")', '("exactly", "precisely", "to a tee")'
    )
    script = (
        "import mkdocs_osai as o; from mkdocs_osai.claims import judge;"
        "print(judge('to a tee 193 models', o.load().n()).verdict)"
    )
    assert copy.run(script) in ("true", "near")


def a_message(copy: Copy) -> None:
    copy.edit("stats/quantities.py", "no model has an openness score", "no model is scored")
    script = """
import mkdocs_osai as o
try:
    o.load().mean(since="2999")
except o.problems.OsaiError as error:
    print(error)
"""
    assert copy.run(script).startswith("no model is scored")


def a_color(copy: Copy) -> None:
    copy.edit("charts/theme.py", '"blue": {"light": "#5474e8"', '"blue": {"light": "#123456"')
    script = (
        "import mkdocs_osai as o; from mkdocs_osai import charts;"
        "print('#123456' in charts.draw('pie', o.load().tally('regions')).svg('light'))"
    )
    assert copy.run(script) == "True"


def a_command(copy: Copy) -> None:
    copy.write(
        "cli/hello.py",
        '''import click


@click.command()
def hello() -> None:
    """Greet."""
    click.echo("hello")
''',
    )
    copy.edit(
        "cli/__init__.py",
        "from mkdocs_osai.cli.models import models\n",
        "from mkdocs_osai.cli.hello import hello\nfrom mkdocs_osai.cli.models import models\n",
    )
    copy.edit(
        "cli/__init__.py",
        "for command in (\n    check,",
        "for command in (\n    hello,\n    check,",
    )
    assert copy.run("from mkdocs_osai.cli import main; main(['hello'])") == "hello"


def an_option(copy: Copy) -> None:
    copy.edit(
        "plugin/config.py",
        "    models_dir = ",
        '    flavour = c.Type(str, default="plain")\n    """A taste."""\n\n    models_dir = ',
    )
    script = "from mkdocs_osai.plugin.config import OsaiConfig as C; c = C(); c.load_dict({}); "
    assert copy.run(f"{script}c.validate(); print(c.flavour)") == "plain"


CHANGES: dict[str, Callable[[Copy], None]] = {
    "another dimension": a_dimension,
    "another spelling of a licence, an organisation or a country": a_spelling,
    "another kind of chart": a_chart,
    "another axis of a scatter chart": an_axis,
    "another macro": a_macro,
    "another word for claims": a_word,
    "another message": a_message,
    "another colour": a_color,
    "another option": an_option,
    "another command": a_command,
}
"""Row of the table → the change, made and tried in a copy."""


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_works_where_the_table_says(what: str, tmp_path: Path) -> None:
    assert what in table()
    shutil.copytree(
        ROOT / "mkdocs_osai",
        tmp_path / "mkdocs_osai",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}

    CHANGES[what](Copy(tmp_path))

    package = tmp_path / "mkdocs_osai"
    now = {p: p.read_bytes() for p in package.rglob("*") if p.is_file() and p.suffix != ".pyc"}
    touched = {str(p.relative_to(package)) for p in now if now[p] != before.get(p)}
    named = table()[what]
    if what != "another message":  # it is wherever it is raised
        assert touched == {t for t in touched for name in named if t.startswith(name)}, named


@pytest.mark.parametrize("what", sorted(table()))
def test_every_file_of_the_table_exists(what: str) -> None:
    for name in table()[what]:
        assert (ROOT / "mkdocs_osai" / name).exists() or (ROOT / name).exists(), name
