"""Templates, which escape all data."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from mkdocs_osai.charts.theme import MARKS
from mkdocs_osai.sanitize import html_attribute, plain_line
from mkdocs_osai.stats.formatting import day_in_words, models_in_words, percent, rounded
from mkdocs_osai.views.urls import link


def render(template: str, **facts: object) -> str:
    """Render a template of this package, such as `model.html`; every text is escaped."""
    return _environment().get_template(template).render(facts)


def printable(value: object) -> object:
    r"""A value for a template: a text on one line, without control characters.

    Example:
        >>> printable("a\u202eb")
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
        finalize=printable,
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
    """A page that redirects to a relative address, without a script.

    Example:
        >>> '<a href="../b/">' in redirect_page("../b/")
        True
    """
    return render("redirect.html", address=address)
