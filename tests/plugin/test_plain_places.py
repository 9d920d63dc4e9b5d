"""A call in an attribute, a script or the like gives plain text; no page holds internal markup."""

from __future__ import annotations

import re

import pytest

from mkdocs_osai.macros.templates.plain_places import BLOCK, CALL, plain_places
from mkdocs_osai.plugin.content.internal_markup import without_internal_markup
from tests.sites import MACROS, Site

PLUGINS = ["search", {"macros": MACROS}, {"osai": {"pages": False, "cards": False}}]


@pytest.fixture
def plain(site: Site) -> Site:
    """A site without pages from data."""
    site.configure(plugins=PLUGINS, markdown_extensions=["abbr", "tables"])
    site.write("docs/x.png", "")
    return site


SHARE = "osai.share('types', 'video')"


@pytest.mark.parametrize(
    ("page", "html"),
    [
        ('<i title="<< osai.n() >> models">a</i>', '<i title="7 models">a</i>'),
        (f'<i title="<< {SHARE} >>">a</i>', '<i title="14&#46;3&#37;">a</i>'),
        (f'<i data-share="<< {SHARE} >>">a</i>', '<i data-share="0.142857">a</i>'),
        ('<a href="x.png?n=<< osai.n() >>">a</a>', '<a href="x.png?n=7">a</a>'),
        ('<i onclick="f(<< osai.n() >>)">a</i>', '<i onclick="f(7)">a</i>'),
        ('<i title="<% if 1 %><< osai.n() >><% endif %>">a</i>', '<i title="7">a</i>'),
        ("<% set n = osai.n() %>\n\n<i title='<< n >>'>a</i>", "<i title='7'>a</i>"),
        (
            "<% set n %><< osai.n() >> models<% endset %>\n\n<i title='<< n >>'>a</i>",
            "<i title='7 models'>a</i>",
        ),
        ("<a href='x.png'>all << osai.n() >></a>", "<a href='x.png'>all 7</a>"),
        (f"<script>f(<< {SHARE} >>, '<< {SHARE} >>')</script>", "f(0.142857, '14.3%')"),
        (f"<style>i {{ width: << {SHARE} >> }}</style>", "{ width: 14.2857% }"),
        ("<textarea>\n<< osai.n() >>\n</textarea>", "<textarea>\n7\n</textarea>"),
        ("<svg><text x='<< osai.n() >>'><< osai.n() >></text></svg>", "<text x='7'>7</text>"),
        ('Text\n{: title="<< osai.n() >> models" }', '<p title="7 models">Text</p>'),
        ("## H {: #a<< osai.n() >> }", '<h2 id="a7">H</h2>'),
        ("![<< osai.n() >> dots](x.png)", 'alt="7 dots"'),
        ('[a](x.png "<< osai.n() >> models")', '<a href="x.png" title="7 models">a</a>'),
        ("[a](x.png?n=<< osai.n() >>)", '<a href="x.png?n=7">a</a>'),
        ("HTML\n\n*[HTML]: << osai.n() >> things", '<abbr title="7 things">HTML</abbr>'),
        ('[a][b]\n\n[b]: x.png "<< osai.n() >>"', '<a href="x.png" title="7">a</a>'),
        (
            "[a << osai.ref('f') >>](x.png)\n\n<< osai.bar('types', id='f') >>",
            '<a href="x.png">a Figure 1</a>',
        ),
    ],
)
def test_a_call_where_no_markup_can_be_is_plain_text(plain: Site, page: str, html: str) -> None:
    plain.write("docs/index.md", f"# A\n\n{page}\n\nOf << osai.n() >>.\n")

    article = plain.build(strict=True).article("index.html")

    assert html in article
    assert article.count('class="osai-evidence"') >= 1


@pytest.mark.parametrize(
    "page",
    [
        "`<i title='`<< osai.n() >>`'>`",
        "a < b << osai.n() >> c > d",
        "{<< osai.n() >>}",
        "<b>\n<< osai.n() >>\n</b>",
        "> [!note] << osai.n() >>",
    ],
)
def test_elsewhere_a_number_keeps_its_evidence(page: str) -> None:
    text = page.replace("<< osai.n() >>", CALL)

    assert plain_places(text, [text.index(CALL)]) == {}


def test_a_tag_of_the_template_does_not_make_code_of_a_line() -> None:
    text = f"a\n\n{BLOCK * 8}<i title='{CALL}'>"

    assert plain_places(text, [text.index(CALL)]) == {text.index(CALL): "text"}


@pytest.mark.parametrize(
    ("page", "where"),
    [
        ("<i title=\"<< osai.bar('types') >>\">a</i>", "in an attribute"),
        ("![<< osai.table('types') >>](x.png)", "an alt text"),
        ("[a << osai.bar('types') >>](x.png)", "in the text of a link"),
        ("<script>f(<< osai.bar('types') >>)</script>", "in a script"),
    ],
)
def test_a_chart_where_only_text_can_be_is_reported(plain: Site, page: str, where: str) -> None:
    plain.write("docs/index.md", f"# A\n\n{page}\n")

    stopped = plain.build().stopped

    assert "docs/index.md:3: a chart or a table is in" in stopped
    assert where in stopped
    assert stopped.count("docs/index.md") == 1


def test_a_model_in_the_text_of_a_link_is_its_name(plain: Site) -> None:
    plain.write("docs/index.md", "# A\n\n[all: << osai.list() >>](x.png)\n")

    article = plain.build(strict=True).article("index.html")

    assert re.search(r'<a href="x.png">all: [^<\[]+</a>', article)


@pytest.mark.parametrize(
    ("page", "line"),
    [
        ("<% filter upper %>a << osai.n() >><% endfilter %>", 3),
        ("a\n\n<% set x %><< osai.n() >><% endset %><< x|upper >>", 5),
        ("<% filter replace('s', 'z') %><< osai.n() >><% endfilter %>", 3),
    ],
)
def test_a_filter_over_a_call_is_reported(plain: Site, page: str, line: int) -> None:
    plain.write("docs/index.md", f"# A\n\n{page}\n")

    stopped = plain.build().stopped

    assert f"docs/index.md:{line}: a filter has changed the markup" in stopped


def test_a_filter_gets_the_text_of_names(plain: Site) -> None:
    plain.write("docs/index.md", "# A\n\n<< osai.list()|upper >>; << osai.list(top=1)|length >>\n")

    article = plain.build(strict=True).article("index.html")

    assert re.search(r"<p>[^<a-z]+ AND [^<a-z]+; \d+</p>", article)


def test_internal_markup_is_never_published() -> None:
    kinds: list[str] = []

    def report(kind: str, _: str) -> str:
        kinds.append(kind)
        return "—"

    page = (
        '<p><data value="1" data-osai-basis="a" data-evidence="b">1</data>'
        '<a href="osai:models/a.md">a</a><A HREF="OSAI:MODELS/A.MD">b</A>'
        '<i title="<data value="1" data-osai-basis="a" data-evidence="b">1</data>">c</i></p>'
        '<script>f(<data value="1" data-osai-basis="a">1</data>)</script>'
        "<pre>[a](osai:models/a.md)</pre>"
    )

    shown = without_internal_markup(page, report)

    assert kinds == ["markup", "markup", "markup", "code"]
    assert shown.startswith(page[: page.index("<A")] + "—b")
    assert "data-osai" not in shown[page.index("<A") :]
    assert "OSAI" not in shown
