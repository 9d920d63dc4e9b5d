"""A past with every kind of change, compared with its labels."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from mkdocs_osai.history import IndexVersions
from mkdocs_osai.history.changelog import Changelog
from mkdocs_osai.history.changelog_entry import ChangelogEntry
from tests.history.labelled_past import Label, LabelledPast, labelled_past

Key = tuple[str, str, str | None, str | None]


@pytest.fixture(scope="module")
def past() -> LabelledPast:
    return labelled_past()


@pytest.fixture(scope="module")
def found(past: LabelledPast, tmp_path_factory: pytest.TempPathFactory) -> Changelog:
    folder = past.write(tmp_path_factory.mktemp("past") / "index")
    return IndexVersions(folder / "models").changelog


def labels(past: LabelledPast) -> dict[Key, str]:
    """The reason of each labelled change."""
    return {
        (one.date, kind, model, what): reason
        for one in past.commits
        for kind, model, what, reason in one.labels
    }


def key(entry: ChangelogEntry) -> Key:
    what = entry.criterion or (entry.label if entry.kind in ("details", "spelling") else None)
    return entry.date.isoformat(), entry.kind, entry.model, what or None


def test_at_least_95_percent_of_the_changes_are_sorted_as_labelled(
    past: LabelledPast, found: Changelog
) -> None:
    wanted = labels(past)
    sorted_as = {key(entry): entry.reason or "" for entry in found.entries}

    assert len(wanted) > 300
    right = sum(sorted_as.get(one) == reason for one, reason in wanted.items())
    wrong = {one: (r, sorted_as.get(one)) for one, r in wanted.items() if sorted_as.get(one) != r}

    assert right >= 0.95 * len(wanted), wrong
    for kind, count in Counter(r for (_, k, *_), r in wanted.items() if k == "revised").items():
        of_kind = [w for w, (label, _) in wrong.items() if label == kind and w[1] == "revised"]
        assert len(of_kind) <= 0.1 * count, (kind, of_kind)


def test_no_regrading_is_told_as_news(past: LabelledPast, found: Changelog) -> None:
    regraded = {one for one, reason in labels(past).items() if reason == "rubric"}

    assert len(regraded) == 38
    assert regraded <= {key(entry) for entry in found.entries}
    assert [e for e in found.entries if e.is_news and key(e) in regraded] == []


def test_news_are_only_models_versions_and_what_the_keepers_recorded(
    past: LabelledPast, found: Changelog
) -> None:
    wanted = labels(past)
    news = {key(entry) for entry in found.entries if entry.is_news}

    assert {wanted[one] for one in news} == {"", "version", "provider"}


def test_every_labelled_change_is_found_and_no_other(past: LabelledPast, found: Changelog) -> None:
    told = {key(entry) for entry in found.entries}

    assert told - labels(past).keys() == set()
    assert labels(past).keys() - told == set()


def test_the_changes_between_two_days_have_the_reasons_of_the_commits(
    past: LabelledPast, tmp_path: Path
) -> None:
    """`osai diff` compares two states, months apart."""
    versions = IndexVersions(past.write(tmp_path / "index") / "models")
    base, head = (versions.history.at(day) for day in ("2026-03-01", "2026-05-31"))
    wanted = {
        (model, what): reason
        for (day, kind, model, what), reason in labels(past).items()
        if kind == "revised" and "2026-03-01" < day < "2026-05-31"
    }

    found = versions.changes_between(base, head)
    sorted_as = {(e.model, e.criterion): e for e in found.entries if e.kind == "revised"}
    by_commit = {
        (e.model, e.criterion): e.reason
        for e in versions.changelog.entries
        if e.kind == "revised" and base.moment < e.moment <= head.moment
    }

    assert sorted_as.keys() == wanted.keys()
    assert {one: e.reason for one, e in sorted_as.items()} == by_commit
    assert [(w.criterion, w.models, w.up) for w in found.regradings] == [("licenses", 36, False)]


def test_a_rename_is_not_shown_as_added_and_removed(found: Changelog) -> None:
    renamed = {(e.former, e.model) for e in found.entries if e.kind == "renamed"}

    assert renamed == {
        ("m050", "renamed-a"),
        ("m051", "renamed-b"),
        ("m052", "renamed-c"),
        ("m053", "m053"),
    }
    assert sorted(e.model or "" for e in found.entries if e.kind == "removed") == ["m054", "m055"]


def test_the_regradings_are_dated_and_counted(found: Changelog) -> None:
    dated = [(w.criterion, str(w.first), str(w.last), w.up) for w in found.regradings]

    assert dated == [
        ("licenses", "2026-03-19", "2026-03-24", False),
        ("code", "2026-06-01", "2026-06-01", False),
    ]
    assert [wave.models for wave in found.regradings] == [36, 3]


def test_each_reason_says_what_it_follows_from(found: Changelog) -> None:
    said = {e.because for e in found.entries if e.kind == "revised"}

    assert {
        "graded by other rules: 36 models were moved the same way",
        "correction: the evidence is the same",
        "changed by the provider: the lab published its code",
        "reason not told: the evidence is another",
    } <= said


def test_a_label_that_is_wrong_is_noticed(past: LabelledPast) -> None:
    """The labels tell the kinds apart: no one answer is right for 95% of them."""
    counted = Counter(reason for one in past.commits for *_, reason in map(_whole, one.labels))

    assert max(counted.values()) < 0.6 * sum(counted.values())


def _whole(label: Label) -> tuple[str, str]:
    return label[0], label[3]
