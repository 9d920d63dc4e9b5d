"""A folder is fixed file by file, atomically, and edits of others are not lost."""

from __future__ import annotations

import datetime as dt
import difflib
import os
import shutil
from pathlib import Path

import pytest

from mkdocs_osai import atomic_write as writing
from mkdocs_osai.index import read_folder
from mkdocs_osai.index.diagnostics import Rule
from mkdocs_osai.problems import IndexNotFound
from mkdocs_osai.quality import fix as fixing
from mkdocs_osai.quality.fix import Fixed, fix_folder

TODAY = dt.date(2026, 6, 12)


def test_a_folder_is_fixed_and_everything_else_in_it_stays(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    folder = tmp_path / "models"
    folder.mkdir()
    open_text = "code:\n  class: Open\n"
    names = ["a.yaml", "b.YML", "_c.yaml", "a_submission_template.yaml", "d.txt", "e.yaml"]
    for path in [*(folder / name for name in names), tmp_path / "outside" / "f.yaml"]:
        path.write_text(open_text)
    (folder / "right.yaml").write_text("code:\n  class: open\n")
    (folder / "bad.yaml").write_text("\tcode: [ \n")
    (folder / "link.yaml").symlink_to(tmp_path / "outside" / "f.yaml")
    (folder / "inside.yaml").symlink_to("d.txt")
    (folder / "a.yaml").chmod(0o640)
    times = {path: path.stat().st_mtime_ns for path in folder.glob("*.*")}

    read_as = fix_folder(folder, today=TODAY)

    assert [name for name, _ in read_as] == ["a.yaml", "b.YML", "e.yaml"]
    what = f"{folder}/a.yaml:2: code.class: 'Open' is now 'open'"
    assert [str(p) for p in read_as[0][1].problems] == [what]
    assert (folder / "a.yaml").read_text() == "code:\n  class: open\n"
    assert (folder / "a.yaml").stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "outside" / "f.yaml").read_text() == open_text
    assert (folder / "link.yaml").is_symlink()
    assert (folder / "inside.yaml").is_symlink()
    untouched = {p for p, then in times.items() if p.stat().st_mtime_ns == then}
    assert {p.name for p in {*times} - untouched} == {"a.yaml", "b.YML", "e.yaml"}
    assert {*times} == {*folder.glob("*.*")}
    assert fix_folder(folder, today=TODAY) == ()


def test_the_criteria_are_those_of_the_folder_and_the_names_those_asked_for(tmp_path: Path) -> None:
    (tmp_path / "_parameters.yml").write_text("- name: All\n  params:\n  - ref: speed\n")
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text("speed:\n  class: Open\ncode:\n  class: Open\n")

    read_as = fix_folder(tmp_path, ["b.yaml", "../b.yaml", "c.yaml"], TODAY)

    assert [name for name, _ in read_as] == ["b.yaml"]
    after = "speed:\n  class: open\ncode:\n  class: Open\n"
    assert (tmp_path / "b.yaml").read_text() == after
    with pytest.raises(IndexNotFound):
        fix_folder(tmp_path / "nowhere")


def test_a_file_that_changes_meanwhile_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [tmp_path / name for name in ("a.yaml", "b.yaml", "c.yaml", "d.yaml")]
    for path in paths:
        path.write_text("code:\n  class: Open\n")
    really = fixing.fixed

    def and_somebody_edits(content: bytes, name: str, *more: object) -> Fixed:
        if name.endswith("a.yaml"):
            paths[0].write_text("code:\n  class: Closed\n")
            paths[1].unlink()
            paths[2].unlink()
            paths[2].symlink_to("d.yaml")
        return really(content, name, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(fixing, "fixed", and_somebody_edits)

    assert [name for name, _ in fix_folder(tmp_path, today=TODAY)] == ["d.yaml"]
    assert paths[0].read_text() == "code:\n  class: Closed\n"
    assert not paths[1].exists()
    assert paths[2].is_symlink()


def test_a_file_that_cannot_be_written_is_named_and_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.yaml", "b.yaml", "c.yaml"):
        (tmp_path / name).write_text("code:\n  class: Open\n")
    really = writing.replace

    def a_full_disk(path: Path, data: bytes) -> None:
        if path.name == "b.yaml":
            raise OSError(28, "No space left on device", str(path.with_name("x.part")))
        really(path, data)

    monkeypatch.setattr(writing, "replace", a_full_disk)

    with pytest.raises(writing.PartlyWritten, match="No space left on device") as error:
        fix_folder(tmp_path, today=TODAY)

    assert str(error.value).startswith(f"'{tmp_path}/b.yaml' cannot be written")
    assert error.value.written == ("a.yaml",)
    assert error.value.left == ("b.yaml", "c.yaml")
    classes = [(tmp_path / f"{n}.yaml").read_text().split()[-1] for n in "abc"]
    assert classes == ["open", "Open", "Open"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write all")
def test_a_file_that_is_read_only_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("code:\n  class: Open\n")
    path.chmod(0o400)

    with pytest.raises(writing.PartlyWritten, match="Permission denied"):
        fix_folder(tmp_path, today=TODAY)


def test_in_a_real_index_only_fixed_values_differ(database: Path, tmp_path: Path) -> None:
    folder = tmp_path / "models"
    shutil.copytree(database, folder)
    before = read_folder(folder, TODAY)

    read_as = dict(fix_folder(folder, today=TODAY))

    after = read_folder(folder, TODAY)
    for one, other in zip(after.models, before.models, strict=True):
        assert one.with_compute_texts("") == other.with_compute_texts("")
    assert len(after.problems) <= len(before.problems)
    assert not [p for p in after.problems if p.rule in (Rule.SPELLING, Rule.KEY)]
    assert fix_folder(folder, today=TODAY) == ()
    for path in sorted(database.iterdir()):
        old = path.read_bytes().decode().splitlines(keepends=True)
        new = (folder / path.name).read_bytes().decode().splitlines(keepends=True)
        if path.name not in read_as:
            assert old == new
            continue
        said = read_as[path.name].problems
        values = [p for p in said if p.rule in (Rule.SPELLING, Rule.KEY)]
        tags = [p for p in said if p.rule is Rule.COMMENT]
        assert _differences(old, new) == (len(values), len(tags)), path.name
        assert [p for p in said if p.rule is Rule.SPACES] or old == [*map(_bare, old)]


def _bare(line: str) -> str:
    """A line without the spaces at its end."""
    text = line.rstrip("\r\n")
    return text.rstrip(" \t") + line[len(text) :]


KEYS = ("origin", "contributor", "compute", "basemodel", "endmodel", "")
"""What is added: facts in comments, and an empty line above a section."""


def _differences(old: list[str], new: list[str]) -> tuple[int, int]:
    """How many lines say something else, and how many tags are new; nothing else differs."""
    changed = added = 0
    diff = difflib.SequenceMatcher(None, [*map(_bare, old)], new, autojunk=False)
    for kind, i, j, k, m in diff.get_opcodes():
        if kind == "replace":
            assert j - i <= m - k
            changed += j - i
            k += j - i  # noqa: PLW2901 - what comes after these lines
        assert kind != "delete"
        if kind != "equal":
            assert all(line.split(":")[0].strip() in KEYS for line in new[k:m])
            added += sum(line.split(":")[0].strip() not in ("compute", "") for line in new[k:m])
    return changed, added
