"""Facts → HTML, by templates in which nothing of the data is markup."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from mkdocs_osai.charts.theme import MARKS
from mkdocs_osai.sanitize import html_attribute, plain_line
from mkdocs_osai.stats.formatting import day_in_words, models_in_words, percent, rounded
from mkdocs_osai.views.urls import link


def render(template: str, **facts: object) -> str:
    """A template of this room, filled in.

    Args:
        template: its name, such as `model.html`.
        **facts: what it shows; every text is escaped.
    """
    return _environment().get_template(template).render(facts)


def shown(value: object) -> object:
    r"""A value as a template prints it: a text on one line, without signs that steer the reader.

    Example:
        >>> shown("a\u202eb")
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
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["MARKS"] = MARKS
    environment.filters.update(
        html_attribute=lambda text: Markup(html_attribute(text)),  # noqa: S704 - it is escaped
        day=day_in_words,
        models=models_in_words,
        percent=percent,
        link=link,
        score=lambda score: "" if score is None else rounded(score, 2),
    )
    return environment


def redirect_page(address: str) -> str:
    """A whole page that leads to an address, without a script.

    Args:
        address: where to, relative to the page.

    Example:
        >>> '<a href="../b/">' in redirect_page("../b/")
        True
    """
    return render("redirect.html", address=address)
