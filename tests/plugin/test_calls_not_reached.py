"""A call that does not run is run, or reported with its line; no page shows it raw."""

from __future__ import annotations

import re

import pytest

from mkdocs_osai.plugin.content.finished_page import without_calls
from mkdocs_osai.plugin.content.source_lines import SourceLines
from tests.sites import MACROS, Site

PLUGINS = ["search", {"macros": MACROS}, {"osai": {"pages": False, "cards": False}}]


@pytest.fixture
def plain(site: Site) -> Site:
    """A site without pages from data."""
    site.configure(plugins=PLUGINS)
    return site


def test_a_call_in_a_snippet_runs_with_the_page(plain: Site) -> None:
    plain.configure(
        plugins=PLUGINS, markdown_extensions=[{"pymdownx.snippets": {"base_path": ["parts"]}}]
    )
    plain.write("parts/one.md", "There are << osai.n() >> models.\n")
    plain.write("parts/two.md", "Of << osai.n(latest=True) >>.\n\n<< osai.pie('regions') >>\n")
    plain.write("parts/none.md", "Nothing is counted.\n")
    plain.write(
        "docs/a/index.md",
        '# A\n\n--8<-- "one.md"\n\n--8<--\ntwo.md\n--8<--\n\n--8<-- "none.md"\n',
    )

    article = plain.build(strict=True).article("a/index.html")

    assert ">7</data></a> models." in article
    assert ">1</data></a>." in article
    assert 'src="../osai/figures/pie-regions-' in article
    assert "Nothing is counted." in article


def test_a_mistake_in_a_snippet_is_reported_at_the_line_that_includes_it(plain: Site) -> None:
    plain.configure(plugins=PLUGINS, markdown_extensions=["pymdownx.snippets"])
    plain.write("part.md", "One\n\nTwo\n\n<< osai.nn() >>\n")
    plain.write(
        "docs/index.md", '---\ntitle: T\n---\n# A\n\n--8<-- "part.md"\n\nThen\n\n<< osai.nnn() >>\n'
    )

    stopped = plain.build().stopped

    assert "docs/index.md:6: unknown macro 'osai.nn', in what this line includes" in stopped
    assert "docs/index.md:10: unknown macro 'osai.nnn'; " in stopped


ADDED_LATER = """
    def on_page_content(html, **_):
        call = "&lt;&lt; osai.n() &gt;&gt;"
        return html + f"<p>Added: {call} and <code>{call}</code></p>"
"""


@pytest.mark.parametrize("by_default", [True, False])
def test_a_call_on_a_page_without_macros_is_reported(plain: Site, *, by_default: bool) -> None:
    macros = {"macros": {**MACROS, "render_by_default": by_default}}
    plain.configure(plugins=[macros, *PLUGINS[2:]])
    head = "---\nrender_macros: false\n---\n" if by_default else "\n\n\n"
    plain.write("docs/index.md", f"{head}# A\n\n`<< osai.n() >>` but\n\n<< osai.share('x') >>\n")

    stopped = plain.build().stopped

    why = "render_macros: false" if by_default else "render_by_default: false"
    assert f"docs/index.md:8: '<< osai.share('x') >>' is not run, because of {why}" in stopped
    assert "osai.n" not in stopped


def test_a_call_that_a_plugin_adds_later_is_reported(plain: Site) -> None:
    plain.write("hook.py", ADDED_LATER)
    plain.configure(plugins=PLUGINS, hooks=["hook.py"])
    raw = "<% raw %><< osai.n(latest=True) >><% endraw %>"
    plain.write("docs/index.md", f"# A\n\nOf << osai.n() >> {raw}\n")

    stopped = plain.build().stopped

    assert stopped.count("is not run") == 1
    assert "docs/index.md:1: '<< osai.n() >>' is not run, because another plugin" in stopped


