"""The base of all macros.

Pages can call every method with the decorator `macro`. A macro never raises, because the macros
plugin would replace the whole page with a traceback. A failed call is reported with its file and
line, and prints the problem in its place.
"""

from __future__ import annotations

import functools
import inspect
import logging
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any, ParamSpec, TypeVar, cast

from jinja2 import Undefined

from mkdocs_osai.deprecations import in_new_words, words_of
from mkdocs_osai.i18n import listed
from mkdocs_osai.index import Model
from mkdocs_osai.macros.page_context import PageContext
from mkdocs_osai.macros.page_number import Missing, PageNumber, plain
from mkdocs_osai.macros.statements import NOTHING
from mkdocs_osai.problems import OsaiError, UnknownName, quote, suggestion
from mkdocs_osai.sanitize import LinkedText
from mkdocs_osai.stats import Index, Quantity, at_least_one, enumerated
from mkdocs_osai.stats.formatting import more
from mkdocs_osai.stats.selection.selection import LATEST, WORDS, select

P = ParamSpec("P")
T = TypeVar("T")

log = logging.getLogger("mkdocs.plugins.osai")


def macro(method: Callable[P, T]) -> Callable[P, T | Missing]:
    """Make a method a macro, which reports errors instead of raising them."""

    @functools.wraps(method)
    def call(*args: P.args, **kwargs: P.kwargs) -> T | Missing:
        self = cast("Macros", args[0])
        values = [*args[1:], *kwargs.values()]
        missing = next((value for value in values if isinstance(value, Missing)), None)
        if missing is not None:
            return missing
        if unquoted := _undefined(values):
            return self._missing(*_without_quotes(unquoted, kwargs))
        try:
            given = [plain(value) for value in args]
            named = {name: plain(value) for name, value in kwargs.items()}
            if not words_of(method).keys().isdisjoint(named):
                named, notices = in_new_words(f"osai.{method.__name__}", named, words_of(method))
                for what, hint in notices:
                    self._page.advise(what, hint, of_past=True)
            result = cast("Callable[..., T]", method)(*given, **named)
            return self._template_number(result) if isinstance(result, Quantity) else result
        except OsaiError as error:
            return self._missing(error.what, self._hint(error, method, kwargs))
        except Exception as error:  # a page must never hold a traceback
            if isinstance(error, TypeError) and (wrong := _unfit(method, args, kwargs)):
                return self._missing(
                    f"osai.{method.__name__}: {wrong}", f"write osai.{usage(method)}"
                )
            log.debug("osai.%s failed", method.__name__, exc_info=True)
            return self._missing(
                f"osai.{method.__name__} failed: {type(error).__name__}: {quote(error)}",
                "this is a bug in mkdocs-osai; please report it",
            )

    call.is_macro = True  # type: ignore[attr-defined]
    call.__doc__ = _documented(method)
    return call


SHARED_ARGUMENTS = {
    "dimension": "the name of the dimension, such as `national_origins`.",
    "categories": "one or more of its categories.",
    "model": "the model, by id, by name or by a former name.",
    "words": 'print the number in words: "two".',
    "as_of": "a past day, a tag or a commit of the index.",
    "top": "keep this many categories, the largest, and join the others.",
    "other": "the name of the joined categories.",
    "groups": "categories to count as one: `{'EU': ['France', 'Germany']}`.",
    "order": "the categories that come first, in this order.",
    "title": "the title; by default it says what is shown.",
    "caption": "a sentence for the caption, as plain text.",
    "alt": "the text alternative of the image; by default it lists the numbers.",
    "id": "an id that numbers the figure on its page, for `osai.ref`.",
    "selection": "the models, such as `latest=True` or `origin='France'`.",
}
"""The description of arguments that many macros have, for docstrings that leave it out."""


