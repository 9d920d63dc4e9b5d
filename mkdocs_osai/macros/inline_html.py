"""Numbers and claims in a sentence, as HTML."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from types import MethodType
from typing import TYPE_CHECKING

from mkdocs_osai.i18n import ENGLISH, language
from mkdocs_osai.macros.evidence import IN_PAGE, Evidence, in_words
from mkdocs_osai.macros.page_number import PageNumber
from mkdocs_osai.macros.statements import of_claim, of_number
from mkdocs_osai.sanitize import LinkedText, escape_markdown, strip_html
from mkdocs_osai.stats import Quantity

if TYPE_CHECKING:
    from mkdocs_osai.claims import ClaimResult
    from mkdocs_osai.macros.page_context import PageContext


def printing(page: Callable[[], PageContext]) -> Callable[[object], object]:
    """The `finalize` function of a template environment, which gets each value to print.

    Args:
        page: returns the page that is being rendered.
    """

    def finalize(value: object) -> object:
        if isinstance(value, MethodType) and getattr(value, "is_macro", False):
            value = value()  # << osai.date >> for << osai.date() >>
        if isinstance(value, Fraction):
            value = float(value)  # << osai.n().value >>
        return printed(value, page()) if isinstance(value, Quantity) else value

    return finalize


def printed(quantity: Quantity, page: PageContext) -> str:
    """A number in a page, with its basis and a link to its evidence."""
    quantity = quantity.plain if isinstance(quantity, PageNumber) else quantity
    page.note("number", lambda: of_number(quantity))
    evidence = Evidence.of_number(quantity)
    return _data(str(quantity), quantity, quantity.basis, page.evidence(evidence))


def claimed(judgement: ClaimResult, text: str, page: PageContext) -> str:
    """A claim in a page, as a text in Markdown, with its numbers and a link to its evidence."""
    page.note("claim", lambda: of_claim(judgement))
    numbers = tuple(v for v in judgement.values if isinstance(v, Quantity))
    if not numbers:
        return text
    link = page.evidence(Evidence.of_claim(judgement, numbers))
    shown = [number.in_this_language() for number in numbers]
    basis = judgement.text if language() == ENGLISH else in_words(shown)
    return LinkedText(_data(text, shown[0], basis, link, "osai-claim"), strip_html(text))


def _data(text: str, number: Quantity, basis: str, link: str | None, cls: str = "") -> str:
    """The `<data>` element, which the plugin replaces by a link where a link is possible.

    Without evidence, as on Zensical, its title has the numbers of the basis only, because Material
    parses titles as HTML.
    """
    attributes = f' class="{cls}"' if cls else ""
    if cls and language() != ENGLISH:
        attributes += f' lang="{ENGLISH}"'
    attributes += f' value="{exact(number)}"'
    if link and link.startswith(IN_PAGE):
        title = f' title="{number.coverage}"' if number.coverage else ""
        attributes += f'{title} data-osai-basis="{escape_markdown(basis)}" {link}'
    elif link:
        attributes += (
            f' data-osai-basis="{escape_markdown(basis)}" data-evidence="{escape_markdown(link)}"'
        )
    elif number.coverage:
        attributes += f' title="{number.coverage}"'
    return f"<data{attributes}>{text}</data>"


def exact(number: Quantity) -> str:
    """The number for programs; two numbers with `..` between them if it is known within bounds."""
    bounds = number.bounds
    ends = (number.value,) if bounds is None or bounds.exact else (bounds.low, bounds.high)
    return "..".join("" if end is None else _plain(end) for end in ends)


def _plain(number: Fraction) -> str:
    return str(int(number) if number.denominator == 1 else round(float(number), 6))
