"""What moved on the posts of a site in each month, for the page of news and its feed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from mkdocs_osai.cache import Cache, JsonLines, code_version
from mkdocs_osai.history import IndexVersions
from mkdocs_osai.history.git import HistoryError
from mkdocs_osai.history.history import Revision
from mkdocs_osai.history.news import by_month
from mkdocs_osai.i18n import gettext_noop
from mkdocs_osai.macros.changes_since import changes, turned
from mkdocs_osai.macros.statements import LocatedStatement, paired
from mkdocs_osai.sanitize import strip_html
from mkdocs_osai.views.news_page import Moved, MovedMonth, MovedPage

if TYPE_CHECKING:
    from mkdocs_osai.plugin.page import PageRenderer

MOST_MONTHS = 12
"""The newest months with changes for which posts are compared."""

NO_LONGER, AGAIN = gettext_noop("no longer holds"), gettext_noop("holds again")

_Moves = tuple[list[tuple[str, str, str]], list[tuple[str, str]]]
"""The numbers that moved, and the claims that turned."""


class _Month(NamedTuple):
    """A month with its first and last state of the index."""

    month: str
    before: Revision
    after: Revision


class MovedPages:
    """Compares the posts of a site between the beginning and the end of each month.

    A post is compared if its numbers are those of the present index. What was found is kept for
    the same commits and the same text of the post.

    Args:
        versions: the index of the site.
        pages: returns the pages that are compared, in their order.
        cache: where it is kept.
        site: the path of the configuration of the site.
    """

    def __init__(
        self,
        versions: IndexVersions,
        pages: Callable[[], Iterable[PageRenderer]],
        cache: Cache,
        site: str,
    ) -> None:
        self._versions = versions
        self._pages = pages
        self._kept = JsonLines(cache, f"moved on the posts of {site}")
        self._found: Moved | None = None

    def by_month(self) -> Moved:
        """The pages on which something moved, by month; it is computed when it is first needed."""
        if self._found is None:
            found: dict[str, list[MovedPage]] = {}
            for page in self._pages():
                title = strip_html(page.page.title or page.page.file.name)
                for month, (numbers, claims) in self._of(page):
                    pages = found.setdefault(month, [])
                    if numbers or claims:
                        source = page.page.file.src_uri
                        pages.append(MovedPage(title, source, tuple(numbers), tuple(claims)))
            self._kept.save()
            moments = {one.month: one.after.moment for one in self._months}
            self._found = {m: MovedMonth(moments[m], (*pages,)) for m, pages in found.items()}
        return self._found

    def _of(self, page: PageRenderer) -> Iterator[tuple[str, _Moves]]:
        """What moved on a page in each month in which it can be rendered."""
        digest = _digest(page)
        states: dict[str, list[LocatedStatement] | None] = {}
        for one in self._months:
            key = f"{page.page.file.src_uri} {one.month}"
            depends = [digest, one.before.commit, one.after.commit]
            kept = self._kept.get(key)
            if not isinstance(kept, list) or kept[:-1] != depends:
                for revision in (one.before, one.after):
                    if revision.commit not in states:
                        index = self._versions.read(revision)
                        recorded = page.recorded_from(index, tell=False)
                        states[revision.commit] = recorded and recorded.statements
                before, after = states[one.before.commit], states[one.after.commit]
                moves = None if before is None or after is None else _moves(before, after)
                kept = [*depends, moves]
                self._kept.put(key, kept)
            if kept[-1] is not None:
                numbers, claims = kept[-1]
                yield one.month, ([(*n,) for n in numbers], [(*c,) for c in claims])

    @cached_property
    def _months(self) -> list[_Month]:
        """The newest months with changes, except the one in which the history begins."""
        try:
            revisions = self._versions.history.revisions()
        except HistoryError:
            return []
        found = []
        for one in by_month(self._versions.changelog)[:MOST_MONTHS]:
            before = [r for r in revisions if r.moment.date().isoformat()[:7] < one.month]
            within = [r for r in revisions if r.moment.date().isoformat()[:7] == one.month]
            if within and (before or len(within) > 1):
                found.append(_Month(one.month, (before or within)[-1 if before else 0], within[-1]))
        return found


def _moves(before: Sequence[LocatedStatement], after: Sequence[LocatedStatement]) -> _Moves:
    """The numbers and rows of figures that differ, and the claims that hold on one side only."""
    pairs = [*paired(before, after)]
    back = [(b, a) for a, b in pairs]
    numbers = [(c.label, c.before, c.after) for c in changes(pairs) if not c.claim]
    claims = [(one.label, NO_LONGER) for one in turned(pairs)]
    return numbers, [*claims, *((one.label, AGAIN) for one in turned(back))]


def _digest(page: PageRenderer) -> str:
    """A digest of the text of a page and of what it states, which its templates decide."""
    stated = [
        (s.path, s.line, s.kind, s.statement.label, s.statement.text) for s in page.statements
    ]
    depends = (code_version(), page.escaped.markdown, page.defaults, stated)
    return hashlib.sha256(repr(depends).encode("utf-8", "replace")).hexdigest()
