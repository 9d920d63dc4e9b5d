"""Numbers as they stand in a sentence."""

from __future__ import annotations

from mkdocs_osai.macros.text import inert
from mkdocs_osai.stats import Quantity


def printed(value: object) -> object:
    """What a template prints for a value: a number says what it rests on, anything else is itself.

    Example:
        >>> printed(Quantity("count", 6, 191, what="France"))
        '<data value="6" title="France&#58; 6 of 191 models">6</data>'
    """
    if getattr(value, "is_macro", False) and callable(value):
        value = value()  # << osai.date >> for << osai.date() >>
    if not isinstance(value, Quantity):
        return value
    number = int(value) if value.value.denominator == 1 else round(float(value), 6)
    return f'<data value="{number}" title="{inert(value.basis)}">{value}</data>'
