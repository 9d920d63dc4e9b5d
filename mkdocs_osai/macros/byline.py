"""The lines under the title of a page: its byline, and the date of its index.

The tags of a byline are `<author :author="author"></author>` and `<date :date="date"></date>`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from mkdocs_osai.macros.templates.code_regions import code_regions, region_at
from mkdocs_osai.sanitize import html_text
from mkdocs_osai.stats import day_in_words

_TAG = re.compile(r"<(author|date)\b[^<>]*?(?:/>|>\s*</\1\s*>)", re.IGNORECASE)
_BYLINE = re.compile(r"\s*<span class=\"osai-byline\">.*$", re.MULTILINE)
_TITLE = re.compile(r"^#[ \t]+\S.*$|^[^\s#>].*\n=+[ \t]*$", re.MULTILINE)
_DATE_FORMATS = (
    *("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y"),
    *("%Y/%m/%d", "%d %B %Y", "%B %d, %Y"),
)


def read_date(value: object) -> dt.date | None:
    """A date in a post: a YAML date, `2025-06-09`, `05-11-2024` (day first), `9 June 2025`.

    Example:
        >>> read_date("05-11-2024")
        datetime.date(2024, 11, 5)
    """
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    text = str(value or "").strip()
    for form in _DATE_FORMATS:
        try:
            return dt.datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    try:
        return dt.datetime.fromisoformat(text).date()
    except ValueError:
        return None


def with_byline(markdown: str, meta: Mapping[str, object]) -> str:
    """A post with its author and date in place of its tags, or else under its title.

    Args:
        markdown: the post, without its front matter.
        meta: its front matter.

    Returns:
        The post; unchanged if it has neither tags nor `author` and `date`.
    """
    tags = _tags(markdown)
    if not tags and not {"author", "date"} <= meta.keys():
        return markdown
    author = " ".join(str(meta.get("author") or "").split())
    date = read_date(meta.get("date"))
    parts = {
        "author": f'<span class="osai-author">{html_text(author)}</span>' if author else "",
        "date": f'<time datetime="{date.isoformat()}">{day_in_words(date)}</time>' if date else "",
    }
    if tags:
        return _replace_tags(markdown, tags, parts)
    byline = _byline([parts["author"], parts["date"]])
    return under_title(markdown, byline) if byline else markdown


EXCERPT = "md-post md-post--excerpt"
"""The classes of a post in a list of the blog plugin."""

_POST = re.compile(
    rf'<article class="{EXCERPT}">[^<]*+(?:<(?!/?article\b)[^<]*+)*+</article>', re.DOTALL
)
_DATE = re.compile(
    r'(?P<line><span class="osai-byline">[^<\n]*+(?:<(?!time |span class="osai-byline")[^<\n]*+)*+)'
    r"<time [^<>]*+>[^<]*+</time>(?: · )?"
)


def dates_once(html: str) -> str:
    """A list of posts without the dates of bylines, if the theme writes each above its post.

    Example:
        >>> date = '<time datetime="2026-05-02">2 May 2026</time>'
        >>> meta = f'<article class="{EXCERPT}">{date}<div class="md-post__content">'
        >>> dates_once(f'{meta}<span class="osai-byline">Ada · {date}</span></article>')[-46:]
        '<span class="osai-byline">Ada</span></article>'
    """
    return _POST.sub(_without_date, html) if EXCERPT in html else html


def _without_date(post: re.Match[str]) -> str:
    head, start, content = post[0].partition('class="md-post__content')
    if "<time" not in head:
        return post[0]
    content = _DATE.sub(lambda byline: byline["line"].removesuffix(" · "), content, count=1)
    return head + start + content.replace('<p><span class="osai-byline"></span></p>\n', "", 1)


def under_title(markdown: str, line: str) -> str:
    """A page with a line under its title, below the byline if there is one.

    Args:
        markdown: the page, without its front matter.
        line: the line; it is the first one if the page does not begin with a title.
    """
    title = _title_of(markdown)
    if title is None or (title.group().startswith("#") and markdown[: title.start()].strip()):
        return f"{line}\n\n{markdown}"
    byline = _BYLINE.match(markdown, title.end())
    end = byline.end() if byline else title.end()
    return f"{markdown[:end]}\n\n{line}\n{markdown[end:]}"


def _tags(markdown: str) -> list[re.Match[str]]:
    """The tags of bylines outside code."""
    tags = [*_TAG.finditer(markdown)]
    code = code_regions(markdown) if tags else []
    return [m for m in tags if region_at(code, m.start()) is None]


def _title_of(markdown: str) -> re.Match[str] | None:
    """The first title outside code; most pages begin with it, and need not be read further."""
    first = _TITLE.search(markdown)
    if first is None or not markdown[: first.start()].strip():
        return first
    code = code_regions(markdown)
    titles = _TITLE.finditer(markdown, first.start())
    return next((m for m in titles if region_at(code, m.start()) is None), None)


def _replace_tags(markdown: str, tags: list[re.Match[str]], parts: Mapping[str, str]) -> str:
    """Replace the tags; adjacent ones become one byline."""
    result, position, i = list[str](), 0, 0
    while i < len(tags):
        group = [tags[i]]
        while i + 1 < len(tags) and not markdown[tags[i].end() : tags[i + 1].start()].strip():
            i += 1
            group.append(tags[i])
        i += 1
        result.append(markdown[position : group[0].start()])
        result.append(_byline([parts[tag[1].lower()] for tag in group]))
        position = group[-1].end()
    return "".join([*result, markdown[position:]])


def _byline(parts: list[str]) -> str:
    text = " · ".join(part for part in parts if part)
    return f'<span class="osai-byline">{text}</span>' if text else ""
