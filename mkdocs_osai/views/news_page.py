"""The page of what is new in an index, by month."""

from __future__ import annotations

from mkdocs_osai.history.changelog import Changelog
from mkdocs_osai.history.news import by_month
from mkdocs_osai.stats import Index
from mkdocs_osai.views.links import render
from mkdocs_osai.views.urls import CHANGES, PageUrls

MOST_LISTED = 200
"""The most models whose changes a section lists; more are counted."""


def news_page(index: Index, log: Changelog, where: PageUrls) -> str:
    """The page as HTML: news about models open, changes of entries and rules folded.

    Args:
        index: the index.
        log: its changes.
        where: the pages of its models.
    """
    links = {model.id: where.model(model) for model in index.models}
    return render(
        "news.html",
        about=index.about,
        months=by_month(log),
        links=links,
        feed=CHANGES,
        most=MOST_LISTED,
    )
