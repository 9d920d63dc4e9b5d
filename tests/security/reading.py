"""The elements, links and text of published pages, parsed like a browser does."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

LINKS = frozenset(
    ("href", "src", "action", "formaction", "srcset", "data", "poster", "background", "cite")
)

Shape = tuple[str, tuple[str, ...]]
"""The name of an element and those of its attributes."""


@dataclass
class Page(HTMLParser):
    """One page.

    Attributes:
        shapes: its elements, in their order.
        attributes: those of all elements, with their values.
        links: what its elements lead to.
        words: its text, in pieces; those of scripts and styles apart.
    """

    shapes: list[Shape] = field(default_factory=list)
    attributes: list[tuple[str, str]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    _within: str = ""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.shapes.append((tag, tuple(sorted(name for name, _ in attrs))))
        self.attributes += [(name, value or "") for name, value in attrs]
        self.links += [value or "" for name, value in attrs if name in LINKS]
        self._within = tag

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - HTMLParser's name
        self._within = ""

    def handle_comment(self, data: str) -> None:  # noqa: ARG002 - HTMLParser's name
        self.shapes.append(("!--", ()))

    def handle_decl(self, decl: str) -> None:
        self.shapes.append((f"!{decl}", ()))

    def unknown_decl(self, data: str) -> None:  # noqa: ARG002 - HTMLParser's name
        self.shapes.append(("![", ()))

    def handle_pi(self, data: str) -> None:  # noqa: ARG002 - HTMLParser's name
        self.shapes.append(("?", ()))

    def handle_data(self, data: str) -> None:
        (self.scripts if self._within in ("script", "style") else self.words).append(data)


def of_html(text: str) -> Page:
    page = Page()
    page.feed(text)
    page.close()
    return page


@cache
def pages(site: Path) -> dict[str, Page]:
    """The pages of a site, by their paths."""
    found = sorted(path for path in site.rglob("*.html") if path.is_file())
    return {p.relative_to(site).as_posix(): of_html(p.read_text("utf-8")) for p in found}


def scheme(link: str) -> str:
    """The scheme of a link as browsers read it; empty for one within the site."""
    bare = re.sub(r"[\t\n\r]", "", link).strip("".join(map(chr, range(33))))
    found = re.match(r"([a-zA-Z][a-zA-Z0-9+.-]*):", bare)
    if found:
        return found[1].lower()
    return "//" if re.match(r"[/\\]{2}", bare) else ""
