"""What a build does not do again when an earlier one has done it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from mkdocs_osai.charts.png_pool import PngPool, PngTask
from mkdocs_osai.index import yaml_document as document
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
    """How often a file is parsed, and a PNG rendered."""
    counts = {"parsed": 0, "rendered": 0}
    parse, begin = document.parse, PngPool.begin

    def parsing(data: bytes) -> document.Document:
        counts["parsed"] += 1
        return parse(data)

    def beginning(pool: PngPool, task: PngTask) -> Callable[[], bytes]:
        counts["rendered"] += 1
        return begin(pool, task)

    with monkeypatch.context() as patch:
        patch.setattr("mkdocs_osai.index.diagnostics.parse", parsing)
        patch.setattr(PngPool, "begin", beginning)
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


def test_a_second_build_parses_no_file_and_renders_no_png(
    warm: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    with counted(monkeypatch) as counts:
        built = warm.build()

    assert counts == {"parsed": 0, "rendered": 0}
    assert "7 models, no files parsed; 2 figures, no PNGs rendered" in "\n".join(built.messages)


def test_settings_of_a_page_change_its_figures(warm: Site) -> None:
    before = warm.build().article("index.html")

    warm.write("docs/index.md", f"---\nosai: {{latest: true}}\n---\n{PAGE}")
    after = warm.build().article("index.html")
    warm.write("docs/index.md", PAGE)

    assert after != before == warm.build().article("index.html")


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


def test_a_changed_model_is_parsed_and_only_what_it_changes_is_rendered(
    warm: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = warm.folder / "models/a.yaml"
    file.write_text(file.read_text("utf-8").replace("Apache-2.0", "MIT License"), "utf-8")

    with counted(monkeypatch) as counts:
        built = warm.build()

    assert counts == {"parsed": 1, "rendered": 1}
    assert "7 models, 1 file parsed; 2 figures, 1 PNG rendered" in "\n".join(built.messages)
    assert "MIT" in built.html("index.html")


def test_a_file_that_was_only_touched_is_opened_and_not_parsed(
    warm: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    (warm.folder / "models/a.yaml").touch()

    with counted(monkeypatch) as counts:
        warm.build()

    assert counts == {"parsed": 0, "rendered": 0}


def test_a_file_that_changes_within_the_same_timestamp_is_detected(warm: Site) -> None:
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


def test_one_figure_on_ten_pages_has_one_card_and_a_download_with_the_address_of_each(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(10):
        site.write(f"docs/page{number}.md", "# Page\n\n<< osai.pie('regions') >>\n")

    with counted(monkeypatch) as counts:
        site.build()

    downloads, card, cards_of_models = 10, 1, 7  # all pages have one title, and so one card
    assert counts["rendered"] == downloads + card + cards_of_models


def test_a_second_build_makes_no_page_from_data_again(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.write("docs/index.md", "# Home\n\n<< osai.model('a') >>\n")
    first = site.build().same_bytes()
    rendered: list[str] = []

    def render(name: str, **_: object) -> str:
        rendered.append(name)
        return ""

    for module in ("model_page", "category_pages", "database_page", "data_page"):
        monkeypatch.setattr(f"mkdocs_osai.views.{module}.render", render)

    assert site.build().same_bytes() == first
    assert rendered == []


def test_a_page_from_data_is_made_again_if_another_page_mentions_its_model(site: Site) -> None:
    site.write("docs/index.md", "# Home\n\n<< osai.model('a') >>\n")
    site.build()
    site.write("docs/index.md", "# Home\n\n<< osai.model('b') >>\n")
    built = site.build()

    assert "Pages that mention it" not in built.html("models/a/index.html")
    assert "Pages that mention it" in built.html("models/b/index.html")
