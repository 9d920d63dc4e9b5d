"""The macro `osai.database` in a post."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.sites import Site, a_file


def table(html: str) -> str:
    found = re.search(r'<table class="osai-table" data-view.*?</table>', html, re.DOTALL)
    assert found
    return found[0]


def texts(html: str) -> list[list[str]]:
    """The rows of a table as readers see them."""
    return [
        [unescape(re.sub(r"<[^>]+>", "", c)) for c in re.findall(r"<t[dh].*?</t[dh]>", row)]
        for row in re.findall(r"<tr>.*?</tr>", html)
    ]


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("osai.database(limit=1)", "3 more share the last place"),
        ("osai.models(limit=1)", "3 more share the last place"),
        ("osai.models(sort='-released', limit=3)", "1 more shares the last place"),
        ("osai.models(sort='organization', limit=1)", ""),
        ("osai.models(limit=4)", ""),
        ("osai.database()", ""),
    ],
)
def test_a_limit_that_cuts_through_a_tie_says_so(site: Site, call: str, said: str) -> None:
    for name in "def":
        site.write(f"models/{name}.yaml", a_file(f"Model {name}", type="video"))
    call = call.replace("(", "(type='video', ")
    site.write("docs/posts/one.md", f"# One\n\n<< {call} >>\n")

    article = site.build(strict=True).article("posts/one/index.html")
    caption = unescape(re.findall("<caption>(.*?)</caption>", article)[0])

    assert said in caption
    assert ("last place" in caption) is bool(said)


@pytest.mark.parametrize("around", ["{}", "!!! note\n    {}\n", "- One:\n\n    {}\n"])
def test_a_post_shows_models_with_their_openness_and_a_link_to_all(site: Site, around: str) -> None:
    site.configure(markdown_extensions=["admonition"])
    site.write("models/h.yaml", a_file("Model <b>H", type="video", origin="France"))
    call = "<< osai.database(type=['video', 'code'], top=2) >>"
    site.write("docs/posts/one.md", f"# One\n\n{around.format(call)}\n")

    built = site.build(strict=True)
    found = table(built.article("posts/one/index.html"))

    assert built.stopped == ""
    assert [row[:2] for row in texts(found)] == [
        ["Model", "Openness"],
        ["Model <\u2060b>H", "1.00"],
        ["Model B", "1.00"],
    ]
    caption = re.sub(r"<[^>]+>", "", re.findall("<caption>(.*?)</caption>", found)[0])
    assert caption.startswith("2 of 3 models&#44; type&#58; video or code")
    links = re.findall('href="([^"]*)"', found)
    assert links[0].startswith("../../database/?")
    query = urlsplit(links[0].replace("&amp;", "&")).query
    assert parse_qsl(query) == [("type", "video"), ("type", "code")]
    terms = ["../../database/glossary/#openness", "../../database/glossary/#criteria"]
    assert links[1:] == [*terms, "../../models/h/", "../../models/b/"]


def test_a_bar_has_the_number_of_criteria_of_each_class(site: Site) -> None:
    text = a_file("Model A").replace("\ncode:\n  class: open", "\ncode:\n  class: closed")
    site.write("models/a.yaml", text.replace("paper:\n  class: open", "paper:\n  class: partial"))
    site.write("docs/index.md", "# Home\n\n<< osai.database(models='Model A') >>\n")

    found = table(site.build(strict=True).article("index.html"))

    assert 'aria-label="10 open&#44; 1 partial and 1 closed"' in found
    pieces = re.findall(r'<i class="(\w+)"></i>', found)
    assert pieces == ["open"] * 10 + ["partial", "closed"]


def test_a_grid_has_a_column_for_each_criterion(site: Site) -> None:
    site.write("docs/index.md", "# Home\n\n<< osai.database(origin='China', view='grid') >>\n")

    found = table(site.build(strict=True).article("index.html"))
    rows = texts(found)

    assert [len(row) for row in rows] == [14] * 4
    assert rows[1][2:] == ["●"] * 12
    assert found.count("<span>Paper</span></a></th>") == 1
    assert found.count('database/glossary/#criterion-paper"') == 1
    assert found.count('<i class="open" role="img" aria-label="open">●</i>') == 36
    assert "title=" not in found
    [meanings] = re.findall('<span class="osai-states">(.*?)</caption>', found)
    assert re.sub("<[^>]*>", "", meanings).split() == ["●", "open"]


def test_without_pages_nothing_links_to_the_database(site: Site) -> None:
    site.configure(osai={"pages": False})
    site.write("docs/index.md", "# Home\n\n<< osai.database(type='video') >>\n")

    built = site.build(strict=True)

    assert "href" not in table(built.article("index.html"))
    assert "osai/osai.js" not in built.files
    assert "osai.js" not in built.html("index.html")


def test_the_script_is_on_every_page_once(site: Site) -> None:
    built = site.build(strict=True)

    assert "osai/osai.js" in built.files
    for page in ("index.html", "database/index.html", "models/a/index.html"):
        assert len(re.findall(r'<script src="[./]*osai/osai.js" defer', built.html(page))) == 1


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ("osai.database(view='pie')", "unknown view 'pie'"),
        ("osai.database(type='video', origin='France')", "no model is selected"),
        ("osai.database(top=0)", "top is 0"),
        ("osai.database(models=[])", "models is an empty list"),
        ("osai.database(tpe='video')", "unknown argument 'tpe'"),
    ],
)
def test_a_failed_call_gives_a_reason(site: Site, call: str, message: str) -> None:
    site.write("docs/index.md", f"# Home\n\n<< {call} >>\n")

    assert message in site.build().stopped
