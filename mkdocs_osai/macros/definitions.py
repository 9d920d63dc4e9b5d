"""Macros about definitions of open models."""

from __future__ import annotations

from mkdocs_osai.i18n import gettext, headed, integer
from mkdocs_osai.macros.base import Macros, macro
from mkdocs_osai.macros.tables import ATTRIBUTES
from mkdocs_osai.problems import AuthorError, quote
from mkdocs_osai.sanitize import EscapedText, escape_markdown
from mkdocs_osai.stats import at_least_one
from mkdocs_osai.stats.formatting import models_in_words, of_models


class DefinitionMacros(Macros):
    """Which models meet which definitions."""

    @macro
    def meets(
        self,
        definition: str,
        *,
        model: str | None = None,
        top: int | None = None,
        **selection: object,
    ) -> str:
        """The models that meet a definition for certain, linked; or the answer for one model.

        `osai.count(meets='…')` is their number, within bounds if that cannot be said of some.

        Args:
            definition: its key, such as `osaid`, or its name.
            model: one model; the answer is "meets it", "does not meet it" or "cannot be said".
            top: the most names; the number of the others follows.

        Example:
            `<< osai.meets('all-licensed', top=3) >>`
        """
        index, words = self._selected(selection)
        if model is not None:
            return EscapedText(index.verdict(definition, model).words)
        models = index.meets(definition, **words)
        if not models:
            name = index.definitions[definition].called
            raise AuthorError(
                f"no selected model meets {quote(name)} for certain",
                f"osai.count(meets={definition!r}) says how many may meet it",
            )
        return self._listed(models, top)

    @macro
    def near_misses(self, definition: str, *, top: int | None = None, **selection: object) -> str:
        """A table of the models that fail one requirement of a definition only, and by which.

        What the index does not assess is left aside.

        Args:
            definition: its key, such as `osaid`, or its name.
            top: the most rows; the caption has the number of all.

        Example:
            `<< osai.near_misses('all-licensed', top=5) >>`
        """
        index, words = self._selected(selection)
        found = index.near_misses(definition, **words)
        name = index.definitions[definition].called
        limit = None if top is None else at_least_one("top", top)
        rows = "".join(
            f'<tr><th scope="row">{self._linked(model)}</th>'
            f"<td>{escape_markdown(one.requirement)}</td><td>{escape_markdown(gettext(one.found))}</td></tr>"
            for model, one in found[:limit]
        )
        shown = len(found[:limit])
        whole = len(found)
        count = of_models(integer(shown), whole) if shown < whole else models_in_words(whole)
        chosen = index.select(**words).words
        away = gettext("One requirement away from {definition}", definition=name)
        caption = headed(away + (f" ({chosen})" if chosen else ""), count)
        titles = (gettext("Model"), gettext("It lacks"), gettext("It has"))
        head = "".join(f'<th scope="col">{escape_markdown(title)}</th>' for title in titles)
        return (
            f"<table{ATTRIBUTES}><caption>{escape_markdown(caption)}</caption>"
            f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        )
