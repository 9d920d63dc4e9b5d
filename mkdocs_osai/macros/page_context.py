"""What macros ask of the page that they are called on."""

from __future__ import annotations

import re
import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from types import FrameType
from typing import Any

from mkdocs_osai.history import IndexVersions
from mkdocs_osai.history.over_history import line_over_history
from mkdocs_osai.index import Model
from mkdocs_osai.macros.evidence import Evidence
from mkdocs_osai.macros.figure import Figure
from mkdocs_osai.macros.statements import Kind, LocatedStatement, Statement
from mkdocs_osai.sanitize import escape_markdown
from mkdocs_osai.stats import Index
from mkdocs_osai.stats.results.history_series import HistorySeries
from mkdocs_osai.views.urls import SCHEME, PageUrls


class PageContext(ABC):
    """A page on which macros are called. The methods here publish and report nothing.

    Attributes:
        defaults: the selection of all calls on the page.
    """

    defaults: Mapping[str, object]

    @abstractmethod
    def index(self, as_of: object = None) -> Index:
        """The index of the page, or the index as of a day, a tag or a commit.

        Raises:
            OsaiError: there is none, or git cannot read it.
        """

    @abstractmethod
    def over_history(self, unit: str, as_of: object = None, **words: Any) -> HistorySeries:
        """A number of the index at the end of each period since its first day.

        Args:
            unit: `month`, `quarter` or `year`.
            as_of: the last day, tag or commit; for None, that of the page.
            **words: the other arguments of `history_series`.

        Raises:
            OsaiError: git cannot read the history, or an argument is wrong.
        """

    def figure(self, figure: Figure) -> str:
        """Draw a figure, publish its files, and return it as one line of Markdown."""
        return ""

    def reference(self, anchor: str) -> str:
        """A Markdown link to a numbered figure of the page."""
        return ""

    def address(self, model: Model) -> str | None:
        """The link target of a model, or None."""
        return None

    @property
    def urls(self) -> PageUrls:
        """The pages that are generated from the index of the site."""
        return PageUrls()

    def linked(self, model: Model) -> str:
        """The name of a model as a Markdown link, or as text if it has no address."""
        address = self.address(model)
        name = escape_markdown(model.name)
        return f"[{name}]({address})" if address else name

    def in_database(self, model: Model, link: str) -> str:
        """A link to models in the database; empty if the site has none.

        Args:
            model: the first of them.
            link: the link, as HTML.
        """
        return link if (self.address(model) or "").startswith(SCHEME) else ""

    def evidence(self, evidence: Evidence) -> str | None:
        """Publish the evidence for a number or a claim, and return the link target, or None.

        Where the link is made later, it returns the attribute `IN_PAGE` with its value.
        """
        return None

    def note(self, kind: Kind, state: Callable[[], Statement]) -> None:
        """Record a statement of the page; `state` creates it when it is needed."""
        return

    def complain(self, what: str, hint: str, instead: str | None = None) -> str:
        """Report a problem of the running call, and return what the page shows instead.

        Args:
            what: the problem.
            hint: how to fix it.
            instead: what readers see in place of the call; a dash by default.
        """
        return ""

    def advise(self, what: str, hint: str, *, of_past: bool = False) -> None:
        """Report an advice about the running call.

        Args:
            what: what could be better.
            hint: how to improve it.
            of_past: whether it also is about a page of a past day, whose numbers do not change.
        """
        return


class RecordingPage(PageContext):
    """A page rendered with another index, which only records its statements.

    Args:
        defaults: the selection of the page.
        versions: the index of the page on any day.
        index: the other index.
        place: returns the file and line of the running call.

    Attributes:
        statements: the statements of the page, in order.
        problems: the file, the line and the gist of each problem.
    """

    def __init__(
        self,
        defaults: Mapping[str, object],
        versions: IndexVersions,
        index: Index,
        place: Callable[[], tuple[str, int]],
    ) -> None:
        self.defaults = defaults
        self.place = place
        self.statements: list[LocatedStatement] = []
        self.problems: set[tuple[str, int, str]] = set()
        self._versions = versions
        self._index = index

    def index(self, as_of: object = None) -> Index:
        """The other index, or that of the call's own day."""
        return self._index if as_of is None else self._versions.at(as_of)

    def over_history(self, unit: str, as_of: object = None, **words: Any) -> HistorySeries:
        """A number over time, up to the other index or up to the call's own day."""
        when = as_of or self._index.about.commit
        return line_over_history(self._versions, unit, when, **words)

    def figure(self, figure: Figure) -> str:
        """Nothing; a figure that cannot be drawn is an error, as on the page itself."""
        _ = figure.prepared
        return ""

    def complain(self, what: str, hint: str, instead: str | None = None) -> str:
        """Record a problem."""
        self.problems.add((*self.place(), gist(what)))
        return instead or ""

    def note(self, kind: Kind, state: Callable[[], Statement]) -> None:
        """Record a statement."""
        self.statements.append(LocatedStatement(*self.place(), kind, state))


def gist(what: str) -> str:
    """What is wrong, without numbers: two states of an index can differ in them.

    Example:
        >>> gist("a pie shows 12 categories, not 1,204")
        'a pie shows # categories, not #'
    """
    return re.sub(r"[-\N{MINUS SIGN}]?\d+(?:[.,]\d+)*", "#", what)


def calling_line() -> tuple[str | None, int]:
    """The template file and the line from 1 of the running call.

    The file is None for the page itself; the result is (None, 1) if no template is running.
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
