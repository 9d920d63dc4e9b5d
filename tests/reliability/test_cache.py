"""Whatever the cache is, the site is the same as without."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import threading
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from mkdocs_osai.index import Snapshot
from mkdocs_osai.index.compute import read_compute
from mkdocs_osai.index.license_parts import LicensePart, LicenseParts
from mkdocs_osai.index.parsed_model import ParsedModel
from mkdocs_osai.stats import Index
from tests.builders import a_model
from tests.reliability.running import BUILD, environment, files_of, mounted, powerless, run
from tests.sites import Site

CACHE = ".cache/osai"


def kept(site: Site) -> list[Path]:
    return sorted((site.folder / CACHE).iterdir())


def without(site: Site) -> dict[str, bytes]:
    """The site as it is without a cache."""
    shutil.rmtree(site.folder / ".cache", ignore_errors=True)
    return site.build().same_bytes()


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20])


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 4
    path.write_bytes(content)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def of_another_format(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"osai-cache 1", b"osai-cache 2", 1))


def forbid(path: Path) -> None:
    path.chmod(0)


def into_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def into_a_link_to_nothing(path: Path) -> None:
    path.unlink()
    path.symlink_to("nothing")


def into_a_link_to_another(path: Path) -> None:
    [*_, other] = sorted(path.parent.iterdir())
    if other != path:
        path.unlink()
        path.symlink_to(other)


def into_a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def to_somebody_else(path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root gives away")
    path.write_bytes(path.read_bytes())
    os.chown(path, 12345, 12345)


@pytest.mark.parametrize(
    "damage",
    [
        cut,
        flip,
        empty,
        of_another_format,
        forbid,
        into_a_folder,
        into_a_link_to_nothing,
        into_a_link_to_another,
        into_a_pipe,
        to_somebody_else,
    ],
)
def test_a_cache_that_is_damaged_changes_nothing(
    site: Site, damage: Callable[[Path], None]
) -> None:
    right = without(site)
    contents = [path.read_bytes() for path in kept(site)]
    assert sum(b'"states"' in content for content in contents) == 1, "the folder"
    assert sum(b"\x89PNG" in content for content in contents) >= 3, "a figure and two cards"
    for path in kept(site):
        damage(path)

    built = site.build()

    assert built.stopped == ""
    assert built.same_bytes() == right


@pytest.mark.parametrize(
    "value",
    [7, "\N{LATIN SMALL LETTER E WITH ACUTE}", "AAAA", [None, None], [{"score": "1/0"}, []], {}],
    ids=repr,
)
def test_a_cached_value_of_another_shape_changes_nothing(site: Site, value: object) -> None:
    right = without(site)
    for path in kept(site):
        replace_values(path, value)

    built = site.build()

    assert built.stopped == ""
    assert built.same_bytes() == right


WRONG: list[Any] = [
    *(None, True, 0, -1.5, "", [], {}, [[]], [None], [None, None], [None, [1]], {"a": 1, "b": 2}),
    *([{}, []], [[], []], [7, []], ["", ""], [{"score": "1/0"}, []], [[[], [], [], None], []]),
    [None, [[1, "what", "mend", "field", "no level", ""]]],
    [None, [["one", 2, 3, 4, "error", 5]]],
    [None, [[1, "what", 2, "field", "error", ""]]],
]


@pytest.mark.parametrize("value", WRONG, ids=repr)
def test_invalid_cached_models_are_ignored(value: object) -> None:
    assert ParsedModel.from_json(value, "a.yaml") is None


PLACES = [
    *((0, n) for n in range(10)),
    *((1, n) for n in range(4)),
    *((2, n) for n in range(3)),
    *((4, 0, n) for n in range(9)),
    *((5, n) for n in range(3)),
]
"""Where a text, a list and a part of the grades, of the training compute and of the licences stand
in what is kept of a model."""


@pytest.mark.parametrize("place", [*PLACES, *((n,) for n in range(6)), (4, 0)], ids=repr)
@pytest.mark.parametrize(
    "value", [None, 7, True, [], {}, [7], [[]], {"code": 7}, {"code": []}, "7/x", "1/0"], ids=repr
)
def test_a_cached_model_with_a_part_of_another_type_is_ignored(
    place: tuple[int | str, ...], value: object
) -> None:
    compute = read_compute("~1e+23 FLOP +- 0.5 OoM (hardware figures) [Epoch AI]")
    parts = LicenseParts(LicensePart("MIT"), LicensePart("not released"))
    model = a_model(compute_base=compute, license_parts=parts)
    whole = json.loads(json.dumps(ParsedModel(model).to_json()))
    part = whole[0]
    for step in place[:-1]:
        part = part[step]
    part[place[-1]] = value

    found = ParsedModel.from_json(whole, "a.yaml")

    if found is not None:  # it could be true of another model
        assert found.model is not None
        assert ParsedModel.from_json(json.loads(json.dumps(found.to_json())), "a.yaml") == found
        assert Index(Snapshot("models", (found.model,))).n().value == 1


def replace_values(path: Path, other: object) -> None:
    """Put another value under each key of a file, with the checksum that it has to have."""
    head, _, lines = path.read_bytes().partition(b"\n")
    form, number, _ = head.split(b" ")
    names = [line.partition(b"\t")[0] for line in lines.splitlines() if line.startswith(b'"')]
    text = json.dumps(other).encode()
    value = b"".join(b"%b\t%b\n" % (name, text) for name in names) or text
    for key in KEYS:
        if sha256(key + b"\0").hexdigest() == path.stem:
            digest = sha256(key + b"\0" + value).hexdigest().encode()
            path.write_bytes(b" ".join((form, number, digest)) + b"\n" + value)
            return
    raise AssertionError("no key goes with this file")


KEYS: set[bytes] = set()


@pytest.fixture(autouse=True)
def _keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Learn which keys are asked for; the names of the files do not tell."""
    from mkdocs_osai import cache

    begun = cache._digest_of

    def listening(key: str) -> Any:
        KEYS.add(key.encode("utf-8", "surrogatepass"))
        return begun(key)

    monkeypatch.setattr(cache, "_digest_of", listening)