def test_with_warnings_a_dash_is_published_in_place_of_a_call(plain: Site) -> None:
    options = {"osai": {"pages": False, "on_error": "warn"}}
    plain.configure(plugins=[*PLUGINS[:2], options])
    plain.write(
        "docs/index.md", "---\nrender_macros: false\n---\n# A\n\nSo << osai.n() >> models.\n"
    )

    built = plain.build()

    assert "<p>So — models.</p>" in built.article("index.html")
    assert any("is not run" in message for message in built.messages)


def test_a_page_may_show_calls_in_code_and_in_raw(plain: Site) -> None:
    call = "<< osai.n() >>"
    text = f"# A\n\n`{call}`\n\n```\n{call}\n```\n\n<% raw %>{call}<% endraw %>\n"
    plain.write("docs/index.md", text)

    article = plain.build(strict=True).article("index.html")

    assert article.count("&lt;&lt; osai.n() &gt;&gt;") == 3


@pytest.mark.parametrize(
    ("page", "line", "what"),
    [
        ("See << osai.bar('types') >> here.", 3, "a chart is in a sentence; write"),
        ("| a |\n| - |\n| << osai.bar('types') >> |", 5, "a chart is in a cell of a table"),
        ("1. a\n\n   << osai.bar('types') >>", 5, "by 3 spaces; indent its call by 4 spaces"),
        ("- a\n\n  << osai.bar('types') >>", 5, "a chart in a list is indented by 2 spaces"),
        ("- a\n    - b\n\n      << osai.bar('types') >>", 6, "indent its call by 8 spaces"),
        ("See << osai.table('types') >>", 3, "a table is in a sentence"),
        ("<div>\n<< osai.bar('types') >>\n</div>", 4, "in an HTML element whose content"),
        ("- a\n\n        << osai.n() >>", 5, "a call is run in a block of code"),
    ],
)
def test_a_chart_where_none_can_be_is_reported_with_its_line(
    plain: Site, page: str, line: int, what: str
) -> None:
    plain.configure(plugins=PLUGINS, markdown_extensions=["tables"])
    plain.write("docs/index.md", f"# A\n\n{page}\n")

    stopped = plain.build().stopped

    assert f"docs/index.md:{line}: " in stopped
    assert what in stopped
    assert stopped.count("docs/index.md") == 1


def test_a_call_in_a_fence_that_is_never_closed_is_reported_so(plain: Site) -> None:
    plain.write("docs/index.md", "# A\n\n```\na\n```\n\n~~~\n<< osai.n() >>\n\ntext\n")

    stopped = plain.build().stopped

    assert "docs/index.md:8: '<< osai.n() >>' is not run, because the block of code" in stopped
    assert "that starts in line 7 is not closed; write ~~~ after the code" in stopped


@pytest.mark.parametrize("element", ["script", "style", "textarea"])
def test_a_call_in_backticks_in_an_element_that_shows_no_code_is_reported(
    plain: Site, element: str
) -> None:
    run = "<< osai.n() >>"
    plain.write(
        "docs/index.md", f"# A\n\n{run}\n\n<{element}>\nlet a = `<< osai.n() >>`;\n</{element}>\n"
    )

    why = "because it is in backticks or a block of code, but not shown as code"
    assert f"docs/index.md:6: '<< osai.n() >>' is not run, {why}; " in plain.build().stopped


def test_the_second_of_two_equal_charts_has_its_own_line(plain: Site) -> None:
    chart = "<< osai.bar('types') >>"
    plain.write("docs/index.md", f"# A\n\n{chart}\n\ntext\n\n<center>\n{chart}\n</center>\n")

    stopped = plain.build().stopped

    assert "docs/index.md:8: a chart or a table is in an HTML element" in stopped
    assert stopped.count("docs/index.md") == 1


