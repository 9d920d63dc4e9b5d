"""The lines of a page's source, for the lines of the Markdown that other plugins made of it."""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import cached_property


class SourceLines:
    """Finds the line of the source for a line of the page.

    Other plugins may have included files or put text above before macros are rendered. A line of
    theirs is attributed to the line of the source that it replaces, or else to the one above.

    Args:
        source: the file of the page, with its front matter.
        markdown: the page before its templates run.
    """

    def __init__(self, source: str, markdown: str) -> None:
        self._source = source
        self._markdown = markdown

    def find(self, line: int) -> tuple[int, bool]:
        r"""The line of the source from 1, and whether the text comes from elsewhere.

        Example:
            >>> SourceLines("---\na: b\n---\none\nINCLUDE\n", "one\n1\n2\n").find(3)
            (5, True)
        """
        if self._above is not None:
            return self._above + line, False
        found = self._lines[min(max(line, 1), len(self._lines)) - 1]
        return max(abs(found), 1), found <= 0

    @cached_property
    def _above(self) -> int | None:
        """The lines of the front matter, if the page is what follows it; else None."""
        source, markdown = self._source.rstrip(), self._markdown.rstrip()
        if not source.endswith(markdown):
            return None
        return source.count("\n", 0, len(source) - len(markdown))

    @cached_property
    def _lines(self) -> list[int]:
        """The line of the source of each line; negative where the text comes from elsewhere."""
        ours, theirs = self._source.split("\n"), self._markdown.split("\n")
        lines: list[int] = []
        after = 0
        for a, b, size in SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks():
            new = b - len(lines)
            if new == a - after:  # as many lines: each has changed
                lines += [-line for line in range(after + 1, a + 1)]
            else:
                lines += [-(after + 1 if a > after else max(after, 1))] * new
            lines += range(a + 1, a + size + 1)
            after = a + size
        return lines