@pytest.mark.parametrize(
    ("place", "what"),
    [
        *((".cache", what) for what in ("file", "link to nothing", "link to itself")),
        *((CACHE, what) for what in ("file", "link to nothing", "link to a file")),
    ],
)
def test_without_a_possible_cache_the_site_is_right_and_nothing_is_changed(
    site: Site, place: str, what: str
) -> None:
    right = without(site)
    shutil.rmtree(site.folder / ".cache")
    path = site.folder / place
    path.parent.mkdir(exist_ok=True)
    theirs = site.write("theirs", "theirs")
    if what == "file":
        path.write_text("theirs")
    else:
        target: dict[str, str | Path] = {
            "link to nothing": "nothing",
            "link to a file": theirs,
            "link to itself": path,
        }
        path.symlink_to(target[what])

    built = site.build()

    assert built.same_bytes() == right
    assert theirs.read_text() == "theirs"
    assert path.is_symlink() or path.read_text() == "theirs"
    assert not (site.folder / "nothing").exists()


def test_a_cache_behind_a_symbolic_link_is_used(site: Site, tmp_path: Path) -> None:
    right, many = without(site), len(kept(site))
    shutil.rmtree(site.folder / ".cache")
    (tmp_path / "big disk").mkdir()
    (site.folder / ".cache").mkdir()
    (site.folder / CACHE).symlink_to(tmp_path / "big disk")

    assert site.build().same_bytes() == right
    assert len([*(tmp_path / "big disk").iterdir()]) == many
    assert site.build().same_bytes() == right


def test_a_cache_that_cannot_be_written_is_ignored(site: Site, tmp_path: Path) -> None:
    right = without(site)
    shutil.rmtree(site.folder / CACHE)
    (site.folder / CACHE).mkdir()
    (site.folder / CACHE).chmod(0o500)

    done = run(powerless([*BUILD, "-d", tmp_path / "out"]), site.folder)

    assert (done.returncode, "Traceback" in done.stdout, "WARNING" in done.stdout) == (0, 0, 0)
    assert files_of(tmp_path / "out") == right
    assert kept(site) == []


def test_a_cache_on_a_full_disk_is_ignored(site: Site, tmp_path: Path) -> None:
    right = without(site)
    mounts = "mount -t tmpfs -o size=12k none .cache"

    done = run(mounted(mounts, [*BUILD, "-d", tmp_path / "out"]), site.folder)

    assert (done.returncode, "Traceback" in done.stdout, "WARNING" in done.stdout) == (0, 0, 0)
    assert files_of(tmp_path / "out") == right


def test_a_cache_that_is_emptied_all_the_time_changes_nothing(site: Site) -> None:
    right = without(site)
    over = threading.Event()

    def empty_it() -> None:
        while not over.is_set():
            shutil.rmtree(site.folder / ".cache", ignore_errors=True)

    cleaner = threading.Thread(target=empty_it)
    cleaner.start()
    try:
        built = site.build().same_bytes()
    finally:
        over.set()
        cleaner.join()

    assert built == right


def test_two_builds_at_once_over_one_cache_are_both_right(site: Site, tmp_path: Path) -> None:
    right, many = without(site), len(kept(site))
    shutil.rmtree(site.folder / ".cache")
    places = [tmp_path / str(number) for number in range(2)]

    builds = [
        subprocess.Popen(
            [*BUILD, "-q", "-d", str(place)],
            cwd=site.folder,
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for place in places
    ]

    assert [build.wait(60) for build in builds] == [0, 0]
    for place in places:
        assert files_of(place) == right
    assert len(kept(site)) >= many
    assert site.build().same_bytes() == right