def _documented(method: Callable[..., object]) -> str:
    """The docstring of a macro, with `SHARED_ARGUMENTS` in the order of its signature."""
    summary, _, rest = (inspect.getdoc(method) or "").partition("\n\nArgs:\n")
    if not rest:
        summary, _, rest = summary.partition("\n\nExample:\n")
        rest = f"\nExample:\n{rest}" if rest else ""
    own, _, example = rest.partition("\nExample:\n")
    entries = {m[1]: m[0] for m in _ENTRY.finditer(own)}
    parameters = inspect.signature(method).parameters
    for name in parameters:
        if name in SHARED_ARGUMENTS and name not in entries:
            entries[name] = f"    {_STARS.get(name, '')}{name}: {SHARED_ARGUMENTS[name]}\n"
    listed = "".join(entries[name] for name in parameters if name in entries)
    parts = [summary, listed and f"Args:\n{listed}".rstrip(), example and f"Example:\n{example}"]
    return "\n\n".join(filter(None, parts))


_ENTRY = re.compile(r"^    \*{0,2}(\w+): .*\n?(?:^     +.*\n?)*", re.MULTILINE)
"""The description of an argument in a docstring."""

_STARS = {"categories": "*", "selection": "**"}


def _undefined(values: Iterable[object]) -> list[str]:
    """The undefined names in the arguments of a call, in their order."""
    names: list[str] = []
    for value in values:
        if isinstance(value, Undefined):
            names.append(str(getattr(value, "_undefined_name", None) or "…"))
        elif isinstance(value, Mapping):
            names += _undefined([*value.keys(), *value.values()])
        elif isinstance(value, list | tuple):
            names += _undefined(value)
    return list(dict.fromkeys(names))


def _without_quotes(names: Sequence[str], kwargs: Mapping[str, object]) -> tuple[str, str]:
    """The problem of undefined names in a call, and its hint."""
    quoted = enumerated([quote(name) for name in names])
    what = f"{quoted} {'has' if len(names) == 1 else 'have'} no quotes"
    if names == [LATEST]:
        return what, "write latest=True"
    for word, value in kwargs.items():
        name = _undefined([value])[0].casefold() if isinstance(value, Undefined) else ""
        if len(names) == 1 and name in _YES_OR_NO:
            return what, f"write {word}={_YES_OR_NO[name]}"
    return what, f"write {', '.join(repr(name) for name in names)}"


_YES_OR_NO = {"yes": True, "on": True, "true": True, "no": False, "off": False, "false": False}


def _instead_of_name(given: object) -> str:
    """A hint for a value in the place of a name; empty for an unknown mistake."""
    if isinstance(given, bool):
        return "an argument has one =, as in type='text'"
    if isinstance(given, Mapping):
        return f"write {', '.join(f'{key}={value!r}' for key, value in given.items())}"
    if isinstance(given, int):
        return f"write top={given}"
    if not isinstance(given, str):
        return ""
    if given in WORDS:
        return f"it is an argument: write {given}={'True' if given == LATEST else '…'}"
    return "a quote ends with the character that it starts with"


def _unfit(method: Callable[..., object], args: Sequence[object], kwargs: dict[str, object]) -> str:
    """Why a method cannot be called with these arguments; empty if it can."""
    try:
        inspect.signature(method).bind(*args, **kwargs)
    except TypeError as error:
        return str(error)
    return ""


def usage(method: Callable[..., object]) -> str:
    """The short form of a call, such as `pie(dimension, …)`."""
    parameters = [*inspect.signature(method).parameters.values()][1:]
    needed = [
        p.name for p in parameters if p.kind is p.POSITIONAL_OR_KEYWORD and p.default is p.empty
    ]
    return f"{method.__name__}({', '.join([*needed, '…'])})"


MACRO_WORDS = {
    f"osai.{word}": f"osai.{macro_name}"
    for macro_name, words in {
        "n": "total number amount how_many len length size models_count num",
        "share": "percent percentage proportion fraction part pct",
        "mean": "average avg openness mean_score",
        "bar": "chart plot diagram figure graph histogram column columns bars barchart",
        "pie": "donut doughnut piechart",
        "line": "trend history series over_time lines linechart",
        "rank": "position place",
        "list": "names",
        "largest": "biggest most max",
        "date": "day as_of",
        "change": "growth difference diff delta",
        "claim": "check assert says",
    }.items()
    for word in words.split()
}
"""Words that authors may try → the macro that a message suggests."""


