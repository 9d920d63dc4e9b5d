"""Names of a hostile index in attributes, scripts and styles of a page: they are text there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.security.conftest import set_aside
from tests.security.indexes import HOSTILE
from tests.sites import Site

_HIDDEN = re.compile("\N{WORD JOINER}")
ADDRESS = "https://example.org/sub/"
PAGE = """\
# Places

<i id="attribute" title="LIST">a</i> <i id="single" title='LIST'>b</i>
<a id="address" href="https://example.org/?q=LIST#x">c</a>
<i id="handler" onclick="window.clicked = 'LIST'">d</i>
<i id="bare-handler" onclick="window.bareClicked = LIST">e</i>

<script>
// LIST
window.double = "LIST"; window.single = 'LIST'; window.bare = LIST;
</script>

<style>
#styled::after { content: "LIST"; }
</style>

<p id="styled" style="--x: LIST">f</p>

<textarea id="area">LIST</textarea>

Text
{: #listed title="LIST" }

[link](x.png "LIST") ![LIST](x.png) [LIST](x.png)

HTML

*[HTML]: LIST
"""

FOUND = """() => {
    const one = s => document.querySelector(s);
    for (const id of ['handler', 'bare-handler']) document.getElementById(id).click();
    return {
        attribute: one('#attribute').title, single: one('#single').title,
        address: decodeURIComponent(new URL(one('#address').href).search.slice(3)),
        double: window.double, 'single quotes': window.single, bare: window.bare,
        clicked: window.clicked, 'bare handler': window.bareClicked,
        area: one('#area').value, listed: one('#listed').title,
        link: one('article a[href$="x.png"][title]').title, image: one('article img').alt,
        label: one('article a[href$="x.png"]:not([title])').textContent,
        abbreviation: one('article abbr').title,
    };
}"""
QUIET = """() => [window.pwned ?? null, location.hostname,
    [...document.querySelectorAll('article *')].filter(e => [...e.attributes].some(a =>
        a.name.startsWith('on') && !/handler/.test(e.id))).map(e => e.outerHTML)]"""


@pytest.mark.parametrize("call", ["osai.list()", "osai.top('licenses', 40)"])
def test_names_are_text_wherever_a_page_has_them(
    tmp_path: Path, browser: Browser, call: str
) -> None:
    site = Site(tmp_path)
    (tmp_path / "temporary").mkdir()
    for name, text in HOSTILE.files().items():
        site.write(f"models/{name}", text)
    site.configure(
        plugins=["search", {"osai": {"pages": False, "cards": False}}],
        markdown_extensions=["abbr"],
    )
    site.write("docs/x.png", "")
    site.write("docs/index.md", PAGE.replace("LIST", f"<< {call} >>"))
    with set_aside(tmp_path):
        built = site.build()
    assert not built.stopped

    html = built.html("index.html")
    page = browser.new_page()
    faults: list[str] = []
    page.on("dialog", lambda dialog: faults.append(dialog.message))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.route("**/*", lambda route: route.abort())
    page.route(ADDRESS, lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto(ADDRESS)
    texts = page.evaluate(FOUND)
    found = {where: "".join(_HIDDEN.sub("", text).split()) for where, text in texts.items()}

    assert page.evaluate(QUIET) == [None, "example.org", []]
    assert faults == []
    assert len(set(found.values())) == 1, found
    assert "<script>" in found["double"]
    page.close()
