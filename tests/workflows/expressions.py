"""The expressions of workflows, as GitHub reads them: `${{ github.ref == 'refs/heads/main' }}`.

Jinja reads nearly the same language. What is not there is an error here, where GitHub says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, StrictUndefined

Context = Mapping[str, Any]

_WRITTEN = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)
_STATUS = re.compile(r"\b(always|success|failure|cancelled)\(\)")
_OPERATORS = ((r"&&", " and "), (r"\|\|", " or "), (r"!(?!=)", " not "))
_JINJA = Environment(undefined=StrictUndefined, autoescape=False)  # noqa: S701 - no markup here


def value(expression: str, context: Context, *, failed: bool = False) -> Any:
    """What an expression is worth.

    Args:
        expression: without `${{` and `}}`.
        context: the values of github, inputs, steps and so on.
        failed: whether a step before has failed.
    """
    written = re.sub(r"\.(\w+(?:-\w+)+)", r"['\1']", expression)
    for theirs, ours in _OPERATORS:
        written = re.sub(theirs, ours, written)
    functions = {
        "always": lambda: True,
        "success": lambda: not failed,
        "failure": lambda: failed,
        "cancelled": lambda: False,
    }
    found = _JINJA.compile_expression(written, undefined_to_none=False)(**context, **functions)
    assert not isinstance(found, StrictUndefined), f"nothing is known of {expression}"
    return found


def filled(text: Any, context: Context) -> Any:
    """A value with its expressions worked out; one that is nothing else keeps its type."""
    if not isinstance(text, str):
        return text
    alone = _WRITTEN.fullmatch(text.strip())
    if alone and "${{" not in alone[1]:
        return value(alone[1].strip(), context)
    return _WRITTEN.sub(lambda found: as_text(value(found[1].strip(), context)), text)


def as_text(found: Any) -> str:
    """What GitHub writes for a value."""
    if isinstance(found, bool):
        return str(found).lower()
    return "" if found is None else str(found)


def holds(condition: Any, context: Context, *, failed: bool) -> bool:
    """Whether a job or step with this `if` runs."""
    written = "success()" if condition is None else str(condition).strip()
    inner = _WRITTEN.fullmatch(written)
    written = inner[1].strip() if inner else written
    if failed and not _STATUS.search(written):
        return False
    return bool(value(written, context, failed=failed))
