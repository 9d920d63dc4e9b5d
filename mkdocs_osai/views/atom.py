"""What changed in an index, as a feed (Atom, RFC 4287)."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby, islice

from mkdocs_osai.history.changelog import ChangelogEntry
from mkdocs_osai.index import IndexInfo
from mkdocs_osai.stats.formatting import enumerated, models_in_words
from mkdocs_osai.views.rendering import render
from mkdocs_osai.views.urls import PageUrls

MOST_ENTRIES = 50
MOST_CHANGES = 200
"""Changes that an entry lists; it says how many more there are."""

_LONG_AGO = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True)
class AtomEntry:
    """One commit in the feed.

    Attributes:
        id: the same for as long as the commit is.
        title: what changed, in few words.
        moment: when it was committed, UTC.
        changes: each with the address of the model's page, if it has one.
        more: how many changes are not listed.
    """

    id: str
    title: str
    moment: dt.datetime
    changes: Sequence[tuple[ChangelogEntry, str | None]]
    more: int


def atom_feed(  # noqa: PLR0913 - what a feed says of itself
    about: IndexInfo,
    changes: Sequence[ChangelogEntry],
    where: PageUrls,
    page: Callable[[str], str | None],
    *,
    own: str | None,
    home: str | None,
) -> str:
    """The feed as XML: an entry for each of the newest commits that changed the index.

    Args:
        about: the index.
        changes: what changed, newest first.
        where: the pages of its models.
        page: the address of a page by its source, if it is known.
        own: the address of the feed, if it is known.
        home: the address of the page that it belongs to, if it is known.
    """

    def link(model: str | None) -> str | None:
        source = where.models.get(model or "")
        return None if source is None else page(source)

    entries = []
    for commit, of_commit in islice(groupby(changes, lambda c: c.commit), MOST_ENTRIES):
        found = [*of_commit]
        listed = [(change, link(change.model)) for change in found[:MOST_CHANGES]]
        name = _urn(f"{about.source}#{commit}")
        entries.append(
            AtomEntry(name, _title(found), found[0].moment, listed, len(found) - len(listed))
        )
    if entries:
        updated = max(entry.moment for entry in entries)
    elif about.date:
        updated = dt.datetime.combine(about.date, dt.time.min, dt.UTC)
    else:
        updated = _LONG_AGO
    return render(
        "feed.xml",
        about=about,
        id=own or _urn(f"{about.source}#changes"),
        own=own,
        home=home,
        updated=updated,
        entries=entries,
    )


def _urn(name: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, name).urn


def _title(changes: Sequence[ChangelogEntry]) -> str:
    """What a commit changed, in few words."""
    if len(changes) == 1:
        return changes[0].words
    counts = Counter(change.kind for change in changes)
    told = [
        f"{models_in_words(counts[kind])} {kind}"
        for kind in ("added", "removed", "renamed")
        if counts[kind]
    ]
    if revised := counts["revised"]:
        models = len({change.model for change in changes if change.kind == "revised"})
        classes = "1 class" if revised == 1 else f"{revised:,} classes"
        told.append(f"{classes} of {models_in_words(models)} revised")
    if counts["criteria"]:
        told.append("other criteria")
    return enumerated(told)
