"""What a macro needs to know of the page it is on, and what it can ask of it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence

from mkdocs_osai.index import IndexInfo, Model
from mkdocs_osai.macros.statements.evidence import Evidence
from mkdocs_osai.macros.statements.statements import Kind, Statement
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
