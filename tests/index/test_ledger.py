from __future__ import annotations

from pathlib import Path

from mkdocs_osai.index.ledger import Ledger
from mkdocs_osai.index.store import Store


def numbers(folder: Path) -> Ledger:
    return Ledger(Store(folder), "numbers", lambda kept: isinstance(kept, int))


def never() -> int:
    raise AssertionError


def test_what_was_asked_for_is_known_the_next_time(tmp_path: Path) -> None:
    first = numbers(tmp_path)
    assert first.answer("one", lambda: 1) == first.answer("one", never) == 1
    first.answer("two", lambda: 2)
    first.keep()

    second = numbers(tmp_path)
    assert second.answer("one", never) == 1
    second.keep()

    assert numbers(tmp_path).answer("two", lambda: 22) == 22, "nobody asked for it any more"


def test_what_is_no_answer_is_found_anew(tmp_path: Path) -> None:
    for kept in ({"one": "1", "two": 2}, ["one"], None):
        Store(tmp_path).put("numbers", kept)

        assert numbers(tmp_path).answer("one", lambda: 1) == 1


def test_a_ledger_nobody_asked_forgets_nothing(tmp_path: Path) -> None:
    first = numbers(tmp_path)
    first.answer("one", lambda: 1)
    first.keep()

    numbers(tmp_path).keep()

    assert numbers(tmp_path).answer("one", never) == 1
