"""A page made once more from another index, to hear what it would say there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from mkdocs_osai.index import IndexInfo, Model
from mkdocs_osai.macros.statements.evidence import Evidence
from mkdocs_osai.macros.statements.statements import Kind, LocatedStatement, Statement
from mkdocs_osai.stats import Index, Result


class RecordingPage:
    """Stands in for the page: nothing is drawn, published or complained of, all is heard.

    Args:
        defaults: the selection of the page.
        index: gives the index of a moment; for None the one it is all about.
        past: gives the states of the index over time.
        place: gives the file and line of the call that runs.

    Attributes:
        said: what the page says, in its order.
    """

    def __init__(
        self,
        defaults: Mapping[str, object],
        index: Callable[[object], Index],
        past: Callable[[str, object], Sequence[tuple[str, Index]]],
        place: Callable[[], tuple[str, int]],
    ) -> None:
        self.defaults = defaults
        self.index_of = index
        self.past_of = past
        self.place = place
        self.said: list[LocatedStatement] = []

    def index(self, as_of: object = None) -> Index:
        """The other index; of a call with a day of its own, that of the day."""
        return self.index_of(as_of)

    def past(self, unit: str, as_of: object = None) -> Sequence[tuple[str, Index]]:
        """The states of the index up to the other one; of a call with a day, up to that."""
        return self.past_of(unit, as_of)

    def figure(
        self,
        kind: str,
        data: Result,
        about: IndexInfo,
        texts: Mapping[str, str | None],
        anchor: str | None,
    ) -> str:
        """Nothing."""
        return ""

    def reference(self, anchor: str) -> str:
        """Nothing."""
        return ""

    def address(self, model: Model) -> str | None:
        """Nowhere."""
        return None

    def evidence(self, evidence: Evidence) -> str | None:
        """Nowhere."""
        return None

    def note(self, kind: Kind, state: Callable[[], Statement]) -> None:
        """Hear what the page says."""
        self.said.append(LocatedStatement(*self.place(), kind, state))

    def complain(self, what: str, mend: str, instead: str | None = None) -> str:
        """Let it pass: what the other index lacks is no fault of the page."""
        return ""

    def advise(self, what: str, mend: str) -> None:
        """Let it pass."""
