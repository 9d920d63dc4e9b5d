"""The `osai` object: what authors type.

Every public method is a macro. No exception leaves one: the macros plugin would replace the whole
page with a traceback. A call that cannot be answered is noted with its place, and prints a mark.
"""

from __future__ import annotations

import functools
import inspect
import logging
from collections.abc import Callable, Mapping
from typing import Any, ParamSpec, Protocol, TypeVar, cast

from mkdocs_osai.plugin.report import Missing
from mkdocs_osai.problems import AuthorError, OsaiError, UnknownName, shown
from mkdocs_osai.stats import Index, Quantity, Shown

P = ParamSpec("P")
T = TypeVar("T")

log = logging.getLogger("mkdocs.plugins.osai")


class Page(Protocol):
    """What a macro needs to know of the page it stands on."""

    @property
    def index(self) -> Index:
        """The index the page speaks of; raises `IndexNotFound` if there is none."""

    @property
    def defaults(self) -> Mapping[str, object]:
        """The selection that holds for every call of the page."""

    def figure(self, kind: str, data: Shown, texts: Mapping[str, str | None]) -> str:
        """Draw numbers, publish the files, and return the figure as one line of Markdown."""

    def complain(self, what: str, mend: str) -> str:
        """Note what is wrong with the call that runs; returns what the page shows instead."""


def macro(
    method: Callable[P, T],
) -> Callable[P, T | Missing]:
    """Make a method a macro: it notes what is wrong instead of raising."""
    signature = inspect.signature(method)

    @functools.wraps(method)
    def call(*args: P.args, **kwargs: P.kwargs) -> T | Missing:
        self = cast("Osai", args[0])
        try:
            try:
                signature.bind(*args, **kwargs)
            except TypeError as error:
                raise AuthorError(
                    f"osai.{method.__name__}: {error}", f"write osai.{_usage(method)}"
                ) from None
            return method(*args, **kwargs)
        except OsaiError as error:
            return self._missing(error.what, error.mend)
        except Exception as error:  # a page must never hold a traceback
            log.debug("osai.%s failed", method.__name__, exc_info=True)
            return self._missing(
                f"osai.{method.__name__} failed: {type(error).__name__}: {shown(error)}",
                "this is a fault of mkdocs-osai; please report it",
            )

    call.is_macro = True  # type: ignore[attr-defined]
    return call


def _usage(method: Callable[..., object]) -> str:
    """How a macro is called, in short, such as `pie(dimension, …)`."""
    parameters = [*inspect.signature(method).parameters.values()][1:]
    needed = [
        p.name for p in parameters if p.kind is p.POSITIONAL_OR_KEYWORD and p.default is p.empty
    ]
    return f"{method.__name__}({', '.join([*needed, '…'])})"


class Osai:
    """Statistics and figures of the index, for the pages of a site."""

    def __init__(self, page: Callable[[], Page]) -> None:
        self._current = page

    @property
    def _page(self) -> Page:
        return self._current()

    def __str__(self) -> str:
        return "osai"

    def __getattr__(self, name: str) -> Missing:
        if name.startswith("_"):
            raise AttributeError(name)
        error = UnknownName("macro", f"osai.{name}", [f"osai.{m}" for m in macro_names()])
        return self._missing(error.what, error.mend)

    def _missing(self, what: str, mend: str) -> Missing:
        return Missing(self._page.complain(what, mend))

    def _words(self, selection: Mapping[str, object]) -> dict[str, Any]:
        return {**self._page.defaults, **selection}

    @macro
    def pie(
        self,
        dimension: str,
        *,
        top: int | None = None,
        title: str | None = None,
        caption: str | None = None,
        alt: str | None = None,
        **selection: object,
    ) -> str:
        """A pie chart of a dimension: at most six slices, the largest first, from 12 o'clock.

        Args:
            dimension: its name, such as `national_origins`.
            top: keep this many categories and join the others to `Other`.
            title: what stands above the caption; the dimension's label if left out.
            caption: a sentence for the caption, as plain text.
            alt: the text for readers who do not see the image; made from the numbers if left out.
            **selection: which models, such as `latest=True` or `origin='France'`.

        Example:
            << osai.pie('national_origins', latest=True) >>
        """
        return self._figure("pie", dimension, top, selection, title=title, caption=caption, alt=alt)

    @macro
    def bar(
        self,
        dimension: str,
        *,
        top: int | None = None,
        title: str | None = None,
        caption: str | None = None,
        alt: str | None = None,
        **selection: object,
    ) -> str:
        """A bar chart of a dimension; columns where the dimension is one of time.

        Args:
            dimension: its name, such as `licenses`.
            top: keep this many categories and join the others to `Other`.
            title: what stands above the caption; the dimension's label if left out.
            caption: a sentence for the caption, as plain text.
            alt: the text for readers who do not see the image; made from the numbers if left out.
            **selection: which models, such as `latest=True` or `origin='France'`.

        Example:
            << osai.bar('licenses', top=8) >>
        """
        return self._figure("bar", dimension, top, selection, title=title, caption=caption, alt=alt)

    @macro
    def n(self, dimension: str | None = None, **selection: object) -> Quantity:
        """How many models there are; with a dimension, how many of them it can sort.

        Args:
            dimension: count only models that are in a category of it.
            **selection: which models, such as `latest=True`.

        Example:
            << osai.n(latest=True) >>
        """
        return self._page.index.n(dimension, **self._words(selection))

    @macro
    def count(self, dimension: str, *categories: str, **selection: object) -> Quantity:
        """How many models are in a category, or in any of several.

        Args:
            dimension: its name, such as `academic`.
            *categories: one or more of its categories.
            **selection: which models, such as `latest=True`.

        Example:
            << osai.count('academic', 'Academic') >>
        """
        return self._page.index.count(dimension, *categories, **self._words(selection))

    @macro
    def share(self, dimension: str, *categories: str, **selection: object) -> Quantity:
        """The share of models in a category, or in any of several, of those that can be sorted.

        Args:
            dimension: its name, such as `big_tech`.
            *categories: one or more of its categories.
            **selection: which models, such as `latest=True`.

        Example:
            << osai.share('big_tech', 'American Big Tech', 'Chinese Big Tech') >>
        """
        return self._page.index.share(dimension, *categories, **self._words(selection))

    def _figure(
        self,
        kind: str,
        dimension: str,
        top: int | None,
        selection: Mapping[str, object],
        **texts: str | None,
    ) -> str:
        tally = self._page.index.tally(dimension, top=top, **self._words(selection))
        for name, text in texts.items():
            if text is not None and not isinstance(text, str):
                raise AuthorError(f"{name} is {shown(text)}, which is no text", "put it in quotes")
        return self._page.figure(kind, tally, texts)


def macro_names() -> list[str]:
    """The names of all macros, without the `osai.` in front.

    Example:
        >>> "pie" in macro_names()
        True
    """
    return [name for name, value in vars(Osai).items() if getattr(value, "is_macro", False)]
