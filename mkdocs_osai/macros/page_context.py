"""What macros ask of the page that they are called on."""

from __future__ import annotations

import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from types import FrameType

from mkdocs_osai.index import IndexInfo, Model
from mkdocs_osai.macros.statements import Evidence, Kind, LocatedStatement, Statement
from mkdocs_osai.stats import Index, Result


class PageContext(ABC):
    """A page on which macros are called; as it is here, it publishes and reports nothing.

    Attributes:
        defaults: the selection that holds for every call of the page.
    """

    defaults: Mapping[str, object]

    @abstractmethod
    def index(self, as_of: object = None) -> Index:
        """The index of the page, as it is or as of a day, a tag or a commit.

        Raises:
            OsaiError: there is none, or git cannot read that moment.
        """

    @abstractmethod
    def past(self, unit: str, as_of: object = None) -> Sequence[tuple[str, Index]]:
        """The index at the end of each span of time since its first day: span and state.

        Args:
            unit: `month`, `quarter` or `year`.
            as_of: the last moment; that of the page, for None.

        Raises:
            OsaiError: git cannot read the history.
        """

    def figure(
        self,
        kind: str,
        data: Result,
        about: IndexInfo,
        texts: Mapping[str, str | None],
        anchor: str | None,
    ) -> str:
        """Draw numbers, publish the files, and return the figure as one line of Markdown."""
        return ""

    def reference(self, anchor: str) -> str:
        """A link to a numbered figure of the page, wherever it is, as Markdown."""
        return ""

    def address(self, model: Model) -> str | None:
        """The address of a model for readers: the target of a link, or None."""
        return None

    def evidence(self, evidence: Evidence) -> str | None:
        """Publish the evidence for a number or a claim: the target of a link, or None."""
        return None

    def note(self, kind: Kind, state: Callable[[], Statement]) -> None:
        """Note that the page makes a statement; `state` returns it, if it is needed."""
        return

    def complain(self, what: str, hint: str, instead: str | None = None) -> str:
        """Report what is wrong with the call that runs.

        Args:
            what: what is wrong.
            hint: how to fix it.
            instead: what readers see in the place of the call; a dash, if left out.

        Returns:
            What the page shows.
        """
        return ""

    def advise(self, what: str, hint: str) -> None:
        """Report what could be better about the call that runs."""
        return


class RecordingPage(PageContext):
    """Takes the place of a page: nothing is drawn, published or reported, statements are recorded.

    Args:
        defaults: the selection of the page.
        index: returns the index of a moment; for None, the other index.
        past: returns the states of the index over time.
        place: returns the file and line of the call that runs.

    Attributes:
        said: what the page states, in its order.
    """

    def __init__(
        self,
        defaults: Mapping[str, object],
        index: Callable[[object], Index],
        past: Callable[[str, object], Sequence[tuple[str, Index]]],
        place: Callable[[], tuple[str, int]],
    ) -> None:
        self.defaults = defaults
        self.place = place
        self.said: list[LocatedStatement] = []
        self._index = index
        self._past = past

    def index(self, as_of: object = None) -> Index:
        """The other index; of a call with a day of its own, that of the day."""
        return self._index(as_of)

    def past(self, unit: str, as_of: object = None) -> Sequence[tuple[str, Index]]:
        """The states of the index up to the other one; of a call with a day, up to that."""
        return self._past(unit, as_of)

    def note(self, kind: Kind, state: Callable[[], Statement]) -> None:
        """Record what the page states."""
        self.said.append(LocatedStatement(*self.place(), kind, state))


def calling_line() -> tuple[str | None, int]:
    """The template and line of the call that is running.

    Returns:
        The file of the template, None for the page itself, and the line in it from 1; (None, 1) if
        no template is running.
    """
    frame: FrameType | None = sys._getframe(1)  # noqa: SLF001 - the only way to the caller
    while frame is not None:
        template = frame.f_globals.get("__jinja_template__")
        if template is not None:
            name = template.filename
            line = template.get_corresponding_lineno(frame.f_lineno)
            return (None if name in (None, "<template>") else str(name)), int(line)
        frame = frame.f_back
    return None, 1
