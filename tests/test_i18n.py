"""The language of what readers see."""

from __future__ import annotations

import copy
import datetime as dt
from threading import Thread

import pytest

from mkdocs_osai import i18n


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("en", ["1,204 models", "39.8%", "9 June 2025", "June 2025", "a, b and c", "a or b"]),
        ("nl", ["1.204 modellen", "39,8%", "9 juni 2025", "juni 2025", "a, b en c", "a of b"]),
        (
            "de-AT",
            ["1.204 Modelle", "39,8\xa0%", "9. Juni 2025", "Juni 2025", "a, b und c", "a oder b"],
        ),
        (
            "fr",
            [
                *("1\u202f204 modèles", "39,8\xa0%", "9 juin 2025", "juin 2025"),
                *("a, b et c", "a ou b"),
            ],
        ),
    ],
)
def test_numbers_dates_and_lists_are_in_the_language_of_the_site(
    tag: str, expected: list[str]
) -> None:
    date = dt.date(2025, 6, 9)

    with i18n.using(tag):
        found = [
            i18n.ngettext("{count} model", "{count} models", 1204),
            i18n.percent(i18n.localized("39.8")),
            i18n.day(date),
            i18n.month(date),
            i18n.listed(["a", "b", "c"]),
            i18n.listed(["a", "b"], "or"),
        ]

    assert found == expected


def test_a_language_without_a_catalogue_is_english() -> None:
    with i18n.using("it"):
        assert i18n.language() == "en"
        assert i18n.day(dt.date(2025, 6, 9)) == "9 June 2025"


def test_a_language_holds_for_its_block_and_its_thread_only() -> None:
    seen = []
    with i18n.using("de"):
        thread = Thread(target=lambda: seen.append(i18n.language()))
        thread.start()
        thread.join()
        seen.append(i18n.language())
    seen.append(i18n.language())

    assert seen == ["en", "de", "en"]


def test_a_country_has_its_name_in_the_language() -> None:
    with i18n.using("fr"):
        assert i18n.country("Germany") == "Allemagne"
        assert i18n.country("International") == "International"


def test_a_value_is_never_read_as_a_format() -> None:
    assert i18n.gettext("{name} is open", name="{x} {}") == "{x} {} is open"


def test_a_copy_of_a_translated_text_is_the_text() -> None:
    text = i18n.Translated(lambda: i18n.gettext("Models"))

    assert copy.deepcopy({"text": text}) == {"text": "Models"}
