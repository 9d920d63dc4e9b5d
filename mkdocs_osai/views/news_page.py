"""The page of what is new in an index, by month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from mkdocs_osai.history.changelog import Changelog
from mkdocs_osai.history.news import by_month
from mkdocs_osai.stats import Index
from mkdocs_osai.views.links import render
from mkdocs_osai.views.urls import CHANGES, PageUrls

MOST_LISTED = 200
"""The most models whose changes a section lists; more are counted."""


MOST_MOVED = 20
"""The most numbers of a page that are listed; more are counted."""


class MovedPage(NamedTuple):
    """What a page of a site would say otherwise since a month.

    Attributes:
        title: its title, as plain text.
        source: its source on the site.
        numbers: what moved: what it is about, and its values before and after.
        claims: the claims that turned: their words, and what became of them.
    """

    title: str
    source: str
    numbers: tuple[tuple[str, str, str], ...]
    claims: tuple[tuple[str, str], ...]


class MovedMonth(NamedTuple):
    """What moved on the pages of a site in a month.

    Attributes:
        moment: when the index last changed in it.
        pages: the pages on which something moved.
    """

    moment: dt.datetime
    pages: tuple[MovedPage, ...]


Moved = Mapping[str, MovedMonth]
"""Month such as `2026-03` → what moved in it; no entry if it is not known."""


def news_page(index: Index, log: Changelog, where: PageUrls, moved: Moved | None = None) -> str:
    """The page as HTML: news about models open, changes of entries and rules folded.

    Args:
        index: the index.
        log: its changes.
        where: the pages of its models.
        moved: what moved on the pages of the site; None if that is not compared.
    """
    links = {model.id: where.model(model) for model in index.models}
    return render(
        "news.html",
        about=index.about,
        last=max((entry.date for entry in log.entries), default=None),
        months=by_month(log),
        links=links,
        feed=CHANGES,
        most=MOST_LISTED,
        moved=moved,
        most_moved=MOST_MOVED,
    )