class Macros:
    """The base class of the macros.

    Args:
        page: returns the page that is being rendered.
        nouns: what the site calls the things that it counts, besides "models".
    """

    def __init__(self, page: Callable[[], PageContext], nouns: Iterable[str] = ()) -> None:
        self._current = page
        self._nouns = tuple(nouns)

    @property
    def _page(self) -> PageContext:
        return self._current()

    def __str__(self) -> str:
        return "osai"

    def __getattr__(self, name: str) -> Missing:
        if name.startswith("_"):
            raise AttributeError(name)
        known = [f"osai.{m}" for m in macro_names(type(self))]
        error = UnknownName("macro", f"osai.{name}", known, MACRO_WORDS)
        return self._missing(error.what, error.hint)

    def _template_number(self, quantity: Quantity) -> Any:
        """A number that reports failed operations as problems of the page."""
        return PageNumber.make(quantity, lambda error: self._missing(error.what, error.hint))

    def _hint(
        self, error: OsaiError, method: Callable[..., object], kwargs: Mapping[str, object]
    ) -> str:
        """The hint of an error; for an unknown name it depends on the call."""
        if not isinstance(error, UnknownName):
            return error.hint
        if error.kind == "argument" and error.name in kwargs:
            parameters = [*inspect.signature(method).parameters.values()][1:]
            own = [p.name for p in parameters if p.kind not in (p.VAR_POSITIONAL, p.VAR_KEYWORD)]
            if error.name == "decimals":
                return "leave it out: only a share, a score, a ratio or a change has decimals"
            return suggestion(str(error.name), [*own, *error.allowed], also=error.also)
        if error.kind == "unit" and isinstance(error.name, str):
            with suppress(OsaiError):
                name = self._page.index().registry[error.name].name
                return f"it is a dimension; write by={name!r} for a line of each category"
        if error.kind == "dimension":
            with suppress(OsaiError):  # the page may have no index, which is another problem
                return self._instead_of_dimension(error.name, method.__name__) or error.hint
        return error.hint

    def _instead_of_dimension(self, given: object, macro_name: str) -> str:
        """A hint for a value in the place of a dimension; empty for an unknown mistake."""
        if not isinstance(given, str) or given in WORDS or "'" in given or '"' in given:
            takes = inspect.signature(getattr(self, macro_name)).parameters
            return _instead_of_name(given) if "top" in takes or type(given) is not int else ""
        index = self._page.index()
        for dimension in index.registry.values():
            rest = given.removeprefix(dimension.name)
            if rest != given and rest in index.categories(dimension):
                return f"a comma is missing: {dimension.name!r}, {rest!r}"
        of = next((d.name for d in index.registry.values() if given in index.categories(d)), "")
        return f"name its dimension first: osai.{macro_name}({of!r}, {quote(given)})" if of else ""

    def _linked(self, model: Model) -> str:
        """The name of a model as a Markdown link, or as text if it has no address."""
        return self._page.linked(model)

    def _listed(self, models: Sequence[Model], top: int | None) -> LinkedText:
        """The names of models as a list in a sentence, linked, with the number of the others."""
        named = models[: None if top is None else at_least_one("top", top)]
        left = len(models) - len(named)
        others = [more(left)] if left else []
        return LinkedText(
            listed([*map(self._linked, named), *others]),
            listed([*(model.name for model in named), *others]),
        )

    def _missing(self, what: str, hint: str) -> Missing:
        self._page.note("nothing", lambda: NOTHING)
        return Missing(self._page.complain(what, hint))

    def _selected(self, selection: Mapping[str, object]) -> tuple[Index, dict[str, Any]]:
        """The index of a call, and its selection merged with that of the page."""
        words = {**self._page.defaults, **selection}
        index = self._page.index(words.pop("as_of", None))
        select(index, words)  # an unknown word must not become an argument of the index
        return index, words


def macro_names(of: type) -> list[str]:
    """The names of all macros of a class, without `osai.`."""
    return sorted(name for name in dir(of) if getattr(getattr(of, name), "is_macro", False))
