"""Macros that print what models were made from."""

from __future__ import annotations

from mkdocs_osai.i18n import listed
from mkdocs_osai.macros.base import Macros, macro
from mkdocs_osai.macros.numbers import AsOf
from mkdocs_osai.problems import AuthorError, quote
from mkdocs_osai.sanitize import EscapedText, escape_markdown


class LineageMacros(Macros):
    """Bases and derivatives of models."""

    @macro
    def base(self, model: str, *, as_of: AsOf = None) -> EscapedText:
        """The name of the model that a model was made from, as its file has it.

        Example:
            `<< osai.base('GEITje') >>`
        """
        return EscapedText(self._page.index(as_of).base(model))

    @macro
    def ancestors(self, model: str, *, as_of: AsOf = None) -> str:
        """The bases that a model stands on, nearest first, linked if the index describes them.

        Example:
            `<< osai.ancestors('SQLCoder') >>`
        """
        index = self._page.index(as_of)
        found = index.ancestors(model)
        if not found:
            name = index.model(model).name
            raise AuthorError(f"{quote(name)} is from scratch", "name a model that has a base")
        names = []
        for one in found:
            address = self._page.address(index.model(one.entry)) if one.entry else None
            text = escape_markdown(one.name)
            names.append(f"[{text}]({address})" if address else text)
        return listed(names)

    @macro
    def descendants(self, name: str, *, top: int | None = None, **selection: object) -> str:
        """The models that stand on a family, a line or a model, linked, as a list in a sentence.

        `osai.n(base_family='Llama', derived=True)` is their number.

        Args:
            name: a family such as `Llama`, a line such as `Llama 3.1`, or a model.
            top: the most names; the number of the others follows.

        Example:
            `<< osai.descendants('Mistral') >>`
        """
        index, words = self._selected(selection)
        chosen = {model.id for model in index.selected(**words)}
        models = [model for model in index.descendants(name) if model.id in chosen]
        if not models:
            raise AuthorError(f"no selected model stands on {quote(name)}", "select others")
        return self._listed(models, top)
