"""Which lines of a page are templates and which are escaped."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment

from mkdocs_osai.macros.byline import with_byline
from mkdocs_osai.macros.templates.code_regions import code_regions
from mkdocs_osai.macros.templates.escaping import escape_templates
from mkdocs_osai.sanitize import escape_markdown

ENV = Environment(  # noqa: S701 - the macros plugin makes Markdown, and so does this
    variable_start_string="<<",
    variable_end_string=">>",
    block_start_string="<%",
    block_end_string="%>",
    comment_start_string="<#",
    comment_end_string="#>",
    keep_trailing_newline=True,
)


class Fake:
    """Answers any call with a number."""

    def __getattr__(self, name: str) -> object:
        return lambda *_, **__: 7


def rendered(markdown: str) -> tuple[str, list[tuple[int, str]]]:
    """The page after templates ran, and the complaints as (line, what)."""
    complaints: list[tuple[int, str]] = []

    def complain(line: int, what: str, _: str) -> str:
        complaints.append((line, what))
        return "MARK"

    guarded = escape_templates(markdown, ENV, {"osai", "page", *ENV.globals}, complain)
    assert guarded.markdown.count("\n") == markdown.count("\n")
    text = ENV.from_string(guarded.markdown).render(osai=Fake(), page="the page")
    return guarded.restore(text), complaints


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("<< osai.n() >>", "7"),
        ("<<osai.n()>>", "7"),
        ("<<- osai.n() ->>", "7"),
        ("<< (osai.n() - osai.n()) >>", "0"),
        ("<< 'of >> ' ~ osai.n() >>", "of >> 7"),
        ("a << 2 >> b << osai.n() >>", "a << 2 >> b 7"),
        ("<< page >>", "the page"),
        ("<% set x = 3 %><< x >>", "3"),
        ("<% for i in range(2) %><< i >><% endfor %>", "01"),
        ("<% raw %><< osai.n() >><% endraw %>", "<< osai.n() >>"),
        ("<< unknown >>", "<< unknown >>"),
        ("x<<=1; y<<z", "x<<=1; y<<z"),
        ("cat <<EOF\n$x\nEOF", "cat <<EOF\n$x\nEOF"),
        ("# A {#a} <#b", "# A {#a} <#b"),
        ("if a <% b", "if a <% b"),
        ("`<< osai.n() >>` << osai.n() >>", "`<< osai.n() >>` 7"),
        ("> ```\n> << osai.n() >>\n> ```\n<< osai.n() >>", "> ```\n> << osai.n() >>\n> ```\n7"),
        ("~~~~\n~~~\n<< osai.n() >>\n~~~~\n<< osai.n() >>", "~~~~\n~~~\n<< osai.n() >>\n~~~~\n7"),
        ("- ```\n  << osai.n() >>\n  ```\n", "- ```\n  << osai.n() >>\n  ```\n"),
        ("<!-- << osai.n() >> -->", "<!-- << osai.n() >> -->"),
        ("\\`<< osai.n() >>\\`", "\\`7\\`"),
        ("\ue000 << 1 << osai.n() >>", "\ue000 << 1 7"),
    ],
)
def test_only_calls_that_are_meant_are_run(markdown: str, expected: str) -> None:
    assert rendered(markdown) == (expected, [])


@pytest.mark.parametrize(
    ("markdown", "line", "what"),
    [
        ("\n\n<< osai.n( >>", 3, "cannot be read"),
        ("<< osai.n( >>" + " 1 >>" * 9, 1, "cannot be read"),
        ("a\n<< osai.n()", 2, "is not closed"),
        ("<< osia.n() >>", 1, "unknown name 'osia'"),
        ("a\n<% if osai.n() %>b", 2, "the template cannot be read"),
        ("a\n\n<% endif %>", 3, "the template cannot be read"),
    ],
)
def test_a_call_that_cannot_be_parsed_is_reported_with_its_line(
    markdown: str, line: int, what: str
) -> None:
    page, complaints = rendered(markdown)

    assert [(at, what in said) for at, said in complaints] == [(line, True)]
    assert "MARK" in page


@given(st.text(alphabet="<>%#{}`~\n -osai.n()'\"x=!*>|&\\", max_size=60))
def test_no_page_breaks_and_pages_without_calls_do_not_change(markdown: str) -> None:
    page, complaints = rendered(markdown)

    if not complaints and "osai" not in markdown and "<#" not in markdown and "<%" not in markdown:
        assert page == markdown


@given(st.text(alphabet="`~\n a<!->\\", max_size=60))
def test_regions_of_code_are_in_order_and_apart(markdown: str) -> None:
    edges = [edge for region in code_regions(markdown) for edge in region]

    assert edges == sorted(edges)
    assert all(0 <= edge <= len(markdown) for edge in edges)


@given(st.text(max_size=60))
def test_escaped_text_has_no_character_of_markup(text: str) -> None:
    signs = set(escape_markdown(text)) - set("&#;0123456789 ")

    assert all(sign.isalnum() or not sign.isascii() for sign in signs)
    assert "\n" not in escape_markdown(text)


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("# T\n\nText", "# T\n\nBY\n\n\nText"),
        ("Text", "BY\n\nText"),
        ("T\n=\n\nText", "T\n=\n\nBY\n\n\nText"),
        ("```\n# no title\n```\n", "BY\n\n```\n# no title\n```\n"),
        ("Text\n\n# Later", "BY\n\nText\n\n# Later"),
        ("# T\n<author :author='author'></author> <date></date>\nX", "# T\nBY\nX"),
        ("# T\n<Date/> and `<date></date>`", "# T\nDATE and `<date></date>`"),
    ],
)
def test_the_byline_is_at_its_tags_or_below_the_title(markdown: str, expected: str) -> None:
    date = '<time datetime="2025-06-09">9 June 2025</time>'
    wanted = expected.replace(
        "BY", f'<span class="osai-byline"><span class="osai-author">J</span> · {date}</span>'
    ).replace("DATE", f'<span class="osai-byline">{date}</span>')

    assert with_byline(markdown, {"author": "J", "date": "2025-06-09"}) == wanted


@pytest.mark.parametrize(
    ("call", "why"),
    [
        ("osai.n(type='a', type='b')", "keyword argument repeated: type"),
        ("osai.n()" + " + osai.n()" * 300, "it is nested too deep"),
        ("osai.n() | nofilter", "No filter named 'nofilter'"),
    ],
)
def test_a_call_that_can_be_parsed_but_cannot_run_is_reported_at_its_line(
    call: str, why: str
) -> None:
    text, complaints = rendered(f"one\n\n<< {call} >>\n\n<< osai.n() >>\n")

    [(line, what)] = complaints
    assert (line, why in what) == (3, True), what
    assert text == "one\n\nMARK\n\n7\n"
