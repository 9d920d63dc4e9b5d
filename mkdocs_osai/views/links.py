"""The templates of pages, which escape all data, and the links and dates in them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from mkdocs_osai.charts.theme import MARKS
from mkdocs_osai.index import Model
from mkdocs_osai.sanitize import html_attribute, plain_line, web_address
from mkdocs_osai.stats import Index
from mkdocs_osai.stats.formatting import day_in_words, models_in_words, percent, rounded
from mkdocs_osai.views.urls import PageUrls, link

LENGTH = 48
"""The longest address that is not shortened."""


class Link(NamedTuple):
    """A text with a link, or without one if `href` is None."""

    text: str
    href: str | None = None


def sorted_into(index: Index, model: Model, name: str, where: PageUrls) -> tuple[Link, ...]:
    """The categories of a model in a dimension, each with its page."""
    categories = index.registry[name].categories_of(model)
    return tuple(Link(c, where.category(name, c)) for c in categories)


def as_written(
    index: Index, model: Model, name: str, text: str | None, where: PageUrls
) -> tuple[Link, ...]:
    """A value as in the file of a model, with the page of its category."""
    if not text:
        return ()
    found = sorted_into(index, model, name, where)
    return (Link(text, found[0].href if found else None),)


def web_links(urls: Iterable[str]) -> tuple[Link, ...]:
    """Addresses with a short text each; those that are not web addresses are only text.

    Example:
        >>> [one.text for one in web_links(["https://me@www.a.org/x/", "ftp://b.org"])]
        ['a.org/x', 'ftp://b.org']
    """
    return tuple(Link(_brief(url), web_address(url)) for url in dict.fromkeys(urls))


def date_in_words(date: str) -> str:
    """A year, month or day in words.

    Example:
        >>> date_in_words("2024"), date_in_words("2024-07"), date_in_words("2024-07-01")
        ('2024', 'July 2024', '1 July 2024')
    """
    try:
        day = dt.date.fromisoformat(f"{date}-01" if len(date) == len("2024-07") else date)
    except ValueError:
        return date
    words = day_in_words(day)
    return words.partition(" ")[2] if len(date) == len("2024-07") else words


def _brief(url: str) -> str:
    """An address, shortened to its host and a part of the path."""
    if web_address(url) is None:
        return url
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2].removeprefix("www.")
    query = f"?{parts.query}" if parts.query else ""
    anchor = f"#{parts.fragment}" if parts.fragment else ""
    rest = unquote(parts.path).rstrip("/") + query + anchor
    if len(host + rest) <= LENGTH:
        return host + rest
    *first, last = rest.split("/")[1:] or [rest]
    room = max(LENGTH - len(host), 16)
    brief = host
    for part in first:
        if len(f"{brief}/{part}/…/{last}") > LENGTH:
            break
        brief += f"/{part}"
    return f"{brief}/…/{last if len(last) <= room else '…' + last[-room:]}"


def breakable(text: str) -> Markup:
    """An address as HTML, whose lines break between its parts and not inside a word.

    Example:
        >>> str(breakable("a.org/x_1.5"))
        'a<wbr>.org<wbr>/x<wbr>_1.5'
    """
    parts = _PARTS.split(plain_line(text))
    return Markup("<wbr>").join(parts)


_PARTS = re.compile(r"(?<=\w)(?=[/_?&=#%])|(?<=[a-z])(?=\.[a-z])", re.IGNORECASE)


def render(template: str, **facts: object) -> str:
    """Render a template of this package, such as `model.html`; every text is escaped."""
    return _environment().get_template(template).render(facts)


def template_value(value: object) -> object:
    r"""A value for a template: a text on one line, without control characters.

    Example:
        >>> template_value("a\u202eb")
        'ab'
    """
    if value is None:
        return ""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return plain_line(value)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("mkdocs_osai.views"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=template_value,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["MARKS"] = MARKS
    environment.filters.update(
        html_attribute=lambda text: Markup(html_attribute(text)),  # noqa: S704 - it is escaped
        breakable=breakable,
        day=day_in_words,
        models=models_in_words,
        percent=percent,
        link=link,
        score=lambda score: "" if score is None else rounded(score, 2),
    )
    return environment


def redirect_page(address: str) -> str:
    """A page that redirects to a relative address, without a script.

    Example:
        >>> '<a href="../b/">' in redirect_page("../b/")
        True
    """
    return render("redirect.html", address=address)
