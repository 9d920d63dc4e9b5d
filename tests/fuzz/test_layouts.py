"""A folder of models that somebody arranged by hand, and a clone with any settings."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from hypothesis import given
from hypothesis import strategies as st

from mkdocs_osai.history import IndexVersions, load
from mkdocs_osai.history.history import History
from mkdocs_osai.problems import OsaiError
from mkdocs_osai.quality.check import check
from tests.builders import a_file
from tests.fuzz.settings import tries, within
from tests.repositories import a_repository, commit, git, models, plant

_FOLDERS = ("models", "models.git", "data/models", "data.git/models", "data.git", ".")
_WAYS = st.sampled_from(("{}", "./{}/", "{}/../{}", "data/../{}", "../site/{}", "{}/.", "{}/.git"))
_PLACES = st.sampled_from(
    (*_FOLDERS, "models/data", "data", "models/.git", "data.git/.git", "models/refs", "../outside")
)
_STEPS = st.one_of(
    st.tuples(st.sampled_from(("plant", "clone", "parts", "folder", "yaml", "empty")), _PLACES),
    st.tuples(
        st.sampled_from(("link", "move")),
        st.tuples(_PLACES, st.sampled_from((*_FOLDERS, "../outside", "../outside/models", ".git"))),
    ),
    st.tuples(st.just("gitfile"), st.tuples(_PLACES, _PLACES)),
    st.tuples(st.just("git"), st.sampled_from(("none", "bare", "commit", "no HEAD"))),
)
_LAYOUTS = st.tuples(st.lists(_STEPS, max_size=5), st.sampled_from(_FOLDERS), _WAYS)
_Step = tuple[str, str | tuple[str, str]]


@cache
def _templates() -> Path:
    """A site in git, and outside of it a repository with a model that is not one of the site."""
    top = Path(mkdtemp(prefix="osai-fuzz-"))
    site = a_repository(top / "site")
    commit(site, models("a", "b"), "2025-01-01")
    commit(site, models("c"), "2025-02-01")
    outside = a_repository(top / "outside")
    commit(outside, {"models/secret.yaml": a_file(), "secret.yaml": a_file()})
    return top


@tries(25)
@given(_LAYOUTS)
@within(6)
def test_layouts(given: tuple[list[_Step], str, str]) -> None:
    """The check, the library and a site read the same, nothing of it from outside of the site."""
    steps, folder, way = given
    top = Path(mkdtemp(prefix="osai-fuzz-"))
    before = Path.cwd()
    try:
        shutil.copytree(_templates(), top, symlinks=True, dirs_exist_ok=True)
        site = top / "site"
        os.chdir(site)
        for step in steps:
            with suppress(OSError, RuntimeError, shutil.Error):
                _arrange(site, *step)
        _hold(way.format(folder, folder), trusted=not any(map(_makes_git, steps)))
    finally:
        os.chdir(before)
        shutil.rmtree(top)


def _hold(folder: str, *, trusted: bool) -> None:
    """The law of layouts.

    Args:
        folder: how the folder is named.
        trusted: whether git itself made each `.git`, as in every checkout.
    """

    def checked() -> set[str]:
        index = check(folder).index
        assert index is not None
        return {m.id for m in index.models}

    readers: tuple[Callable[[], set[str]], ...] = (
        checked,
        lambda: {m.id for m in load(folder).models},
        lambda: {m.id for m in IndexVersions(os.path.relpath(folder)).present.models},
    )
    found = [_or_refused(read) for read in readers]
    assert found[0] == found[1] == found[2], found
    if trusted:
        found.append(_or_refused(lambda: {m.id for m in load(folder, as_of="2025-02-15").models}))
    if not any(Path(part).suffix == ".git" for part in Path(os.path.normpath(folder)).parts):
        assert not any("secret" in one for one in found if one), found


def _makes_git(step: _Step) -> bool:
    """Whether a step makes a `.git`, which git itself never takes from a commit."""
    kind, told = step
    place = told if isinstance(told, str) else told[0]
    return kind == "gitfile" or Path(place).name == ".git"


def _or_refused(read: Callable[[], set[str]]) -> set[str] | None:
    try:
        return read()
    except OsaiError:
        return None


def _arrange(site: Path, kind: str, told: str | tuple[str, str]) -> None:
    """Do one thing to the files of a site, as far as it can be done."""
    if kind == "git":
        _of_git(site, str(told))
    elif isinstance(told, tuple):
        taken = kind == "move" and told[1].startswith("../")  # what a site holds it may show
        if told[0] != "." and not taken:  # which is the current directory
            first, second = site / told[0], site / told[1]
            first.parent.mkdir(parents=True, exist_ok=True)
            _WITH_TWO[kind](first, second)
    else:
        (site / told).mkdir(parents=True, exist_ok=True)
        _WITH_ONE[kind](site, site / told)


def _linked(first: Path, second: Path) -> None:
    if first.is_dir() and not first.is_symlink():
        shutil.rmtree(first)
    first.symlink_to(os.path.relpath(second, first.parent))


def _parted(_: Path, place: Path) -> None:
    (place / "HEAD").write_text("ref: refs/heads/main\n")
    for name in ("objects", "refs"):
        (place / name).mkdir()


def _emptied(_: Path, place: Path) -> None:
    for file in place.glob("*.yaml"):
        file.unlink()


_WITH_TWO: dict[str, Callable[[Path, Path], object]] = {
    "link": _linked,
    "move": lambda first, second: second.rename(first),
    "gitfile": lambda first, second: (first / ".git").write_text(f"gitdir: {second}\n"),
}
_WITH_ONE: dict[str, Callable[[Path, Path], object]] = {
    "plant": lambda site, place: plant(site.parent / "outside", place),
    "clone": lambda site, place: git(site, "clone", "-q", "--bare", "../outside", str(place)),
    "yaml": lambda _, place: (place / "d.yaml").write_text(a_file()),
    "folder": lambda *_: None,
    "parts": _parted,
    "empty": _emptied,
}


def _of_git(site: Path, told: str) -> None:
    if told == "none":
        shutil.rmtree(site / ".git")
    elif told == "bare":
        git(site, "config", "core.bare", "true")
    elif told == "no HEAD":
        (site / ".git/HEAD").write_text("")
    else:
        commit(site, {})


@cache
def _keys() -> tuple[str, ...]:
    """All settings that git knows."""
    told = git(Path("/"), "help", "--config").splitlines()
    return tuple(sorted(line for line in told if "." in line and " " not in line))


_VALUES = st.sampled_from(
    (
        *("true", "false", "always", "never", "0", "1", "-1", "2g", "", " ", "x", "~", "/", ".."),
        *("UTF-16", "UTF-32", "IBM037", "UTF-7", "latin1", "none", "sha256", "reftable", "files"),
        *("HEAD", "HEAD~1", "refs/heads/main", "a.yaml", "/nowhere", "/dev/null", "relative"),
        *("%H", "copies", "histogram", "explicit", "origin", "!touch ran", "touch ran", "ext::x"),
    )
)
_KEYS = st.one_of(
    st.deferred(lambda: st.sampled_from(_keys())),
    st.sampled_from(
        (
            *("i18n.logOutputEncoding", "i18n.commitEncoding", "core.bare", "core.worktree"),
            *("core.commitGraph", "core.attributesFile", "core.abbrev", "core.quotePath"),
            *("core.repositoryFormatVersion", "extensions.objectFormat", "extensions.refStorage"),
            *("extensions.worktreeConfig", "extensions.partialClone", "include.path", "attr.tree"),
        )
    ),
)
_FILES = {
    "info/attributes": ("* binary\n", "* -diff\n", "*.yaml diff=x filter=x\n"),
    "info/grafts": ("{head}\n", "{head} {first}\n", "x\n", "{head} {head}\n"),
    "info/exclude": ("*\n",),
    "shallow": ("", "x\n", "{first}\n"),
    "packed-refs": ("", "x", "# pack-refs with: peeled\n{first} refs/heads/HEAD\n"),
    "refs/heads/HEAD": ("{first}\n",),
    "refs/tags/main": ("{first}\n", "x\n"),
    "config.worktree": ("[core]\n\tbare = true\n", "[i18n]\n\tlogOutputEncoding = UTF-16\n", "["),
    "objects/info/alternates": ("/nowhere\n", "..\n", "\n"),
    "objects/info/commit-graph": ("", "CGPH", "x" * 2_000),
    "index": ("", "x", "DIRC"),
    "commondir": ("..\n", "/nowhere\n"),
    "../.gitattributes": ("* binary\n", "* working-tree-encoding=UTF-16\n"),
}
_CLONES = st.tuples(
    st.lists(st.tuples(_KEYS, _VALUES), max_size=4),
    st.lists(
        st.sampled_from([(name, text) for name, texts in _FILES.items() for text in texts]),
        max_size=2,
    ),
)


@cache
def _moved() -> Path:
    """A site whose folder of models was renamed, and changed at the same time."""
    site = a_repository(Path(mkdtemp(prefix="osai-fuzz-")) / "site")
    commit(site, models("a", "b", "c", folder="data"), "2025-01-01")
    git(site, "mv", "data", "models")
    commit(site, {"models/a.yaml": a_file(name="Changed").replace("\n", "\r\n")}, "2025-02-01")
    commit(site, models("d"), "2025-03-01")
    return site


@cache
def _right() -> tuple[object, ...]:
    return tuple(ask() for ask in _questions(_moved() / "models"))


def _questions(folder: Path) -> tuple[Callable[[], object], ...]:
    history = History(folder)
    return (
        history.revisions,
        history.head,
        lambda: [m.name for m in history.read(history.at("2025-01-15")).models],
        lambda: history.resolve("HEAD~1"),
        lambda: [m.name for m in load(folder).models],
    )


@tries(25)
@given(_CLONES)
@within(6)
def test_clones(given: tuple[list[tuple[str, str]], list[tuple[str, str]]]) -> None:
    """Whatever is set in a clone, the answers are the same, or git refuses; nothing is run."""
    settings, files = given
    right = _right()
    top = Path(mkdtemp(prefix="osai-fuzz-"))
    try:
        site = top / "site"
        shutil.copytree(_moved(), site)
        head, first = git(site, "rev-parse", "HEAD"), git(site, "rev-parse", "HEAD~2")
        for name, text in files:
            (site / ".git" / name).parent.mkdir(parents=True, exist_ok=True)
            (site / ".git" / name).write_text(text.format(head=head, first=first))
        with (site / ".git/config").open("a") as config:
            config.writelines(_line(key, value) for key, value in settings)
        for ask, expected in zip(_questions(site / "models"), right, strict=True):
            with suppress(OsaiError):
                assert ask() == expected
        assert not [*top.rglob("ran")]
    finally:
        shutil.rmtree(top)


def _line(key: str, value: str) -> str:
    section, _, name = key.rpartition(".")
    section, _, below = section.partition(".")
    below = below.replace("<", "x").replace(">", "").replace("*", "x")
    name = "".join(c for c in name if c.isalnum() or c == "-") or "x"
    return f'[{section}{f" {chr(34)}{below}{chr(34)}" if below else ""}]\n\t{name} = "{value}"\n'
