"""The names of links of numbers, and the dates in lists of posts."""

from __future__ import annotations

from html.parser import HTMLParser

from mkdocs_osai.macros.byline import EXCERPT, dates_once
from mkdocs_osai.sanitize import WORD_JOINER
from mkdocs_osai.website.page_html import BASIS, with_tooltips

LINK = '<a class="osai-evidence" href="x" {}="{}"><data value="1">{}</data></a>'
TIME = '<time datetime="2026-05-02">2 May 2026</time>'
AUTHOR = '<span class="osai-author">Ada</span>'


class Tags(HTMLParser):
    """The start tags of a text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def name_of(basis: str, content: str) -> str:
    """The name of the link of a number."""
    tags = Tags(with_tooltips(LINK.format(BASIS, basis, content), "page/")).found
    assert [tag for tag, _ in tags if tag not in ("em", "data")] == ["a", "span"]
    attributes = tags[0][1]
    assert attributes.keys() == {"class", "href", "aria-label", "aria-describedby"}
    return (attributes["aria-label"] or "").replace(WORD_JOINER, "")


def test_the_name_begins_with_what_is_shown_and_says_what_it_is() -> None:
    assert name_of("Region: Europe: 21 of 191 models; 2 without a tag", "11.0%") == (
        "11.0%: Region: Europe: 21 of 191 models"
    )


def test_no_text_ends_the_attribute_or_becomes_an_element() -> None:
    shown, basis = 'say "x" <em>y</em> &lt;img onerror=1&gt;', "a&quot;&lt;b&gt;: 1 of 2; c"

    assert name_of(basis, shown) == 'say "x" y <img onerror=1>: a"<b>: 1 of 2'


def listed(head: str, byline: str) -> str:
    content = f'<div class="md-post__content"><p><span class="osai-byline">{byline}</span></p>\n'
    return f'<article class="{EXCERPT}">{head}{content}</div></article>'


def test_a_byline_in_a_list_has_the_author_only() -> None:
    for byline in (f"{AUTHOR} · {TIME}", f"{TIME} · {AUTHOR}"):
        assert dates_once(listed(TIME, byline)) == listed(TIME, AUTHOR)


def test_a_byline_of_a_date_alone_is_left_out() -> None:
    found = dates_once(listed(TIME, TIME))

    assert found.count(TIME) == 1
    assert "osai-byline" not in found


def test_a_date_that_the_theme_does_not_show_stays() -> None:
    for html in (listed("", f"{AUTHOR} · {TIME}"), f"<p>{AUTHOR} · {TIME}</p>"):
        assert dates_once(html) == html


def test_dates_in_the_text_of_a_post_stay() -> None:
    html = listed(TIME, AUTHOR).replace("</div>", f"<p>Since {TIME}</p></div>")

    assert dates_once(html) == html


def test_each_post_of_a_list_has_its_date_once() -> None:
    one = listed(TIME, f"{AUTHOR} · {TIME}")

    assert dates_once(one + one).count(TIME) == 2
