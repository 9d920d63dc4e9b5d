"""The pages of evidence on a phone."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.our_site.layout import BEYOND, BROKEN


@pytest.fixture(scope="module")
def paths(built_site: Path) -> list[str]:
    """The page with the most models, one about training compute, one of a claim."""
    found = sorted((built_site / "evidence").glob("*/index.html"))
    texts = {path: path.read_text("utf-8") for path in found}
    chosen = [max(found, key=lambda path: len(texts[path]))]
    chosen += [next(path for path in found if "osai-flop" in texts[path])]
    chosen += [next(path for path in found if "The words allow" in texts[path])]
    return [path.parent.relative_to(built_site).as_posix() + "/" for path in chosen]


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_evidence_fits_the_window_and_no_word_is_broken(
    browser: Browser, address: str, paths: list[str], width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    for path in paths:
        page.goto(address + path)
        assert page.locator(".osai-counted tbody tr").count()
        assert page.evaluate(BEYOND, "article") == []
        assert page.evaluate(BROKEN, "article") == []
    page.close()


def test_on_a_phone_each_model_has_its_facts_and_the_table_its_roles(
    browser: Browser, address: str, paths: list[str]
) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.goto(address + paths[0])
    row = page.get_by_role("table").first.get_by_role("row").nth(1)

    name = row.get_by_role("rowheader").get_by_role("link")
    cells = row.get_by_role("cell").all_inner_texts()
    assert name.inner_text()
    assert len(cells) == 3
    assert all(cell.is_visible() for cell in row.get_by_role("cell").all())
    page.close()
