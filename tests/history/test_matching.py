"""Which models of two states are the same."""

from __future__ import annotations

from typing import Any

from mkdocs_osai.history.matching import Matched, folded, folded_link, matched
from mkdocs_osai.index import Grade, Model
from tests.builders import a_model


def a_file_about(id_: str, subject: str, **changes: Any) -> Model:
    """A model whose evidence is about a subject."""
    refs = ("code", "paper", "modelcard", "datasheet")
    grades = {
        ref: Grade("open", (f"https://example.org/{subject}/{ref}",), f"{subject}: {ref}")
        for ref in refs
    }
    return a_model(id_, **{"name": subject, "grades": grades, **changes})


def ids(found: Matched) -> tuple[list[tuple[str, str]], list[str], list[str]]:
    kept = [(former.id, model.id) for former, model in found.kept if former.id != model.id]
    return kept, [m.id for m in found.added], [m.id for m in found.removed]


def test_a_file_with_most_of_the_texts_and_links_of_another_is_that_model() -> None:
    old = a_file_about("old", "x", name="Old")
    same, other = a_file_about("same", "x", name="Same"), a_file_about("other", "y")

    assert ids(matched([old], [other, same])) == ([("old", "same")], ["other"], [])


def test_a_name_counts_only_with_the_organisation_or_a_common_text() -> None:
    old = a_model("old", name="Solar", organization="A")

    assert ids(matched([old], [a_model("new", name="SOLAR", organization="a")])) == (
        [("old", "new")],
        [],
        [],
    )
    elsewhere = a_model("new", name="Solar", organization="B")
    assert ids(matched([old], [elsewhere])) == ([], ["new"], ["old"])


def test_an_alias_is_stronger_than_the_content() -> None:
    old = a_file_about("old", "x")
    alike, said = a_file_about("a", "x"), a_file_about("b", "y", aliases=("old",))

    assert ids(matched([old], [alike, said])) == ([("old", "b")], ["a"], [])


def test_a_model_that_is_still_there_is_not_the_former_of_another() -> None:
    old = a_file_about("old", "x")

    assert ids(matched([old], [old, a_file_about("copy", "x")])) == ([], ["copy"], [])


def test_a_file_that_is_about_another_model_in_every_respect_is_another_model() -> None:
    old = a_file_about("a", "x", organization="X")
    other = a_file_about("a", "y", organization="Y")

    assert ids(matched([old], [other])) == ([], ["a"], ["a"])
    assert ids(matched([old], [a_file_about("a", "y", organization="X")])) == ([], [], [])


def test_spelling_is_folded() -> None:
    assert folded("Ümlaut  GmbH.") == folded("umlaut gmbh")
    assert folded("Yi-1.5") != folded("Yi-15")
    assert folded_link("https://www.a.org/x/") == folded_link("http://a.org/X")
    assert folded_link("https://a.org/x") != folded_link("https://a.org/y")
