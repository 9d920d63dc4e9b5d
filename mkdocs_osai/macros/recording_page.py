"""A page rendered once more from another index, to record what it would state then."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from mkdocs_osai.macros.page_context import PageContext
from mkdocs_osai.macros.statements.statements import Kind, LocatedStatement, Statement
from mkdocs_osai.stats import Index


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
