"""A folder is read as far as possible; no file affects the others."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import time
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_osai.history import load
from mkdocs_osai.index import Snapshot, read_files, read_folder
from mkdocs_osai.index import yaml_document as document
from mkdocs_osai.index.criteria import BUILT_IN
from mkdocs_osai.problems import IndexNotFound, Level
from tests.builders import a_file

TODAY = dt.date(2026, 6, 12)


def read(**files: bytes | str | OSError) -> Snapshot:
    """Read files that are given by the name of the model."""
    contents = {f"{k}.yaml": v.encode() if isinstance(v, str) else v for k, v in files.items()}
    return read_files(contents, "models", TODAY)


def errors(snapshot: Snapshot) -> list[str]:
    return [str(p) for p in snapshot.problems if p.level is Level.ERROR]


def test_a_valid_file_has_no_problems() -> None:
    snapshot = read(a=a_file())

    assert snapshot.problems == ()
    (model,) = snapshot.models
    assert (model.id, model.name, model.origin) == ("a", "A model", "China")
    assert (model.path, str(model.score)) == ("models/a.yaml", "1")


def test_the_order_of_files_never_matters() -> None:
    files = {f"{name}.yaml": a_file(name="", origin="").encode() for name in ("b", "A", "c d", "C")}

    forward = read_files(files, "models", TODAY)
    backward = read_files(dict(reversed(files.items())), "models", TODAY)

    assert forward == backward
    assert [m.id for m in forward.models] == ["A", "b", "C", "c d"]


def test_an_unreadable_file_is_reported_and_the_others_are_read() -> None:
    snapshot = read(a=a_file(), b=PermissionError(13, "Permission denied"), c=a_file())

    assert [m.id for m in snapshot.models] == ["a", "c"]
    assert errors(snapshot) == ["models/b.yaml:1: the file cannot be read (Permission denied)"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (a_file().encode("utf-16"), "1: the file is not UTF-8 text"),
        (a_file(name="Größe").encode("latin-1"), "6: the file is not UTF-8 text"),
        (b"a: " + b"x" * 1_000_000, "1: the file is larger than 1,000 kB"),
    ],
)
def test_what_is_no_text_is_reported(content: bytes, message: str) -> None:
    assert errors(read(a=content, b=a_file())) == [
        f"models/a.yaml:{message}; fix the file; it is left out until then"
    ]


def test_a_name_of_a_file_that_is_no_text_is_reported_and_the_file_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(a_file())
    name = b"caf\xe9.yaml".decode("utf-8", "surrogateescape")
    (tmp_path / name).write_text(a_file())

    snapshot = read_folder(tmp_path, TODAY)

    assert [m.id for m in snapshot.models] == ["a"]
    (problem,) = errors(snapshot)
    problem.encode()
    assert "the file name contains control characters" in problem


def test_only_yaml_files_of_the_folder_itself_are_read(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.YML", "c.txt", "d.yaml.bak", "below/e.yaml", "f.yaml/g"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(a_file())

    assert [m.id for m in read_folder(tmp_path, TODAY).models] == ["a", "b"]


@pytest.mark.parametrize("name", ["nowhere", "a-file", "nul\0"])
def test_where_there_is_no_folder_one_sentence_says_so(tmp_path: Path, name: str) -> None:
    (tmp_path / "a-file").touch()

    with pytest.raises(
        IndexNotFound, match=r"^no folder of models at '.*' \(.*\); name the folder"
    ):
        read_folder(tmp_path / name)


def test_an_empty_folder_is_an_empty_index_with_a_problem(tmp_path: Path) -> None:
    snapshot = read_folder(tmp_path)

    assert snapshot.models == ()
    assert [(p.path, p.what) for p in snapshot.problems] == [
        (str(tmp_path), "there is no model here")
    ]


@pytest.mark.parametrize("count", [12, 14, 18])
def test_the_criteria_are_those_of_the_same_folder(tmp_path: Path, count: int) -> None:
    entries = [{"ref": f"criterion_{i}", "name": f"No. {i}"} for i in range(count)]
    groups = [{"name": "First", "params": entries[:5]}, {"name": "Second", "params": entries[5:]}]
    (tmp_path / "_parameters.yml").write_text(yaml.safe_dump(groups))
    sections = {f"criterion_{i}": "open" for i in range(count // 2)}
    no_others = {c.ref: None for c in BUILT_IN}
    (tmp_path / "a.yaml").write_text(a_file(**no_others, **sections))

    snapshot = read_folder(tmp_path, TODAY)

    assert [(c.ref, c.name) for c in snapshot.criteria] == [(e["ref"], e["name"]) for e in entries]
    assert {c.group for c in snapshot.criteria} == {"First", "Second"}
    assert snapshot.models[0].score == 0.5
    assert len(snapshot.problems) == count // 2


def test_without_a_file_of_criteria_the_built_in_twelve_count() -> None:
    assert read(a=a_file()).criteria is BUILT_IN
    assert len(BUILT_IN) == 12


def test_the_index_says_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "_index.yml").write_text("title: Ours\ndate: 2025-01-31\n")

    about = read_folder(tmp_path).about

    assert (about.title, about.date) == ("Ours", dt.date(2025, 1, 31))
    assert about.source == "https://osai-index.eu"


def test_without_a_date_it_is_that_of_the_last_commit_to_the_folder(tmp_path: Path) -> None:
    assert load(tmp_path).about.date is None
    (tmp_path / "models").mkdir()

    def commit(name: str, date: str) -> None:
        (tmp_path / name).write_text(a_file())
        who = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org"}
        who |= {"GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.org"}
        env = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "GIT_COMMITTER_DATE": date, **who}
        for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "x"]):
            subprocess.run(["git", *arguments], cwd=tmp_path, env=env, check=True)

    commit("models/a.yaml", "2025-03-01T23:30:00-05:00")
    commit("elsewhere.txt", "2025-04-01T12:00:00+00:00")

    assert load(tmp_path / "models").about.date == dt.date(2025, 3, 2)


ALIASES = "".join(
    f"{k}: &{k} [{', '.join(['*' + j] * 9)}]\n" for j, k in zip("abcdefgh", "bcdefghi", strict=True)
)
LONG = "x" * 100_000
HOSTILE: dict[str, bytes] = {
    "aliases that multiply": b"a: &a [x, x, x]\n" + ALIASES.encode(),
    "aliases of a long text": f"l: &l {LONG}\nsystem: {{name: [{'*l, ' * 4000}]}}".encode(),
    "an alias of itself": b"system: &a\n  name: *a\n",
    "brackets": b"[" * 900_000,
    "brackets that close": b"[" * 400_000 + b"]" * 400_000,
    "braces": b"{a: " * 200_000,
    "dashes": b"- " * 400_000,
    "question marks": b"? " * 400_000,
    "indentation": b"".join(b" " * i + b"a:\n" for i in range(1_300)),
    "many sections": b"".join(b"section%d: 1\n" % i for i in range(2_400)),
    "many keys": b"system:\n" + b"".join(b"  nama%d: 1\n" % i for i in range(2_400)),
    "one key many times": b"system: {name: A}\n" * 2_000,
    "many links": b"org:\n  link: [" + b"https://a.org, " * 4_000 + b"]",
    "many wrong links": b"org:\n  link: [" + b"n/a, " * 4_000 + b"]",
    "many types": b"system:\n  type: [" + b"txet, " * 4_000 + b"]",
    "a long name": b"system:\n  name: " + b"x" * 900_000,
    "a long link": b"org:\n  link: https://a.org/" + b"a,https:/" * 90_000,
    "a long type": b"system:\n  type: a" + b" " * 900_000 + b"b",
    "a long link of spaces": b"org:\n  link: a" + b" " * 900_000 + b"b",
    "a long date": b"system:\n  releasedate: " + b"2024-" * 180_000,
    "a long class": b"code:\n  class: " + b"open" * 200_000,
    "a long tag": b"# - National origin: a" + b" " * 900_000 + b"b\n",
    "a long comment": b"#" + b" " * 900_000 + b"x\n",
    "too many keys": b"".join(b"key%d: 1\n" % i for i in range(80_000)),
    "python tags": b"system: !!python/object/apply:os.system ['exit 1']\n",
    "a python name": b"system: {name: !!python/name:os.system , type: text}\n",
    "merge keys": b"x: &x {name: A}\nsystem:\n  <<: *x\n",
    "keys that are no text": b"1: {2: 3}\n~: 4\n2024-07-01: 5\ntrue: {false: 6}\n",
    "unhashable keys": b"{a: b}: c\n",
    "an unknown alias": b"system: *x\n",
    "a directive": b"%YAML 9.9\n---\nsystem: {}\n",
    "nothing but nulls": b"system: ~\norg: ~\ncode: ~\naliases: ~\n",
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_files_are_reported_within_seconds(content: bytes) -> None:
    started = time.monotonic()
    snapshot = read_files({"bad.yaml": content, "good.yaml": a_file().encode()}, "models", TODAY)

    assert "good" in [m.id for m in snapshot.models]
    assert [p for p in snapshot.problems if p.path == "models/bad.yaml"]
    assert max(len(str(p)) for p in snapshot.problems) < 1_000
    assert time.monotonic() - started < 10


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_files_beside_the_models_are_reported_too(content: bytes) -> None:
    files = {"a.yaml": a_file().encode(), "_parameters.yml": content, "_index.yml": content}

    snapshot = read_files(files, "models", TODAY)

    assert snapshot.criteria is BUILT_IN
    assert [m.score for m in snapshot.models] == [1]


@pytest.mark.parametrize("link", ["n/a", "https://a.org"])
def test_too_many_links_are_one_problem(link: str) -> None:
    snapshot = read(a=a_file(orglink=f"[{f'{link}, ' * 4_000}]"))

    assert len(snapshot.problems) == 1
    assert snapshot.models[0].organization_links == ()


SCALARS = st.one_of(
    st.none(), st.text(max_size=9), st.sampled_from(["open", "Text, code", "2024", "https://a.b"])
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["class", "link", "notes", "name", "x"]), inner, max_size=3
        ),
    ),
    max_leaves=6,
)
KEYS = ["name", "link", "type", "performanceclass", "releasedate", "notes", "class", "origin", "x"]
SECTIONS = st.one_of(VALUES, st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=5))
TREES = st.dictionaries(
    st.sampled_from(["system", "org", "code", "paper", "aliases", "nonsense"]), SECTIONS
)


@given(TREES)
def test_any_shape_of_a_file_gives_a_model_or_a_problem(tree: dict[str, Any]) -> None:
    content = yaml.safe_dump(tree, allow_unicode=True).encode()

    snapshot = read_files({"a.yaml": content}, "models", TODAY)

    assert len(snapshot.models) == 1 or snapshot.problems


@given(st.binary(max_size=200))
def test_any_bytes_give_a_model_or_a_problem(content: bytes) -> None:
    snapshot = read_files({"a.yaml": content}, "models", TODAY)

    assert snapshot.problems
    assert all(p.line >= 1 for p in snapshot.problems)


@pytest.mark.parametrize("loader", ["CBaseLoader", "BaseLoader"])
def test_nothing_is_nothing_with_either_loader(
    loader: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document, "_Loader", getattr(yaml, loader))
    content = b"a: ~\nb: null\nc:\nd: ''\ne: 'null'\nf: no\ng: 4.10\nh: 2024-07-01\n"

    tree = document.parse(content).tree

    assert tree == {
        **dict.fromkeys("abcd"),
        "e": "null",
        "f": "no",
        "g": "4.10",
        "h": "2024-07-01",
    }
    with pytest.raises(document.UnreadableFile, match="values nested too deep"):
        document.parse(b"[" * 100_000)
    with pytest.raises(document.UnreadableFile, match="a tab at the beginning of the line"):
        document.parse(b"system:\n\tname: A\n")


def test_a_link_that_leaves_the_folder_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text("system: {name: a secret}\n")
    folder = tmp_path / "models"
    folder.mkdir()
    (folder / "out.yaml").symlink_to("../secret.yaml")
    (folder / "_index.yml").symlink_to(secret)
    (folder / "nowhere.yaml").symlink_to("nothing.yaml")
    (folder / "round.yaml").symlink_to("round.yaml")
    (folder / "good.yaml").write_text(a_file())
    (folder / "same.yaml").symlink_to("good.yaml")

    snapshot = read_folder(folder, TODAY)

    assert [m.id for m in snapshot.models] == ["good", "same"]
    assert "secret" not in str(snapshot)
    told = {Path(p.path).name: p.what for p in snapshot.problems}
    out = "the file cannot be read (it is a symbolic link out of the folder)"
    assert (told["out.yaml"], told["_index.yml"]) == (out, out)
    assert told["nowhere.yaml"] == "the file cannot be read (No such file or directory)"
    assert told["round.yaml"].startswith("the file cannot be read (")


def test_a_folder_that_is_a_link_is_read(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.yaml").write_text(a_file())
    (tmp_path / "models").symlink_to("data")

    assert [m.id for m in read_folder(tmp_path / "models", TODAY).models] == ["a"]


def test_a_pipe_is_reported_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "folder.yaml").mkdir()

    [problem] = read_folder(tmp_path, TODAY).problems

    assert problem.what == "the file cannot be read (it is no regular file)"


def test_a_large_file_is_not_read_whole(tmp_path: Path) -> None:
    with (tmp_path / "large.yaml").open("wb") as file:
        file.truncate(4_000_000_000)  # with nothing in it, it takes no room

    tracemalloc.start()
    [problem] = read_folder(tmp_path, TODAY).problems
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert problem.what == "the file is larger than 1,000 kB"
    assert most < 10_000_000


def test_a_bad_earlier_name_leaves_the_good_ones() -> None:
    snapshot = read(a=a_file() + 'aliases: [One, {b: c}, "x\\0y", ' + "z" * 301 + ", Two]\n")

    assert snapshot.models[0].aliases == ("One", "Two")
    told = {p.what for p in snapshot.problems if p.field == "aliases"}
    assert {"a section is no name", "'x y' is no name"} < told
    assert any(what.endswith("is too long a text") for what in told)


def test_there_is_an_end_to_earlier_names_and_criteria() -> None:
    names = ", ".join(f"n{i}" for i in range(60))
    many = [{"params": [{"ref": f"c{i}"} for i in range(101)]}]

    snapshot = read(a=a_file() + f"aliases: [{names}]\n")
    other = read_files({"_parameters.yml": yaml.safe_dump(many).encode()}, "models", TODAY)

    assert len(snapshot.models[0].aliases) == 50
    assert "60 earlier names of one model; keep 50" in str(snapshot.problems[0])
    assert other.criteria == BUILT_IN
    assert "101 criteria, more than can be distinguished" in str(other.problems[0])


@pytest.mark.parametrize("name", ["\u200b\u200d", "\u00a0", "\u2060 \ufe0f", "\u0301"])
def test_an_invisible_name_is_none(name: str) -> None:
    snapshot = read(a=a_file(name=f'"{name}"'))

    assert snapshot.models[0].name == "a"
    assert any(p.field == "system.name" for p in snapshot.problems)
