"""What macros return to a template: a number, or `Missing` for a call that failed."""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass, fields
from typing import Any

from mkdocs_osai.problems import AuthorError, OsaiError, UnknownName, quote
from mkdocs_osai.sanitize import EscapedText, LinkedText, escape_markdown
from mkdocs_osai.stats import Quantity
from mkdocs_osai.stats.format_specs import IN_PERCENT, KINDS, WHOLE


def mark(what: str, hint: str) -> str:
    """A problem as HTML, shown to authors in place of the call.

    Example:
        >>> mark("no", "")
        '<strong class="osai-problem" role="alert">no</strong>'
    """
    words = "; ".join(part for part in (what, hint) if part)
    return f'<strong class="osai-problem" role="alert">{escape_markdown(words)}</strong>'


class Missing:
    """The result of a failed call: any expression with it is it, and it prints its mark."""

    def __init__(self, mark: str) -> None:
        self._mark = mark

    def __str__(self) -> str:
        return self._mark

    def __bool__(self) -> bool:
        return False

    def __iter__(self) -> Any:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __getattr__(self, name: str) -> Missing:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __format__(self, _: str) -> str:
        return self._mark

    def __int__(self) -> int:
        return 0

    def __float__(self) -> float:
        return 0.0

    def _itself(self, /, *_: object, **__: object) -> Missing:
        return self

    def _false(self, _: object) -> bool:
        return False

    __call__ = __getitem__ = __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _itself
    __truediv__ = __rtruediv__ = __neg__ = __abs__ = __round__ = __floordiv__ = __mod__ = _itself
    __rfloordiv__ = __rmod__ = __pow__ = __rpow__ = _itself
    __lt__ = __le__ = __gt__ = __ge__ = _false


PROPERTIES = (
    *("percent", "per_hundred", "points", "words", "label", "basis"),
    *("certain", "possible", "at_least"),
)
"""The properties of numbers for templates."""


@dataclass(frozen=True, eq=False, repr=False)
class PageNumber(Quantity):
    """A number returned by a macro.

    A failed operation is reported as a problem of the page and returns `Missing`; an exception
    would replace the whole page with a traceback.

    Attributes:
        fail: reports an error and returns the result to use.
    """

    fail: Callable[[OsaiError], Missing] = lambda error: Missing(str(error))

    @classmethod
    def make(cls, quantity: Quantity, fail: Callable[[OsaiError], Missing]) -> PageNumber:
        """A quantity as a number for templates."""
        return cls(**_values(quantity), fail=fail)

    @property
    def plain(self) -> Quantity:
        """The quantity, whose operations raise errors."""
        return Quantity(**_values(self))

    @property
    def value(self) -> Any:
        """The exact number, or `Missing` if it is known within bounds only."""
        try:
            return self.plain.value
        except OsaiError as error:
            return self.fail(error)

    def __bool__(self) -> bool:
        return bool(self.value)

    def __getattr__(self, name: str) -> Missing:
        if name.startswith(("_", "jinja_")):
            raise AttributeError(name)
        return self.fail(UnknownName("property of a number", name, PROPERTIES))

    def __call__(self, *_: object, **__: object) -> PageNumber:
        """Itself, so that `.points()` is the same as `.points`."""
        return self

    def __int__(self) -> int:
        try:
            return int(self.plain)
        except OsaiError as error:  # in `"%d" % number`, which needs a number
            self.fail(error)
            return 0

    __index__ = __int__

    def __float__(self) -> float:
        if self.kind in IN_PERCENT:
            self.fail(
                AuthorError(
                    f"{self} is {KINDS[self.kind]}, and in this format it would lose its unit",
                    "write '{:.1%}'.format(…), or format .per_hundred",
                )
            )
            return math.nan
        return float(self.value)

    def __format__(self, spec: str) -> str:
        try:
            return format(self.plain, spec)
        except OsaiError as error:
            return str(self.fail(error))

    def _compared(self, other: object, operation: Callable[..., bool]) -> Any:
        if isinstance(other, Missing):
            return other
        try:
            if isinstance(other, str):
                raise AuthorError(
                    f"{KINDS[self.kind]} is compared with the text {quote(other)}",
                    "write a number without quotes; of a share, 0.1 is 10%",
                )
            self.check_comparable(other)
            return super()._compared(other, operation)
        except OsaiError as error:
            return self.fail(error)


def plain(value: object) -> object:
    """A template value as the library takes it: a `Quantity`, or the unescaped text."""
    if isinstance(value, EscapedText):
        return value.raw
    return value.plain if isinstance(value, PageNumber) else value


