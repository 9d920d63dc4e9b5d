"""The templates of pages, which escape all data, and the links and dates in them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from mkdocs_osai import i18n
from mkdocs_osai.charts.theme import MARKS
from mkdocs_osai.index import Model
from mkdocs_osai.sanitize import html_attribute, plain_line, web_address
from mkdocs_osai.stats import Index
from mkdocs_osai.stats.formatting import (
    day_in_words,
    models_in_words,
    percent,
    rounded,
    shown,
    titled,
)
from mkdocs_osai.views import texts
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
    return tuple(Link(shown(c), where.category(name, c)) for c in categories)


def as_written(
    index: Index, model: Model, name: str, text: str | None, where: PageUrls
) -> tuple[Link, ...]:
    """A value as in the file of a model, with the page of its category."""
    if not text:
        return ()
    found = sorted_into(index, model, name, where)
    return (Link(shown(text), found[0].href if found else None),)


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
    if len(date) != len("2024-07"):
        return day_in_words(day)
    if i18n.language() != i18n.ENGLISH:
        return i18n.month(day)
    return day_in_words(day).partition(" ")[2]


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
    environment.globals.update(
        MARKS=MARKS,
        language=i18n.language,
        gettext=_gettext,
        ngettext=_ngettext,
        in_english=_in_english,
    )
    environment.filters.update(
        html_attribute=lambda text: Markup(html_attribute(text)),  # noqa: S704 - it is escaped
        breakable=breakable,
        day=_ours(day_in_words),
        english_day=_english_day,
        integer=_ours(i18n.integer),
        models=_ours(models_in_words),
        of_models=_ours(texts.of_models),
        clauses=_clauses,
        ours=escape,  # a text that has its no-break spaces already, such as a share
        about=_ours(texts.about),
        translated=_ours(i18n.gettext),
        titled=_ours(titled),
        shown=_ours(shown),
        types=texts.type_names,
        criterion=_ours(texts.criterion_name),
        counted_class=_ours(texts.counted_class),
        percent=percent,
        link=link,
        score=lambda score: "" if score is None else rounded(score, 2),
    )
    return environment


def _gettext(text: str, /, **values: object) -> Markup:
    """A text of a template as HTML; the values are escaped, the text itself is not."""
    return Markup(i18n.gettext(text, **_escaped(values)))  # noqa: S704 - see above


def _ngettext(one: str, many: str, count: int, /, **values: object) -> Markup:
    """A text for a number of things as HTML, as for `_gettext`."""
    return Markup(i18n.ngettext(one, many, count, **_escaped(values)))  # noqa: S704


def _escaped(values: dict[str, object]) -> dict[str, str]:
    return {name: str(escape(template_value(value))) for name, value in values.items()}


def _english_day(date: dt.date) -> str:
    """A day in a text that is in English on every page."""
    with i18n.using(i18n.ENGLISH):
        return day_in_words(date)


def _ours(text: Callable[..., str]) -> Callable[..., Markup]:
    """A filter whose text keeps its no-break spaces, which `template_value` makes plain ones."""

    def escaped(value: object, *others: object) -> Markup:
        return escape(text(template_value(value), *others))

    return escaped


def _clauses(parts: Iterable[str]) -> Markup:
    return Markup(i18n.clauses(map(escape, parts)))  # noqa: S704 - they are escaped


def _in_english() -> Markup:
    """The attribute of an element whose text is in English on a page in another language."""
    english = i18n.language() == i18n.ENGLISH
    return Markup("") if english else Markup(' lang="en"')


def redirect_page(address: str, language: str = i18n.ENGLISH) -> str:
    """A page that redirects to a relative address, without a script.

    Example:
        >>> '<a href="../b/">' in redirect_page("../b/")
        True
    """
    with i18n.using(language):
        return render("redirect.html", address=address)