@pytest.mark.parametrize(
    ("page", "charts"),
    [
        ("  << osai.bar('types') >>\n\ntext", 1),
        ("<< osai.bar('types') >> << osai.bar('regions') >>", 2),
        ("- << osai.bar('types') >>\n- b", 1),
        ("text\n<< osai.bar('types') >>\ntext", 1),
        ("<div markdown>\n<< osai.bar('types') >>\n</div>", 1),
        ("> << osai.bar('types') >>", 1),
        ("term\n\n:   << osai.bar('types') >>", 1),
    ],
)
def test_a_chart_is_drawn_wherever_one_can_be(plain: Site, page: str, charts: int) -> None:
    plain.configure(plugins=PLUGINS, markdown_extensions=["def_list"])
    plain.write("docs/index.md", f"# A\n\n{page}\n")

    article = plain.build(strict=True).article("index.html")

    assert article.count('<figure class="osai-figure"') == charts
    assert len(re.findall(r'<img [^>]*src="osai/figures/', article)) == 2 * charts
    assert "markdown=" not in article
    assert "![" not in article
    assert "{ download }" not in article


def test_a_number_in_a_formula_is_plain_text(plain: Site) -> None:
    plain.configure(plugins=PLUGINS, markdown_extensions=["pymdownx.arithmatex"])
    plain.write(
        "docs/index.md",
        "# A\n\n$x = << osai.share('types', 'video') >>$ and US$5 or << osai.n() >> of $6\n\n"
        "$$\n<< osai.n() >>\n$$\n",
    )

    article = plain.build(strict=True).article("index.html")

    assert r'<script type="math/tex">x = 14.3\%</script>' in article
    assert ">7</data></a> of $6" in article
    assert article.count("<data") == 1


def test_dollars_are_money_on_a_site_without_formulas(plain: Site) -> None:
    plain.write("docs/index.md", "# A\n\nUS$<< osai.n() >> and US$<< osai.n() >>\n")

    assert plain.build(strict=True).article("index.html").count("<data") == 2


def test_indented_code_is_code(plain: Site) -> None:
    plain.write(
        "docs/index.md",
        "# A\n\nText:\n\n    << osai.n() >>\n\n    << osai.nn() >>\n\n"
        "- item\n\n    << osai.n() >>\n",
    )

    article = plain.build(strict=True).article("index.html")

    assert (
        "<pre><code>&lt;&lt; osai.n() &gt;&gt;\n\n&lt;&lt; osai.nn() &gt;&gt;\n</code></pre>"
        in article
    )
    assert article.count(">7</data>") == 1


@pytest.mark.parametrize(
    ("source", "markdown", "line", "found"),
    [
        ("a\nb\nc", "a\nb\nc", 3, (3, False)),
        ("---\nx: 1\n---\n\na\nb", "a\nb", 2, (6, False)),
        ("---\nx: 1\n---\na\nINCLUDE\nb", "a\n1\n2\n3\nb", 3, (5, True)),
        ("---\nx: 1\n---\na\nINCLUDE\nb", "a\n1\n2\n3\nb", 5, (6, False)),
        ("a\nb", "put above\na\nb", 3, (2, False)),
        ("a\nb", "put above\na\nb", 1, (1, True)),
        ("a\nX\nY\nb", "a\nx\ny\nb", 3, (3, True)),
        ("", "made", 1, (1, True)),
    ],
)
def test_a_line_is_found_behind_what_other_plugins_include(
    source: str, markdown: str, line: int, found: tuple[int, bool]
) -> None:
    assert SourceLines(source, markdown).find(line) == found


def test_a_call_is_found_in_the_delimiters_of_the_site() -> None:
    page = "<p>[[ osai.n() ]] &lt;&lt; osai.n() &gt;&gt; {{ osai.n() }}</p>"

    shown = without_calls(page, lambda kind, text: f"{kind} {text}", ("[[", "]]"))

    assert shown == "<p>call [[ osai.n() ]] call << osai.n() >> {{ osai.n() }}</p>"


def test_what_is_no_call_of_the_site_stays_text() -> None:
    page = "<p>{{ osai.n('&lt;img src=x onerror=alert(1)&gt;') }}</p>"

    assert without_calls(page, lambda _kind, text: text) == page
