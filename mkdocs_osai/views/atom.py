"""The changes of an index as a feed (Atom, RFC 4287)."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import groupby, islice
from typing import NamedTuple

from mkdocs_osai.history.changelog_entry import ChangelogEntry
from mkdocs_osai.history.news import month_in_words
from mkdocs_osai.i18n import gettext, listed, ngettext
from mkdocs_osai.index import IndexInfo
from mkdocs_osai.views.links import render
from mkdocs_osai.views.news_page import MOST_MOVED, Moved, MovedMonth
from mkdocs_osai.views.texts import of_models
from mkdocs_osai.views.urls import NEWS, PageUrls

MOST_ENTRIES = 50
MOST_CHANGES = 200
"""The most changes that an entry lists; more are counted."""

_LONG_AGO = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


class AtomEntry(NamedTuple):
    """A commit in the feed: its changes with the URLs of the models, and how many are left out."""

    id: str
    title: str
    moment: dt.datetime
    changes: Sequence[tuple[ChangelogEntry, str | None]]
    more: int


class MovedEntry(NamedTuple):
    """A month in the feed: what moved on the posts, with their addresses."""

    id: str
    month: str
    moved: MovedMonth
    addresses: Sequence[str]


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
        changes: the changes, newest first.
        where: the pages of its models.
        page: source of a page → its URL, if it is known.
        own: the URL of the feed, if it is known.
        home: the URL of the page of the feed, if it is known.
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


def with_moved(
    feed: bytes, about: IndexInfo, moved: Moved, absolute: Callable[[str], str]
) -> bytes:
    """The feed with an entry for each month in which posts of the site moved.

    Args:
        feed: the feed as XML.
        about: the index.
        moved: what moved, by month.
        absolute: source of a page → its address.
    """
    entries = [
        MovedEntry(
            _urn(f"{about.source}#posts-{month}"),
            month_in_words(month),
            one,
            [absolute(page.source) for page in one.pages],
        )
        for month, one in moved.items()
        if one.pages
    ]
    if not entries:
        return feed
    made = render("feed_posts.xml", entries=entries, most=MOST_MOVED, home=absolute(NEWS))
    before, end, after = feed.rpartition(b"</feed>")
    return before + made.encode() + end + after


def _urn(name: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, name).urn


def _title(changes: Sequence[ChangelogEntry]) -> str:
    """The changes of a commit in few words."""
    if len(changes) == 1:
        return changes[0].words
    counts = Counter(change.kind for change in changes)
    parts = []
    if added := counts["added"]:
        parts.append(ngettext("{count} model added", "{count} models added", added))
    if removed := counts["removed"]:
        parts.append(ngettext("{count} model removed", "{count} models removed", removed))
    if renamed := counts["renamed"]:
        parts.append(ngettext("{count} model renamed", "{count} models renamed", renamed))
    if revised := counts["revised"]:
        models = len({change.model for change in changes if change.kind == "revised"})
        parts.append(
            ngettext(
                "{count} class {of_models} revised",
                "{count} classes {of_models} revised",
                revised,
                of_models=of_models(models),
            )
        )
    if counts["criteria"]:
        parts.append(gettext("other criteria"))
    return listed(parts)
