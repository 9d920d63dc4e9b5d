"""The search finds on generated pages what it found when it parsed each of them."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.conftest import ROOT
from tests.our_site.conftest import served

QUERIES = """
OLMo; bloomz; Apertus; StarCoder; Mistral; Llama; Stable Diffusion; DeepSeek; Qwen; Gemma; Falcon;
Pythia; GEITje; Poro; Teuken; Lucie; Fietje; Whisper; Yi; Phi; Swiss AI Initiative;
Allen Institute; BigScience; AMD Silo AI; Alibaba; Meta; Google; Mozilla; Stability AI;
Hugging Face; Apache-2.0; MIT; RAIL; CC-BY-NC; Gemma license; China; United States; France;
Europe; Big Tech; Academic; University; audio; video; image; code; released 2024; claims;
heatmap; front matter
"""
FIELD = "input[data-md-component=search-query]"
META = ".md-search-result__meta"
FOUND = """
[...document.querySelectorAll(".md-search-result__item > a, .md-search-result__item a:first-child")]
    .map(link => new URL(link.href).pathname)
"""

LISTS = ("/database/definitions/", "/database/lineage/")


PARSED = """
import sys
from mkdocs.commands.build import build
from mkdocs.config import load_config
config = load_config("mkdocs.yml", site_dir=sys.argv[1])
config.plugins["osai"].config.page_rendering = "theme"
config.plugins.on_startup(command="build", dirty=False)
build(config)
"""


@pytest.fixture(scope="module")
def parsed_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our site with all pages rendered by the theme, and parsed by its search."""
    folder = tmp_path_factory.mktemp("parsed")
    subprocess.run([sys.executable, "-c", PARSED, folder], cwd=ROOT, check=True)
    return folder


def results(browser: Browser, site: Path) -> tuple[dict[str, list[str]], list[str]]:
    """The pages that are found for each query, the best first, and what the search failed on."""
    found = {}
    with served(site) as address:
        page = browser.new_page()
        failed: list[str] = []
        page.on("console", lambda m: failed.append(m.text) if "Invalid query" in m.text else None)
        page.goto(address)
        page.click(FIELD)
        nothing_asked = re.compile("^Type to start searching$")
        for query in (one.strip() for one in QUERIES.replace("\n", " ").split(";")):
            for text in ("", query):
                page.fill(FIELD, text)
                page.dispatch_event(FIELD, "keyup")
                meta = expect(page.locator(META))
                if text:
                    meta.not_to_have_text(nothing_asked)
                else:
                    meta.to_have_text(nothing_asked)
            found[query] = list(dict.fromkeys(page.evaluate(FOUND)))
        page.close()
    return found, failed


def tells_of(site: Path, page: str, query: str) -> bool:
    """Whether a page is about what is searched, and not a list with every model of a family.

    The pages of definitions and lineage, and the part of a model's page with its family, name so
    many models that the entries of the search leave most of them out.
    """
    if page.startswith(LISTS):
        return False
    text = (site / page.strip("/") / "index.html").read_text("utf-8")
    own = re.sub(r'<h2 id="lineage".*?(?=<h2 )', "", text, flags=re.DOTALL).casefold()
    return any(word in own for word in query.casefold().split())


def test_fifty_queries_find_the_same_pages_in_half_the_bytes(
    browser: Browser, built_site: Path, parsed_site: Path
) -> None:
    index = "search/search_index.json"
    assert (built_site / index).stat().st_size <= (parsed_site / index).stat().st_size / 2

    before, failed_before = results(browser, parsed_site)
    after, failed = results(browser, built_site)
    assert len(before) == 50
    assert failed == []
    compared = [query for query in before if not any(query in text for text in failed_before)]
    assert [query for query in compared if bool(before[query]) != bool(after[query])] == []
    first = [query for query in compared if before[query][:1] != after[query][:1]]
    assert len(first) <= 3, first
    for query, pages in before.items():
        wanted = [page for page in pages if tells_of(parsed_site, page, query)][:10]
        common = {*wanted} & {*after[query]}
        assert len(common) >= len(wanted) / 2, query
