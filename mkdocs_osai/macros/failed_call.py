"""What stands in for an answer that could not be given."""

from __future__ import annotations

from typing import Any

from mkdocs_osai.sanitize import escape_markdown


def mark(what: str, hint: str) -> str:
    """A problem as an author sees it in the place of the call, as HTML.

    Example:
        >>> mark("no", "")
        '<strong class="osai-problem" role="alert">no</strong>'
    """
    words = "; ".join(part for part in (what, hint) if part)
    return f'<strong class="osai-problem" role="alert">{escape_markdown(words)}</strong>'


class Missing:
    """What a failed call returns: it goes through any expression and prints as its mark."""

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
