"""What went wrong with a call that a finished page shows raw or broken, and in which line."""

from __future__ import annotations

import re
from collections.abc import Mapping

from jinja2 import Environment

from mkdocs_osai.macros.templates.code_regions import code_regions, region_at, unclosed_fence

RESULTS = {
    "code": ("a call is run in a block of code", "indent it less, or write it in backticks"),
    "html": (
        "a chart or a table is in an HTML element whose content is not read as Markdown",
        "write markdown into the tag of the element, such as <div markdown>",
    ),
    "filter": (
        "a filter has changed the markup that a call printed",
        "apply the filter to text, or leave it out",
    ),
    "markup": (
        "what a call printed is in a tag or has been changed by another plugin",
        "write the call in the text of the page, or in quotes in an attribute",
    ),
    "changed": (
        "another plugin has changed the images of a chart, such as img2fig",
        "remove that plugin, or let it leave out this page",
    ),
}
"""Kind → what is wrong with a call whose result is not shown as it should be, and the hint."""


def why_not_run(call: str, source: str) -> tuple[int, str, str]:
    r"""Why a page shows a call raw though its templates are run.

    Args:
        call: the call as the page shows it.
        source: the page in Markdown, with its front matter.

    Returns:
        The line of the call, 1 if it is unknown; the reason; the hint.

    Example:
        >>> why_not_run("<< osai.n() >>", "~~~\n<< osai.n() >>")[:2]
        (2, 'because the block of code that starts in line 1 is not closed')
    """
    whole, named = _places(call, source)
    if fence := unclosed_fence(source):
        position, characters = fence
        after = [at for at in whole if at > position]
        if after:
            why = f"because the block of code that starts in line {_line_at(source, position)}"
            hint = f"write {characters} after the code"
            return _line_at(source, after[0]), f"{why} is not closed", hint
    code = code_regions(source)
    in_code = [at for at in whole if region_at(code, at) is not None]
    if in_code:
        why = "because it is in backticks or a block of code, but not shown as code"
        return _line_at(source, in_code[0]), why, "write it without them"
    printed = [at for at in named if region_at(code, at) is not None]  # by code that is executed
    why = "because another plugin or extension added it after the macros of the page were run"
    line = _line_at(source, printed[0] if printed else 0)
    return line, why, "write it in the Markdown of a page"


def line_of_call(call: str, source: str) -> int:
    """The line of the source with a call of a page whose calls are not run; 1 if it is unknown."""
    whole, named = _places(call, source)
    return _line_at(source, next(iter((*whole, *named)), 0))


def line_of_result(kind: str, html: str, source: str, published: Mapping[str, set[int]]) -> int:
    """The line of the source with a call whose result is not shown as it should be.

    Args:
        kind: the kind of the problem, a key of `RESULTS`.
        html: the result and what is around it on the page.
        source: the page in Markdown, with its front matter.
        published: address of a file of a figure → the lines of its calls.

    Returns:
        The line; 1 if it is unknown.
    """
    figures = sorted((path for path in published if path in html), key=html.index)
    if kind in ("html", "changed") and figures:
        own = (path for path in figures if len(published[path]) == 1)
        return min(published[next(own, figures[0])])
    indented = re.search(r"^(?: {4}|\t).*\bosai\s*\.", source, re.MULTILINE)
    return _line_at(source, indented.start()) if indented else 1


def line_of_filter(source: str, env: Environment) -> int | None:
    """The line of the first filter in the templates of a page; None if there is none."""
    opening, start = map(re.escape, (env.variable_start_string, env.block_start_string))
    piped = rf"{opening}(?:(?!{opening})[^\n|<>])*+\|"
    found = re.search(rf"{start}[-+]?\s*+filter\b|{piped}", source)
    return _line_at(source, found.start()) if found else None


def _places(call: str, source: str) -> tuple[list[int], list[int]]:
    """Where a source has a call, whose blanks may be other ones, and where one of that macro."""
    whole = re.escape(_one_line(call)).replace(r"\ ", r"\s+")
    name = re.search(r"osai\s*\.\s*\w+", call)
    named = rf"{re.escape(name[0])}\b" if name else whole
    found = ([one.start() for one in re.finditer(text, source)] for text in (whole, named))
    return next(found), next(found)


def _line_at(source: str, position: int) -> int:
    return source.count("\n", 0, max(position, 0)) + 1


def _one_line(text: str) -> str:
    return " ".join(text.split())
