"""The catalogues of the languages."""

from __future__ import annotations

import pytest

from mkdocs_osai.i18n import ENGLISH, languages
from tests import catalogues

TRANSLATED = [language for language in languages() if language != ENGLISH]


def test_there_is_a_catalogue_for_dutch_german_and_french() -> None:
    assert languages() == ("en", "de", "fr", "nl")


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_has_a_translation_of_each_text_with_the_same_values(language: str) -> None:
    assert list(catalogues.wrong(language)) == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_is_as_make_catalogues_writes_it(language: str) -> None:
    assert catalogues.path_of(language).read_text("utf-8") == catalogues.updated(language)


def test_texts_are_collected_from_code_templates_and_dimensions() -> None:
    found = catalogues.collected()

    assert (None, "National origin") in found
    assert ("category", "Europe") in found
    assert (None, "{count} model") in found