def _values(quantity: Quantity) -> dict[str, Any]:
    return {field.name: getattr(quantity, field.name) for field in fields(Quantity)}


def _reported(operation: Callable[..., object]) -> Callable[..., object]:
    """An operation that reports its error instead of raising it."""

    @functools.wraps(operation)
    def call(number: PageNumber, *others: object) -> object:
        missing = next((one for one in others if isinstance(one, Missing)), None)
        if missing is not None:
            return missing
        try:
            result = operation(number.plain, *map(plain, others))
        except OsaiError as error:
            return number.fail(error)
        return PageNumber.make(result, number.fail) if isinstance(result, Quantity) else result

    return call


def _no_operation(operator: str) -> Callable[..., object]:
    """An operation that numbers of the index do not support."""

    def operation(number: Quantity, _: object) -> object:
        raise AuthorError(
            f"{number} is {KINDS[number.kind]}, which {operator} cannot be applied to",
            "numbers support + - * / and comparisons; | int gives a plain whole number",
        )

    return operation


for _name in (
    "add",
    "radd",
    "sub",
    "rsub",
    "mul",
    "rmul",
    "truediv",
    "rtruediv",
    "round",
    "neg",
    "abs",
):
    setattr(PageNumber, f"__{_name}__", _reported(getattr(Quantity, f"__{_name}__")))
for _name, _sign in (("floordiv", "//"), ("mod", "%"), ("pow", "**")):
    for _side in ("", "r"):
        setattr(PageNumber, f"__{_side}{_name}__", _reported(_no_operation(_sign)))
for _name in ("points", "per_hundred", "percent", "words", "certain", "possible", "at_least"):
    setattr(PageNumber, _name, property(_reported(getattr(Quantity, _name).fget)))


def use_filters(filters: MutableMapping[str, Any]) -> None:
    """Make the filters of a template environment accept numbers of the index.

    Args:
        filters: the filters by name; other values are filtered as before.
    """
    ours: dict[str, Callable[..., object]] = {
        "round": _round,
        "int": lambda number, *_, **__: int(number.plain),
        "float": lambda number, *_, **__: float(number.value),
        "tojson": lambda number, *_, **__: json.dumps(
            int(number.value) if number.value.denominator == 1 else float(number.value)
        ),
    }
    for name in ("round", "int", "float", "format", "tojson", "filesizeformat"):
        if name in filters:
            filters[name] = _for_numbers(filters[name], ours.get(name))
    for name in _OF_TEXT:
        if name in filters:
            filters[name] = _for_texts(filters[name])


_OF_TEXT = (
    *("upper", "lower", "title", "capitalize", "replace", "trim", "truncate", "reverse", "center"),
    *("length", "count", "wordcount", "striptags", "escape", "e", "urlencode", "first", "last"),
)
"""The filters of texts, which would change the markup of a link."""


def _for_texts(usual: Callable[..., object]) -> Callable[..., object]:
    """A filter that gets a list of names or a claim as its plain text."""

    @functools.wraps(usual)
    def apply(*args: object, **kwargs: object) -> object:
        linked = next((one for one in args if isinstance(one, LinkedText)), None)
        if linked is None:
            return usual(*args, **kwargs)
        result = usual(*(str(one.raw) if one is linked else one for one in args), **kwargs)
        return EscapedText(result) if isinstance(result, str) else result

    return apply


def _for_numbers(
    usual: Callable[..., object], ours: Callable[..., object] | None
) -> Callable[..., object]:
    @functools.wraps(usual)
    def apply(*args: object, **kwargs: object) -> object:
        values = [*args, *kwargs.values()]
        missing = next((v for v in values if isinstance(v, Missing)), None)
        number = next((v for v in values if isinstance(v, PageNumber)), None)
        if missing is not None:
            return missing
        if number is None:
            return usual(*args, **kwargs)
        try:
            if ours is None:
                return usual(*map(_strict, args), **{k: _strict(v) for k, v in kwargs.items()})
            at = next((i for i, v in enumerate(args) if v is number), 0)
            return ours(*args[at:], **kwargs)
        except OsaiError as error:
            return number.fail(error)

    return apply


def _strict(value: object) -> object:
    """A number that raises its errors, for a filter that needs a number."""
    return PageNumber.make(value.plain, _raise) if isinstance(value, PageNumber) else value


def _raise(error: OsaiError) -> Missing:
    raise error


def _round(number: PageNumber, precision: int = 0, method: str = "common") -> object:
    if method != "common" and number.kind not in WHOLE:
        raise AuthorError(
            f"{number} is {KINDS[number.kind]}, which is rounded half up, not {method}",
            "leave the method out",
        )
    return round(number, precision)
