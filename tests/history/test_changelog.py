"""The changes of an index between commits."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_osai.history import IndexVersions
from mkdocs_osai.history.changelog import changes
from mkdocs_osai.history.changelog_entry import ChangelogEntry, by_model, entered, of_model
from mkdocs_osai.history.commits import commit_of
from mkdocs_osai.stats import Index
from tests.builders import a_file, a_model, an_index, some_criteria
from tests.repositories import a_repository, commit, git, models

DAY = dt.datetime(2025, 6, 1, 12, tzinfo=dt.UTC)


def between(*states: Index) -> tuple[ChangelogEntry, ...]:
    """The changes of states that are a day apart; the commits are c0, c1 and so on."""
    return changes((DAY + dt.timedelta(days=n), f"c{n}", state) for n, state in enumerate(states))


def words(found: tuple[ChangelogEntry, ...]) -> list[str]:
    return [change.words for change in found]


def test_models_come_and_go_with_date_and_commit_the_newest_first() -> None:
    a, b, c = (a_model(name, name=name.upper()) for name in "abc")

    found = between(an_index(a), an_index(a, b), an_index(b, c))

    assert [(x.commit, x.kind, x.model, x.name, x.date.day) for x in found] == [
        ("c2", "added", "c", "C", 3),
        ("c2", "removed", "a", "A", 3),
        ("c1", "added", "b", "B", 2),
    ]


def test_the_first_state_is_where_the_history_starts() -> None:
    assert between(an_index(a_model())) == ()
    assert changes([]) == ()


def test_a_class_is_revised_from_then_to_now() -> None:
    before = a_model(name="M", classes={"code": "closed", "paper": None})
    after = a_model(name="M", classes={"code": "open", "paper": "partial", "modelcard": None})

    found = between(an_index(before), an_index(after))

    assert [(x.criterion, x.before, x.after) for x in found] == [
        ("code", "closed", "open"),
        ("paper", None, "partial"),
        ("modelcard", "open", None),
    ]
    assert words(found) == [
        "M: Code Documentation closed → open",
        "M: Paper no class → partial",
        "M: Modelcard open → no class",
    ]


def test_what_says_nothing_new_is_no_change() -> None:
    before = an_index(a_model(license="MIT", organization="A"))
    after = an_index(a_model(license="Apache-2.0", organization="B", path="elsewhere/a.yaml"))

    assert between(before, after) == ()


def test_a_model_is_renamed_where_an_alias_says_so_and_nowhere_else() -> None:
    old = a_model("old", name="Old", classes={"code": "closed"})

    said = between(an_index(old), an_index(a_model("new", name="New", aliases=("old",))))
    by_name = between(an_index(old), an_index(a_model("new", name="New", aliases=("Old",))))
    unsaid = between(an_index(old), an_index(a_model("new", name="New")))
    both = between(an_index(old), an_index(old, a_model("new", aliases=("old",))))

    assert words(said) == [
        "New is the new name of Old",
        "New: Code Documentation closed → open",
    ]
    assert words(by_name) == words(said)
    assert [(x.kind, x.model) for x in unsaid] == [("added", "new"), ("removed", "old")]
    assert [(x.kind, x.model) for x in both] == [("added", "new")]


def test_a_model_that_keeps_its_file_is_renamed_if_its_name_is_another() -> None:
    old = an_index(a_model(name="Old"))

    assert words(between(old, an_index(a_model(name="New", aliases=("Old",))))) == [
        "New is the new name of Old"
    ]
    assert words(between(old, an_index(a_model(name="New")))) == ["New is the new name of Old"]
    assert between(old, an_index(a_model(name="OLD"))) == ()


def test_two_that_claim_one_former_model_are_one_renamed_and_one_added() -> None:
    new = [a_model(name, aliases=("old",)) for name in ("x", "y")]

    found = between(an_index(a_model("old")), an_index(*new))

    assert sorted((x.kind, x.model) for x in found) == [("added", "y"), ("renamed", "x")]


def test_other_criteria_are_one_change_and_no_class_of_theirs_is_revised() -> None:
    then = some_criteria(code=("text",), paper=("text",))
    now = some_criteria(code=("text",), card=("text",))
    before = [a_model(i, criteria=then, classes={"code": "closed"}) for i in "ab"]
    after = [a_model("a", criteria=now), a_model("b", criteria=now, classes={"code": "closed"})]

    found = between(an_index(*before, criteria=then), an_index(*after, criteria=now))

    assert words(found) == [
        "The criteria changed: with Card and without Paper",
        "a: Code closed → open",
    ]
    assert found[0].model is None


def test_criteria_for_other_types_are_a_change_and_their_order_is_none() -> None:
    one, other = some_criteria(a=("text",), b=("text",)), some_criteria(b=("text",), a=("text",))
    wider = some_criteria(a=("text", "code"), b=("text",))

    def of(criteria: object) -> Index:
        return an_index(a_model(criteria=criteria), criteria=criteria)  # type: ignore[arg-type]

    assert between(of(one), of(other)) == ()
    assert words(between(of(one), of(wider))) == ["The criteria changed: for other types"]


def test_the_changes_of_a_model_go_back_through_its_former_ids() -> None:
    states = [
        an_index(a_model("z")),
        an_index(a_model("z"), a_model("one", classes={"code": "closed"})),
        an_index(a_model("z"), a_model("one")),
        an_index(a_model("z"), a_model("two", aliases=("one",))),
        an_index(a_model("z"), a_model("two", aliases=("one",)), a_model("one")),
    ]

    found = between(*states)

    assert [x.kind for x in of_model(found, "two")] == ["renamed", "revised", "added"]
    assert [x.kind for x in of_model(found, "one")] == ["added"]
    assert of_model(found, "z") == ()
    assert by_model(found, ["two", "one", "z"]) == {
        "two": of_model(found, "two"),
        "one": of_model(found, "one"),
    }


def test_a_model_entered_on_the_day_it_was_last_added() -> None:
    a, z = a_model("a"), a_model("z")
    found = between(an_index(z), an_index(a, z), an_index(z), an_index(a, z), an_index(z))

    assert entered(found, "a") == dt.date(2025, 6, 4)
    assert entered(found, "z") is None
    assert entered(found, "unheard of") is None


@given(st.lists(st.dictionaries(st.sampled_from("abc"), st.sampled_from(["open", "closed"]))))
def test_the_changes_lead_from_the_first_state_to_the_last(
    states: list[dict[str, str]],
) -> None:
    indexes = [
        an_index(*(a_model(name, classes={"code": cls}) for name, cls in state.items()))
        for state in states
    ]

    held = dict(states[0]) if states else {}
    for change in sorted(between(*indexes), key=lambda c: c.moment):
        model = change.model or ""
        if change.kind == "removed":
            del held[model]
        elif change.kind == "added":
            assert model not in held
            held[model] = states[int(change.commit[1:])][model]
        else:
            assert held[model] == change.before
            held[model] = change.after or ""

    assert held == (states[-1] if states else {})


def test_a_repository_tells_its_changes(tmp_path: Path) -> None:
    where = a_repository(tmp_path / "site")
    commit(where, models("a", "b"), "2025-01-01")
    second = commit(where, {"models/a.yaml": a_file(name="Model a", code="closed")}, "2025-02-01")
    commit(where, {"README.md": "no model"}, "2025-02-15")
    third = commit(where, {"models/b.yaml": None, **models("c")}, "2025-03-01")

    found = IndexVersions(where / "models").changes

    assert [(x.commit, x.date.isoformat(), x.words) for x in found] == [
        (third, "2025-03-01", "Model c added"),
        (third, "2025-03-01", "Model b removed"),
        (second, "2025-02-01", "Model a: Code Documentation open → closed"),
    ]


def test_a_folder_that_moved_changed_nothing(tmp_path: Path) -> None:
    where = a_repository(tmp_path / "site")
    commit(where, models("a", "b", folder="data"), "2025-01-01")
    gone = dict.fromkeys(models("a", "b", folder="data"))
    commit(where, {**gone, **models("a", "b")}, "2025-02-01")

    assert IndexVersions(where / "models").changes == ()


def test_what_git_cannot_tell_is_no_change_and_no_error(tmp_path: Path) -> None:
    where = a_repository(tmp_path / "site")
    commit(where, models("a"), "2025-01-01")
    assert IndexVersions(where / "models").changes == ()
    commit(where, models("b"), "2025-02-01")
    git(tmp_path, "clone", "-q", "--depth=1", where.as_uri(), "shallow")
    (tmp_path / "plain").mkdir()
    (tmp_path / "plain" / "a.yaml").write_text(a_file())
    no_commit = a_repository(tmp_path / "new")
    (no_commit / "models").mkdir()

    assert len(IndexVersions(where / "models").changes) == 1
    for folder in (tmp_path / "shallow" / "models", tmp_path / "plain", no_commit / "models"):
        assert IndexVersions(folder).changes == ()


def test_a_bare_clone_tells_changes_and_commit(tmp_path: Path) -> None:
    where = a_repository(tmp_path / "site")
    commit(where, models("a"), "2025-01-01")
    last = commit(where, models("b"), "2025-02-01")
    git(tmp_path, "clone", "-q", "--bare", where.as_uri(), "bare.git")

    editions = IndexVersions(tmp_path / "bare.git")

    assert words(editions.changes) == ["Model b added"]
    assert editions.commit == last


@pytest.mark.parametrize("options", [(), ("--object-format=sha256",)])
def test_a_clean_folder_is_that_of_the_last_commit_that_touched_it(
    tmp_path: Path, options: tuple[str, ...]
) -> None:
    where = a_repository(tmp_path / "site", *options)
    last = commit(where, models("a", "b"), "2025-01-01")
    commit(where, {"README.md": "no model"}, "2025-02-01")
    folder = where / "models"

    assert commit_of(folder) == IndexVersions(folder).commit == last
    (where / "README.md").write_text("changed")
    (folder / "notes.txt").write_text("no YAML")
    assert commit_of(folder) == last


def test_a_folder_with_changes_is_of_no_commit(tmp_path: Path) -> None:
    where = a_repository(tmp_path / "site")
    last = commit(where, models("a", "b"), "2025-01-01")
    file = where / "models/a.yaml"
    content = file.read_bytes()

    file.write_bytes(content + b"\n")
    assert commit_of(where / "models") is None
    file.unlink()
    assert commit_of(where / "models") is None
    file.write_bytes(content)
    assert commit_of(where / "models") == last
    (where / "models/c.yaml").write_bytes(content)
    assert commit_of(where / "models") is None
    git(where, "add", "-A")
    assert commit_of(where / "models") is None


def of_file(name: str, **changes: str | None) -> dict[str, str]:
    return {f"models/{name}.yaml": a_file(name="A", endmodelname="A-7B", **changes)}


def renamed_after_a_version(folder: Path, **others: str) -> list[tuple[str | None, str | None]]:
    """The reasons of a class that is changed after a new version and a rename, by id."""
    where = a_repository(folder)
    commit(where, of_file("old", releasedate="2025-01"), "2025-01-01")
    commit(where, {**of_file("old", releasedate="2025-03"), **others}, "2025-03-02")
    commit(where, {"models/old.yaml": None, **of_file("new", releasedate="2025-03")}, "2025-03-03")
    commit(where, of_file("new", releasedate="2025-03", code="partial"), "2025-03-04")
    found = IndexVersions(where / "models").changes
    return [(entry.model, entry.reason) for entry in found if entry.kind == "revised"]


def test_a_new_version_is_known_after_a_rename(tmp_path: Path) -> None:
    assert renamed_after_a_version(tmp_path) == [("new", "version")]


@pytest.mark.parametrize("named", ["old", "new"])
def test_a_recorded_reason_may_name_the_id_before_or_after_a_rename(
    tmp_path: Path, named: str
) -> None:
    where = a_repository(tmp_path)
    commit(where, of_file("old"), "2025-01-01")
    commit(where, of_file("old", code="partial"), "2025-02-01")
    record = f"- {{from: 2025-01-01, to: 2025-12-31, models: [{named}], reason: provider}}\n"
    files = {"models/old.yaml": None, "models/_history.yml": record}
    commit(where, {**files, **of_file("new", code="partial")}, "2025-03-01")
    commit(where, of_file("new", code="closed"), "2025-04-01")

    found = IndexVersions(where / "models").changes

    assert [(e.model, e.reason) for e in found if e.kind == "revised"] == [
        ("new", "provider"),
        ("old", "provider"),
    ]


def test_a_recorded_id_that_another_model_had_on_that_day_is_that_model(tmp_path: Path) -> None:
    where = a_repository(tmp_path)
    one, other = a_file(name="One", endmodelname="One-7B"), a_file(name="B", endmodelname="B-7B")
    commit(where, {"models/x.yaml": one, "models/y.yaml": other}, "2025-01-01")
    other = a_file(name="B", endmodelname="B-7B", code="partial")
    record = "- {from: 2025-02-01, models: [x], reason: provider}\n"
    commit(where, {"models/y.yaml": other, "models/_history.yml": record}, "2025-02-01")
    commit(where, {"models/x.yaml": None}, "2025-03-01")
    commit(where, {"models/y.yaml": None, "models/x.yaml": other}, "2025-04-01")

    found = IndexVersions(where / "models").changes

    assert [(e.model, e.reason) for e in found if e.kind == "revised"] == [("y", "correction")]


@pytest.mark.parametrize(
    ("before", "after", "is_new"),
    [
        ("https://huggingface.co/o/A-7B", "https://huggingface.co/o/A2-7B", True),
        ("https://huggingface.co/o/A-7B", "https://huggingface.co/lab/A-7B", False),
        ("https://huggingface.co/o/A-7B", "https://github.com/o/a-project", False),
        ("https://huggingface.co/o/A-7B", "https://www.huggingface.co/o/B", True),
    ],
)
def test_a_link_tells_a_new_version_only_if_its_host_is_the_same(
    before: str,
    after: str,
    is_new: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    found = between(an_index(a_model(links=(before,))), an_index(a_model(links=(after,))))

    assert [entry.kind for entry in found] == (["version"] if is_new else [])
