"""`osai news`: what is new in an index, as Markdown to start a post from."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import click

from mkdocs_osai.cli.options import FOLDER
from mkdocs_osai.cli.output import report
from mkdocs_osai.history import IndexVersions
from mkdocs_osai.history.news import Month, NewsSection, by_month
from mkdocs_osai.problems import AuthorError, OsaiError, quote
from mkdocs_osai.sanitize import markdown_snippet, terminal_line
from mkdocs_osai.stats import Index, day_in_words, models_in_words

MOST_LISTED = 40
"""The most changes of entries and rules that a section lists; news are all listed."""

_SINCE = re.compile(r"\d{4}-\d\d(-\d\d)?")


@click.command()
@click.option(
    "--since",
    required=True,
    metavar="MONTH",
    help="The first month or day, such as 2026-03 or 2026-03-19.",
)
@FOLDER
def news(since: str, folder: Path) -> None:
    """Print what is new in the index since a month, as Markdown to start a post from.

    Models in and out, new versions, and classes with the reasons for their changes. Its numbers are
    claims, which each build checks; `as_of` keeps them at the newest commit, unless files of the
    folder are not committed.

    Example: osai news --since 2026-03 > docs/blog/posts/new.md
    """
    first = _day(since)
    versions = IndexVersions(folder)
    report(versions.present.problems)
    last = versions.history.revisions()[-1]  # and git says what it cannot read
    months = by_month(versions.changelog, since)
    if versions.commit is not None:  # the post keeps the numbers of its day
        click.echo(f"---\nosai:\n  as_of: {last.moment.date()}\n---\n")
    for line in _markdown(versions, first, months):
        click.echo(terminal_line(line))


def _day(since: str) -> dt.date:
    day = since if len(since) > len("2026-03") else f"{since}-01"
    try:
        return dt.date.fromisoformat(day if _SINCE.fullmatch(since) else "")
    except ValueError:
        what = f"--since is {quote(since)}, which is no month or day"
        raise AuthorError(what, "write 2026-03 or 2026-03-19") from None


def _markdown(versions: IndexVersions, first: dt.date, months: tuple[Month, ...]) -> Iterator[str]:
    index = versions.present
    yield f"# What is new in the index since {day_in_words(first)}"
    yield ""
    yield _lead(versions, first)
    if not months:
        yield ""
        yield "No file of a model has changed."
    for month in months:
        yield ""
        yield f"## {month.name}"
        for section in month.sections:
            yield ""
            yield f"### {section.title}"
            yield ""
            if section.about:
                yield section.about
                yield ""
            yield from _listed(section, index)
        if month.values or month.spelt:
            yield ""
            yield f"Other changed values: {month.values:,}. In other words: {month.spelt:,}."


def _lead(versions: IndexVersions, first: dt.date) -> str:
    """The number of models now, and on the day before, as claims that hold."""
    count = len(versions.present)
    now = f"The index has << osai.claim('{models_in_words(count)}', osai.n()) >>"
    before = (first - dt.timedelta(days=1)).isoformat()
    try:
        then = len(versions.at(before))
    except OsaiError:  # the history begins later
        return f"{now}."
    if then == count:
        return f"{now}, as many as on {day_in_words(first - dt.timedelta(days=1))}."
    way = "up" if count > then else "down"
    change = f"osai.change_of(osai.n(), since='{before}')"
    return f"{now}, << osai.claim('{way} from {then:,}', {change}) >>."


def _listed(section: NewsSection, index: Index) -> Iterator[str]:
    """The changes as a list, with the score of each model that was added."""
    scored = {model.id for model in index.models if model.score is not None}
    most = len(section.entries) if section.is_news else MOST_LISTED
    for entry in section.entries[:most]:
        note = f" ({entry.cause.note})" if entry.cause and entry.cause.note else ""
        text = markdown_snippet(f"{entry.words}{note}")
        if entry.kind == "added" and entry.model in scored and _is_plain(entry.model):
            text += f", openness << osai.score('{entry.model}') >>"
        yield f"- {text}"
    if section.directions:
        yield ""
        yield f"{section.directions[:1].upper()}{section.directions[1:]}."
    if len(section.entries) > most:
        yield ""
        yield f"And {len(section.entries) - most:,} more."


def _is_plain(model: str) -> bool:
    """Whether an id can stand in a call as it is."""
    return re.fullmatch(r"[\w.+ -]+", model) is not None
