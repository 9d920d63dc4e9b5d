"""A model by what authors call it: its id, its name, or what it was called before."""

from __future__ import annotations

from collections.abc import Iterable

from mkdocs_osai.index import Model
from mkdocs_osai.problems import AuthorError, UnknownName, quote


class ModelLookup:
    """Finds models; exact spellings win over those that differ in case.

    Example:
        >>> from mkdocs_osai.index import Model
        >>> ModelLookup([Model("bloomz", "bloomz.yaml", "BLOOMZ")]).find("BLOOMZ").id
        'bloomz'
    """

    def __init__(self, models: Iterable[Model]) -> None:
        self._exact: list[dict[str, list[Model]]] = [{}, {}, {}]
        for model in models:
            for level, names in enumerate(([model.id], [model.name], model.aliases)):
                for name in names:
                    self._exact[level].setdefault(name, []).append(model)
        self._folded: list[dict[str, list[Model]]] = []
        for names_of_level in self._exact:
            folded: dict[str, list[Model]] = {}
            for name, found in names_of_level.items():
                folded.setdefault(name.casefold(), []).extend(found)
            self._folded.append(folded)

    def find(self, name: object) -> Model:
        """The model of an id, a name or an alias, in that order.

        Raises:
            UnknownName: there is none; with the nearest that is there.
            AuthorError: several models go by the name.
        """
        if not isinstance(name, str):
            raise UnknownName("model", name, self._all)
        for level in (*self._exact, *self._folded):
            found = level.get(name) or level.get(name.casefold())
            if found:
                unique = {model.id: model for model in found}
                if len(unique) == 1:
                    return found[0]
                ids = ", ".join(quote(i) for i in unique)
                raise AuthorError(
                    f"several models are called {quote(name)}", f"name one by id: {ids}"
                )
        raise UnknownName("model", name, self._all)

    @property
    def _all(self) -> list[str]:
        return [name for level in self._exact for name in level]
