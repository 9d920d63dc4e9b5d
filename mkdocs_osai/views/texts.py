"""What pages call things, in the language of the site: classes, criteria, categories, dimensions.

In the data, and in addresses, they keep their English names. A name that is not known here, such as
that of a site's own dimension, is shown as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Self

from markupsafe import Markup

from mkdocs_osai.i18n import (
    ENGLISH,
    gettext,
    gettext_noop,
    language,
    listed,
    ngettext,
    pgettext_noop,
)
from mkdocs_osai.index import Criterion
from mkdocs_osai.stats import Index
from mkdocs_osai.stats.formatting import continued, shown

_CLASSES = (
    pgettext_noop("category", "open"),
    pgettext_noop("category", "partial"),
    pgettext_noop("category", "closed"),
    pgettext_noop("category", "not told"),
    pgettext_noop("category", "does not apply"),
)

_CRITERIA = (
    gettext_noop("Base Model Data"),
    gettext_noop("End User Model Data"),
    gettext_noop("Base Model Weights"),
    gettext_noop("End User Model Weights"),
    gettext_noop("Training Code"),
    gettext_noop("Code Documentation"),
    gettext_noop("Hardware Architecture"),
    gettext_noop("Preprint"),
    gettext_noop("Paper"),
    gettext_noop("Modelcard"),
    gettext_noop("Datasheet"),
    gettext_noop("Package"),
    gettext_noop("API"),
    gettext_noop("API and Meta Prompts"),
    gettext_noop("Licenses"),
    gettext_noop("Availability"),
    gettext_noop("Documentation"),
    gettext_noop("Access"),
)
"""The criteria of the public index, with those of its former states."""

_CATEGORIES = (
    *(
        pgettext_noop("category", "text"),
        pgettext_noop("category", "image"),
        pgettext_noop("category", "code"),
        pgettext_noop("category", "video"),
        pgettext_noop("category", "audio"),
        pgettext_noop("category", "full"),
        pgettext_noop("category", "latest"),
        pgettext_noop("category", "limited"),
        pgettext_noop("category", "Undisclosed"),
        pgettext_noop("category", "Unknown"),
        pgettext_noop("category", "Other"),
        pgettext_noop("category", "International"),
    ),
    *(
        pgettext_noop("category", "Europe"),
        pgettext_noop("category", "European Union"),
        pgettext_noop("category", "Outside the European Union"),
        pgettext_noop("category", "Academic"),
        pgettext_noop("category", "Non-academic"),
        pgettext_noop("category", "Academic (University)"),
        pgettext_noop("category", "Academic (Research institution)"),
        pgettext_noop("category", "Academic (Research community)"),
        pgettext_noop("category", "Academic (Individual)"),
        pgettext_noop("category", "Non-academic (Company)"),
        pgettext_noop("category", "Non-academic (Research institution)"),
        pgettext_noop("category", "Non-academic (Research community)"),
        pgettext_noop("category", "Non-academic (Research lab)"),
        pgettext_noop("category", "Non-academic (Individual)"),
        pgettext_noop("category", "Non-academic (American Big Tech)"),
        pgettext_noop("category", "Non-academic (Chinese Big Tech)"),
        pgettext_noop("category", "Non-academic (European Big Tech)"),
        pgettext_noop("category", "Non-academic (Big Tech)"),
        pgettext_noop("category", "Non-academic (Chinese AI Tiger)"),
    ),
)


_OF_THRESHOLD = re.compile(r"Whether it is at or above (?P<figure>\S+) FLOP: (?P<name>[^.]+)\. ?")
"""The beginning of what a dimension of another threshold means (`stats.dimensions.registry`)."""


def about(text: str) -> str:
    """What a dimension or a definition means.

    Example:
        >>> about("The year a model came out.")
        'The year a model came out.'
    """
    found = _OF_THRESHOLD.match(text)
    if found is None:
        return gettext(text)
    name = found["name"]
    what = gettext(
        "Whether it is at or above {figure} FLOP: {threshold}.",
        figure=found["figure"],
        threshold=gettext(name),
    )
    return f"{what} {gettext(text[found.end() :])}".strip()


def counted_class(cls: str, count: int) -> str:
    """A number of criteria or models with a class.

    Example:
        >>> counted_class("closed", 2)
        '2 closed'
    """
    if cls == "open":
        return ngettext("{count} open", "{count} open", count)
    if cls == "partial":
        return ngettext("{count} partial", "{count} partial", count)
    if cls == "closed":
        return ngettext("{count} closed", "{count} closed", count)
    return ngettext("{count} not told", "{count} not told", count)


def criterion_name(criterion: Criterion | str) -> str:
    """The name of a criterion.

    Example:
        >>> criterion_name(Criterion("code", "Code Documentation", "Documentation"))
        'Code Documentation'
    """
    return gettext(criterion if isinstance(criterion, str) else criterion.name)


class Asked(str):
    """What a criterion asks; `lang` is the attribute of an element with it, if one is needed."""

    __slots__ = ("lang",)
    lang: Markup

    def __new__(cls, text: str, lang: str = "") -> Self:
        """A text, in the language of the page or in another one."""
        asked = super().__new__(cls, text)
        asked.lang = Markup(f' lang="{lang}"' if lang else "")  # noqa: S704 - no data
        return asked


def asked_of(index: Index, criteria: Iterable[Criterion], tag: str) -> dict[str, Asked]:
    """What criteria ask, in a language, or in English where the files of the index say no more.

    Example:
        >>> from mkdocs_osai import load
        >>> index = load("models")
        >>> asked_of(index, index.criteria, "de")["paper"].lang
        Markup(' lang="en"')
    """
    found = {}
    for one in criteria:
        text, english = (index.description(one.ref, of) for of in (tag, ENGLISH))
        other = language() != ENGLISH and text == english
        found[one.ref] = Asked(text, ENGLISH if other and text else "")
    return found


def models_by(dimension: str) -> str:
    """The title of the page that lists the categories of a dimension, by its label.

    Example:
        >>> models_by("National origin")
        'Models by national origin'
    """
    return gettext("Models by {dimension}", dimension=continued(dimension))


def type_names(types: Iterable[str]) -> list[str]:
    """The types of a model."""
    return [shown(one) for one in types]


def types_in_words(types: Iterable[str]) -> str:
    """The types of a model in a sentence.

    Example:
        >>> types_in_words(["text", "code"])
        'text and code'
    """
    return listed(type_names(types))


def of_models(count: int) -> str:
    """A number of models as a part of a sentence, such as "of 12 models".

    Example:
        >>> of_models(1204)
        'of 1,204 models'
    """
    return ngettext("of {count} model", "of {count} models", count)
