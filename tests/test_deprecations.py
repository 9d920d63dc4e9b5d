"""Old words for arguments work for a year, and say how they are called now."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import pytest

from mkdocs_osai.cli import main
from mkdocs_osai.cli.options import CommandWithOldOptions
from mkdocs_osai.deprecations import UNTIL, words_of
from mkdocs_osai.macros import Osai
from mkdocs_osai.macros.base import macro_names
from mkdocs_osai.problems import AuthorError
from mkdocs_osai.stats import Index
from tests.builders import an_index_of
from tests.conftest import ROOT, osai
from tests.sites import Site

CALLS: dict[str, tuple[Callable[[Index], object], Callable[[Index], object]]] = {
    "ranking": (lambda i: i.ranking(most=2), lambda i: i.ranking(2)),
    "grid": (lambda i: i.grid(most=2), lambda i: i.grid(top=2)),
    "largest": (lambda i: i.largest("types", k=1), lambda i: i.largest("types", top=1)),
    "cross": (
        lambda i: i.cross("types", "academic", normalize=True),
        lambda i: i.cross("types", "academic", measure="share"),
    ),
}


@pytest.mark.parametrize("name", CALLS)
def test_an_old_word_of_the_library_is_a_warning_and_gives_the_same(name: str) -> None:
    index = an_index_of([{}, {"types": ("code",)}, {"origin": "France"}])
    old, new = CALLS[name]

    with pytest.warns(DeprecationWarning, match=rf"{name}: \w+ is now called .* until {UNTIL}"):
        found = old(index)
    assert found == new(index)


def test_every_old_word_of_the_library_is_tried_here() -> None:
    assert {name for name in dir(Index) if words_of(getattr(Index, name))} == set(CALLS)


def test_an_old_and_a_new_word_for_one_thing_are_an_error() -> None:
    with pytest.raises(AuthorError, match="ranking has most and top; most is the old name of top"):
        an_index_of([{}]).ranking(3, most=3, top=3)  # type: ignore[misc]


def test_the_warning_points_to_the_caller() -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        an_index_of([{}]).ranking(most=1)

    assert [one.filename for one in caught] == [__file__]


def test_no_signature_has_an_old_word() -> None:
    for owner in (Index, Osai):
        for name in dir(owner):
            method = getattr(owner, name)
            code: Any = getattr(method, "__code__", None)
            while hasattr(method, "__wrapped__"):
                method = method.__wrapped__
                code = method.__code__
            if code is not None:
                names = set(code.co_varnames[: code.co_argcount + code.co_kwonlyargcount])
                assert not names & {"most", "limit", "k", "normalize"}, f"{owner} {name}"


def test_an_old_option_is_a_notice_and_gives_the_same(database: Any) -> None:
    models = ("--models", database)
    for old, new, said in (
        (("models", "--limit", "3"), ("models", "--top", "3"), "--limit is now called --top;"),
        (("models", "--limit=3"), ("models", "--top", "3"), "--limit is now called --top;"),
        (
            ("stats", "types", "--by", "regions", "--normalize"),
            ("stats", "types", "--by", "regions", "--measure", "share"),
            "--normalize is now called --measure share;",
        ),
    ):
        before, now = osai(*old, *models), osai(*new, *models)
        assert before.stdout == now.stdout
        assert before.exit_code == 0
        assert f"notice: {said}" in before.stderr
        assert "notice" not in now.stderr


@pytest.mark.parametrize("command", ["build", "serve"])
def test_a_note_on_an_old_word_stops_no_strict_build_and_is_on_no_page(
    site: Site, command: str
) -> None:
    site.write("docs/index.md", "# Home\n\n<< osai.list(most=2) >>\n")
    built = site.build(command, strict=True)

    assert not built.stopped
    [note] = [m for m in built.messages if "most is now called top" in m]
    assert note.startswith("INFO docs/index.md:3: osai.list: most is now called top; write top=2;")
    assert "is now called" not in built.html("index.html")


def test_the_changelog_has_every_old_word_and_its_end() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    deprecated = text.partition("### Deprecated")[2].partition("###")[0]
    words = {word for name in macro_names(Osai) for word in words_of(_method(name))}
    options = {
        option
        for command in main.commands.values()
        if isinstance(command, CommandWithOldOptions)
        for option in command.old_options
    }

    assert words == {"most", "limit", "k", "normalize"}
    assert options == {"--most", "--limit", "--normalize"}
    assert all(f"`{word}`" in deprecated for word in (*words, *options))
    assert UNTIL in " ".join(deprecated.split())


def _method(name: str) -> Callable[..., object]:
    method: Callable[..., object] = getattr(Osai, name)
    return method
