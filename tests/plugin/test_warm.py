"""What a build does not do when an earlier one has done it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

import pytest

from mkdocs_osai import charts
from mkdocs_osai.index import yaml_document as document
from mkdocs_osai.macros.templates import readable
from mkdocs_osai.stats import Index, Tally
from tests.sites import MACROS, Site

PAGE = """# Page

<< osai.n() >> models, << osai.share('national_origins', 'China') >> from China.

<< osai.pie('national_origins') >>

<< osai.bar('licenses') >>
"""
LOADED = """
import json, sys
from mkdocs.__main__ import cli
try:
    cli(["build", "-q", "-f", sys.argv[1]])
except SystemExit as end:
    assert not end.code, end.code
print(json.dumps([name for name in sys.argv[2:] if name in sys.modules]))
"""
HEAVY = ("matplotlib", "pandas", "numpy", "PIL", "pydantic")


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, int]]:
    """How often a file is parsed, a chart drawn, and a template compiled to see if it can be."""
    counts = {"parsed": 0, "drawn": 0}
    parse, draw = document.parse, charts.draw

    def parsing(data: bytes) -> document.Document:
        counts["parsed"] += 1
        return parse(data)

    def drawing(*arguments: object) -> object:
        counts["drawn"] += 1
        return draw(*arguments)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr("mkdocs_osai.index.diagnostics.parse", parsing)
        patch.setattr("mkdocs_osai.charts.draw", drawing)
        yield counts


@pytest.fixture
def warm(site: Site) -> Site:
    """A site that was built before, whose files were written some time before that."""
    site.write("docs/index.md", PAGE)
    for path in (site.folder / "models").iterdir():
        age(path)
    site.build()
    return site


def age(path: Path, seconds: int = 60) -> None:
    told = path.stat()
    os.utime(path, ns=(told.st_atime_ns, told.st_mtime_ns - seconds * 10**9))


def test_a_second_build_parses_no_file_and_draws_no_chart(
    warm: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    with counted(monkeypatch) as counts:
        built = warm.build()

    assert counts == {"parsed": 0, "drawn": 0}
    assert "7 models, none read anew; 2 figures, none drawn anew" in "\n".join(built.messages)


def test_a_second_build_computes_no_numbers_for_figures(
    warm: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    tally = Index.tally

    @wraps(tally)
    def tallying(index: Index, dimension: str, **words: Any) -> Tally:
        asked.append(dimension)
        return tally(index, dimension, **words)

    warm.configure(plugins=["search", {"macros": MACROS}, {"osai": {"pages": False}}])
    figures = "# Page\n\n<< osai.pie('national_origins') >>\n\n<< osai.bar('licenses') >>\n"
    warm.write("docs/index.md", figures)
    warm.build()
    monkeypatch.setattr(Index, "tally", tallying)

    warm.build()
    warm.write("docs/index.md", figures.replace("'licenses'", "'licenses', latest=True"))
    changed = warm.build()

    assert asked == ["licenses"]
    assert "licenses-latest" in changed.html("index.html")


def test_what_a_page_sets_for_its_figures_makes_them_others(warm: Site) -> None:
    before = warm.build().article("index.html")

    warm.write("docs/index.md", f"---\nosai: {{latest: true}}\n---\n{PAGE}")
    after = warm.build().article("index.html")
    warm.write("docs/index.md", PAGE)

    assert after != before == warm.build().article("index.html")


def test_arguments_that_say_not_all_they_are_are_asked_each_time(warm: Site) -> None:
    warm.write(
        "docs/index.md",
        "# Page\n\n<< osai.pie('national_origins', origin=[osai.largest('national_origins')]) >>\n",
    )

    for origin in ("China", "Ghana"):
        for path in (warm.folder / "models").iterdir():
            path.write_text(path.read_text("utf-8").replace("China", origin), "utf-8")
        assert origin in warm.build().article("index.html")


def test_serve_draws_nothing_anew_that_it_has_shown(site: Site) -> None:
    site.write("docs/index.md", PAGE)

    site.build("serve")

    assert "2 figures, none drawn anew" in "\n".join(site.build("serve").messages)


def test_a_second_build_is_the_same_as_the_first(warm: Site) -> None:
    assert warm.build().same_bytes() == warm.build().same_bytes()


def test_a_second_build_imports_nothing_heavy(warm: Site) -> None:
    plugins = [
        "search",
        {"macros": MACROS},
        {"osai": {"pages": False}},
    ]  # which would write Parquet
    warm.configure(plugins=plugins)
    ran = subprocess.run(
        [sys.executable, "-c", LOADED, str(warm.folder / "mkdocs.yml"), *HEAVY],
        cwd=warm.folder,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    again = subprocess.run(ran.args, cwd=warm.folder, capture_output=True, text=True, check=True)

    assert json.loads(again.stdout.splitlines()[-1]) == []


def test_a_changed_model_is_read_and_only_what_it_touches_is_drawn(
    warm: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = warm.folder / "models/a.yaml"
    file.write_text(file.read_text("utf-8").replace("Apache-2.0", "MIT License"), "utf-8")

    with counted(monkeypatch) as counts:
        built = warm.build()

    assert counts == {"parsed": 1, "drawn": 1}
    assert "7 models, 1 read anew; 2 figures, 1 drawn anew" in "\n".join(built.messages)
    assert "MIT" in built.html("index.html")


def test_a_file_that_was_only_touched_is_opened_and_not_parsed(
    warm: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    (warm.folder / "models/a.yaml").touch()

    with counted(monkeypatch) as counts:
        warm.build()

    assert counts == {"parsed": 0, "drawn": 0}


def test_a_file_that_changes_within_the_same_moment_is_seen(warm: Site) -> None:
    file = warm.folder / "models/a.yaml"
    before = file.stat()
    text = file.read_text("utf-8")
    file.write_text(text, "utf-8")
    warm.build()  # while the file is new
    now = file.stat()
    assert "China" in text
    file.write_text(text.replace("China", "Ghana"), "utf-8")
    os.utime(file, ns=(now.st_atime_ns, now.st_mtime_ns))  # of the same size, too
    assert file.stat().st_size == before.st_size

    assert "Ghana" in warm.build().html("index.html")


def test_one_figure_on_ten_pages_is_drawn_once(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(10):
        site.write(f"docs/page{number}.md", "# Page\n\n<< osai.pie('regions') >>\n")

    with counted(monkeypatch) as counts:
        site.build()

    assert counts["drawn"] == 2, "the figure, and on a card that all pages of one title share"


def test_a_template_is_compiled_once_to_see_if_it_can_be_read(
    warm: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def reading(_: object, text: str) -> set[str]:
        read.append(text)
        return set()

    monkeypatch.setattr(readable.Readable, "_read", reading)

    warm.build()

    assert read == []
