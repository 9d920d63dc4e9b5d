"""What macros have rendered in the Markdown of a page: charts, tables, numbers in formulas."""

from __future__ import annotations

import re
from collections.abc import Callable

from mkdocs.config.defaults import MkDocsConfig

BLOCK = re.compile(
    r'<(?P<kind>figure|table) markdown="span" class="osai-(?:figure|table)"'
    r"[^<]*+(?:<(?!/?(?P=kind)\b)[^<]*+)*+</(?P=kind)>"
)
"""A chart, whose numbers are a table, or a table."""

_MARK = 'markdown="span" class="osai-'
_LEAD = re.compile(r"[ \t>]*(?:(?:[-*+]|\d+[.)]|:)[ \t]+)*")
"""What may precede a chart on its line: indentation, and the marks of lists and quotes."""

_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d+[.)])[ \t]")
_NUMBER = re.compile(r"<data\b[^<>]*>([^<]*)</data>")
_FORMULA = re.compile(
    r"\$\$[^$]++(?:\$(?!\$)[^$]++)*+\$\$|(?<![\\$])\$(?![\s$])(?:\\.|[^\\$\n])+?(?<!\s)\$"
    r"|\\\\?\([^\\]*+(?:\\(?!\\?[()])[^\\]*+)*+\\\\?\)"
    r"|\\\\?\[[^\\]*+(?:\\(?!\\?[\[\]])[^\\]*+)*+\\\\?\]"
    r"|\\begin\{(?P<name>[a-z]{1,20}\*?)\}[^\\]*+"
    r"(?:\\(?!(?:begin|end)\{(?P=name)\})[^\\]*+)*+\\end\{(?P=name)\}",
    re.DOTALL,
)
"""A formula of the extensions `arithmatex` and `mdx_math`, and of MathJax."""

Complain = Callable[[int, str, str], str]
"""(line of the rendered Markdown from 1, problem, hint) → the text to show instead."""


def with_blocks_apart(markdown: str, complain: Complain) -> str:
    """A page with each chart and table on a line where Markdown reads it as a block.

    Two in one line are put on two, and blanks before one are left out. One in a sentence, in a cell
    of a table, or with too few blanks for its list is reported.

    Args:
        markdown: the page after its templates ran.
        complain: reports a problem, and returns the text to show instead.
    """
    if _MARK not in markdown:
        return markdown
    lines = markdown.split("\n")
    for number, line in enumerate(lines):
        if _MARK in line and BLOCK.search(line):
            lines[number] = _line(lines, number, complain)
    return "\n".join(lines)


def _line(lines: list[str], number: int, complain: Complain) -> str:
    line = lines[number]
    blocks = [*BLOCK.finditer(line)]
    kind = "a chart" if blocks[0]["kind"] == "figure" else "a table"
    lead, rest = line[: blocks[0].start()], BLOCK.sub("", line[blocks[0].start() :])
    if not _LEAD.fullmatch(lead) or rest.strip():
        where = "a cell of a table" if "|" in lead + rest else "a sentence"
        what = f"{kind} is in {where}"
        mark = complain(number + 1, what, "write its call on a line of its own")
        return BLOCK.sub(lambda _: mark, line)
    indent = len(lead.expandtabs(4)) if not lead.strip() else 0
    if indent % 4:
        if _in_list(lines, number, indent):
            needed = indent + 4 - indent % 4
            what = f"{kind} in a list is indented by {_spaces(indent)}"
            return lead + complain(number + 1, what, f"indent its call by {_spaces(needed)}")
        lead = " " * (indent - indent % 4)
    if len(blocks) == 1:
        return lead + line[blocks[0].start() :]
    below = lead if not lead.strip() else re.sub(r"[^\s>]", " ", lead)
    return f"\n\n{below}".join([lead + blocks[0][0], *(block[0] for block in blocks[1:])])


def _in_list(lines: list[str], number: int, indent: int) -> bool:
    """Whether the first line above that is indented less is an item of a list."""
    for line in reversed(lines[:number]):
        if line.strip() and len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip()) < indent:
            return _ITEM.match(line) is not None
    return False


def _spaces(count: int) -> str:
    return "1 space" if count == 1 else f"{count} spaces"


def has_formulas(site: MkDocsConfig) -> bool:
    """Whether the pages of a site can have formulas between dollar signs."""
    loaded = [*site.markdown_extensions, *site.extra_javascript]
    return any(name in str(one).lower() for one in loaded for name in _READERS)


_READERS = ("arithmatex", "mdx_math", "katex", "mathjax")


def plain_in_formulas(markdown: str) -> str:
    r"""A page whose numbers are plain text in formulas, which contain no HTML.

    Example:
        >>> plain_in_formulas('$x = <data value="0.5">50.0%</data>$')
        '$x = 50.0\\%$'
    """
    if "<data" not in markdown or not re.search(r"[$\\]", markdown):
        return markdown
    return _FORMULA.sub(
        lambda formula: _NUMBER.sub(lambda number: number[1].replace("%", r"\%"), formula[0]),
        markdown,
    )
