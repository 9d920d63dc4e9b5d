"""The byline of a post: author and date, where its tags stand or under its title.

The tags are `<author :author="author"></author>` and `<date :date="date"></date>`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from mkdocs_osai.macros.templates.code_regions import code_regions, region_at
from mkdocs_osai.plugin.content.posts import read_date
from mkdocs_osai.sanitize import html_text
from mkdocs_osai.stats import day_in_words

_TAG = re.compile(r"<(author|date)\b[^<>]*?(?:/>|>\s*</\1\s*>)", re.IGNORECASE)
_BYLINE = re.compile(r"\s*<span class=\"osai-byline\">.*$", re.MULTILINE)
_TITLE = re.compile(r"^#[ \t]+\S.*$|^[^\s#>].*\n=+[ \t]*$", re.MULTILINE)


def with_byline(markdown: str, meta: Mapping[str, object]) -> str:
    """A post with its author and date where its tags stand, or else under its title.

    Args:
        markdown: the post, without its front matter.
        meta: its front matter.

    Returns:
        The post with the tags exchanged; as it was if it has neither tags nor `author` and `date`.
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
        return _at_tags(markdown, tags, parts)
    if not any(parts.values()):
        return markdown
    byline = _byline([parts["author"], parts["date"]])
    return under_title(markdown, byline)


def under_title(markdown: str, line: str) -> str:
    """A page with a line under its title, below the byline if there is one.

    Args:
        markdown: the page, without its front matter.
        line: what to put there; on top, if the page does not begin with a title.
    """
    title = _title_of(markdown)
    if title is None or (title.group().startswith("#") and markdown[: title.start()].strip()):
        return f"{line}\n\n{markdown}"
    byline = _BYLINE.match(markdown, title.end())
    end = byline.end() if byline else title.end()
    return f"{markdown[:end]}\n\n{line}\n{markdown[end:]}"


def _tags(markdown: str) -> list[re.Match[str]]:
    """The tags of a byline that are no code."""
    found = [*_TAG.finditer(markdown)]
    code = code_regions(markdown) if found else []
    return [m for m in found if region_at(code, m.start()) is None]


def _title_of(markdown: str) -> re.Match[str] | None:
    """The first title that is no code; most pages begin with it, and need not be read further."""
    first = _TITLE.search(markdown)
    if first is None or not markdown[: first.start()].strip():
        return first
    code = code_regions(markdown)
    found = _TITLE.finditer(markdown, first.start())
    return next((m for m in found if region_at(code, m.start()) is None), None)


def _at_tags(markdown: str, tags: list[re.Match[str]], parts: Mapping[str, str]) -> str:
    """Exchange the tags; those with nothing but space between them make one byline."""
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
    told = " · ".join(part for part in parts if part)
    return f'<span class="osai-byline">{told}</span>' if told else ""
