"""What is new, by month."""

from __future__ import annotations

import datetime as dt

from mkdocs_osai.history.changelog import Changelog, changelog
from mkdocs_osai.history.news import by_month
from mkdocs_osai.index import Model
from mkdocs_osai.stats import Index
from tests.builders import a_model, an_index


def log(*states: tuple[str, Index]) -> Changelog:
    return changelog(
        (dt.datetime.fromisoformat(f"{day}T12:00:00+00:00"), day, state) for day, state in states
    )


def some(count: int, **changes: object) -> list[Model]:
    return [a_model(f"m{n:02}", end_model=f"E{n}", **changes) for n in range(count)]


def a_year() -> Changelog:
    first = some(20)
    regraded = [*some(10, classes={"licenses": "partial"}), *first[10:]]
    newer = a_model("m19", end_model="E19-2", license="Other", classes={"code": "closed"})
    last = [*regraded[:18], newer, a_model("added")]
    return log(
        ("2026-01-10", an_index(*first)),
        ("2026-03-20", an_index(*regraded)),
        ("2026-04-02", an_index(*last)),
    )


def test_the_changes_are_told_by_month_the_newest_first_and_news_first() -> None:
    april, march = by_month(a_year())

    assert (april.name, march.name) == ("April 2026", "March 2026")
    assert [(s.title, s.is_news, len(s.entries)) for s in april.sections] == [
        ("Models in and out", True, 2),
        ("New versions", True, 2),
    ]
    assert [(s.title, s.is_news, s.directions) for s in march.sections] == [
        ("Graded by other rules", False, "10 less open")
    ]


def test_values_that_are_not_graded_are_counted() -> None:
    april, march = by_month(a_year())

    assert (april.values, march.values) == (2, 0)  # the end model and its licence


def test_every_change_is_in_one_section_or_counted() -> None:
    found = a_year()
    months = by_month(found)

    told = [entry for month in months for section in month.sections for entry in section.entries]
    minor = [e for e in found.entries if e.kind in ("details", "spelling")]
    assert sorted(map(str, [*told, *minor])) == sorted(map(str, found.entries))


def test_a_month_or_a_day_begins_the_news() -> None:
    found = a_year()

    assert [m.month for m in by_month(found, "2026-04")] == ["2026-04"]
    assert [m.month for m in by_month(found, "2026-03-20")] == ["2026-04", "2026-03"]
    assert [m.month for m in by_month(found, "2026-03-21")] == ["2026-04"]
    assert by_month(found, "2026-05") == ()
