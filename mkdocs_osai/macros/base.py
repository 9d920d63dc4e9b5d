"""What all macros have in common.

Every public method with the mark `macro` can be called in a page. No exception leaves one: the
macros plugin would replace the whole page with a traceback. A call that cannot be answered is noted
with its place, and prints a mark.
"""

from __future__ import annotations

import functools
import inspect
import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ParamSpec, Protocol, TypeVar, cast

from mkdocs_osai.index import About, Model
from mkdocs_osai.macros.evidence import Evidence
from mkdocs_osai.macros.missing import Missing
from mkdocs_osai.macros.request import Request
from mkdocs_osai.macros.statements import NOTHING, Kind, Statement
from mkdocs_osai.problems import OsaiError, UnknownName, shown
from mkdocs_osai.stats import Index
from mkdocs_osai.stats.selection import select

P = ParamSpec("P")
T = TypeVar("T")

log = logging.getLogger("mkdocs.plugins.osai")


class Page(Protocol):
    """What a macro needs to know of the page it stands on, and asks of it."""

    @property
    def defaults(self) -> Mapping[str, object]:
        """The selection that holds for every call of the page."""

    def index(self, as_of: object = None) -> Index:
        """The index the page speaks of, as it is or as of a day, a tag or a commit.

        Raises:
            OsaiError: there is none, or git cannot tell what it was.
        """

    def past(self, unit: str, as_of: object = None) -> Sequence[tuple[str, Index]]:
        """The index at the end of each span of time since its first day: span and state.

        Args:
            unit: `month`, `quarter` or `year`.
            as_of: the moment that stands at the end; that of the page, for None.

        Raises:
            OsaiError: git cannot tell what it was.
        """

    def figure(
        self,
        kind: str,
        asked: Request,
        about: About,
        texts: Mapping[str, str | None],
        anchor: str | None,
    ) -> str:
        """Draw numbers, publish the files, and return the figure as one line of Markdown."""

    def reference(self, anchor: str) -> str:
        """A link to a numbered figure of the page, wherever it stands, as Markdown."""

    def address(self, model: Model) -> str | None:
        """Where readers find a model: the target of a link, or None."""

    def evidence(self, evidence: Evidence, /) -> str | None:
        """Publish what a number or a claim rests on: the target of a link, or None."""

    def note(self, kind: Kind, state: Callable[[], Statement], /) -> None:
        """Hear that the page says something of the index; `state` tells what, if that is asked."""

    def complain(self, what: str, mend: str, instead: str | None = None) -> str:
        """Note what is wrong with the call that runs.

        Args:
            what: what is wrong.
            mend: what to do about it.
            instead: what readers see in the place of the call; a dash, if left out.

        Returns:
            What the page shows.
        """

    def advise(self, what: str, mend: str) -> None:
        """Note what could be better about the call that runs."""


def macro(method: Callable[P, T]) -> Callable[P, T | Missing]:
    """Make a method a macro: it notes what is wrong instead of raising."""

    @functools.wraps(method)
    def call(*args: P.args, **kwargs: P.kwargs) -> T | Missing:
        self = cast("Macros", args[0])
        try:
            return method(*args, **kwargs)
        except OsaiError as error:
            return self._missing(error.what, error.mend)
        except Exception as error:  # a page must never hold a traceback
            if isinstance(error, TypeError) and (wrong := _unfit(method, args, kwargs)):
                return self._missing(
                    f"osai.{method.__name__}: {wrong}", f"write osai.{usage(method)}"
                )
            log.debug("osai.%s failed", method.__name__, exc_info=True)
            return self._missing(
                f"osai.{method.__name__} failed: {type(error).__name__}: {shown(error)}",
                "this is a fault of mkdocs-osai; please report it",
            )

    call.is_macro = True  # type: ignore[attr-defined]
    return call


def _unfit(
    method: Callable[..., object], args: Sequence[object], kwargs: Mapping[str, object]
) -> str:
    """Why a method cannot be called with some arguments; empty if it can."""
    try:
        inspect.signature(method).bind(*args, **kwargs)
    except TypeError as error:
        return str(error)
    return ""


def usage(method: Callable[..., object]) -> str:
    """How a macro is called, in short, such as `pie(dimension, …)`."""
    parameters = [*inspect.signature(method).parameters.values()][1:]
    needed = [
        p.name for p in parameters if p.kind is p.POSITIONAL_OR_KEYWORD and p.default is p.empty
    ]
    return f"{method.__name__}({', '.join([*needed, '…'])})"


class Macros:
    """The ground that macros stand on.

    Args:
        page: gives the page that is being rendered.
    """

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
        error = UnknownName("macro", f"osai.{name}", [f"osai.{m}" for m in macro_names(type(self))])
        return self._missing(error.what, error.mend)

    def _missing(self, what: str, mend: str) -> Missing:
        self._page.note("nothing", lambda: NOTHING)
        return Missing(self._page.complain(what, mend))

    def _asked(self, selection: Mapping[str, object]) -> tuple[Index, dict[str, Any]]:
        """The index that a call is about, and its selection over that of its page."""
        index, words = self._meant(selection)
        select(index, words)  # a word that selects nothing could be an argument of what is called
        return index, words

    def _meant(self, selection: Mapping[str, object]) -> tuple[Index, dict[str, Any]]:
        """The same, before it is seen whether the words select anything."""
        words = {**self._page.defaults, **selection}
        return self._page.index(words.pop("as_of", None)), words


def macro_names(of: type) -> list[str]:
    """The names of all macros of a class, without the `osai.` in front."""
    return sorted(name for name in dir(of) if getattr(getattr(of, name), "is_macro", False))
