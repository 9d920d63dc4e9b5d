"""Keeps the templates of a page to what the author meant as a template.

The macros plugin renders a page as a whole: `cout << x` in a code fence, `1 << 2` in a sentence and
a heading's `{#id}` would break the page or silently change it. Before it runs, every delimiter
that opens no call of a known name is exchanged for a character the page does not use; afterwards
it is put back. No line is added or taken away.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from jinja2 import Environment, TemplateSyntaxError, nodes

from mkdocs_osai.macros.code import between, code_regions, region_at
from mkdocs_osai.macros.readable import Readable
from mkdocs_osai.problems import nearest, shown

_TAGS = frozenset(
    (
        *("if", "elif", "else", "endif", "for", "endfor", "break", "continue", "set", "endset"),
        *("macro", "endmacro", "call", "endcall", "filter", "endfilter", "with", "endwith", "do"),
        *("include", "import", "from", "raw", "endraw", "block", "endblock", "extends"),
        *("autoescape", "endautoescape"),
    )
)
_NAMING = re.compile(r"[-+]?\s*(?:set|for|macro|import|from|call|with)\b")
"""How a tag starts that gives names to the rest of the page."""

Complain = Callable[[int, str, str], str]
"""(line in the page's Markdown from 1, what, how to mend) → what to show in its place."""


@dataclass(frozen=True)
class Guarded:
    """A page that templates can run on, and how to undo what was done to it."""

    markdown: str
    _stand_ins: tuple[tuple[str, str], ...]

    def restore(self, rendered: str) -> str:
        """Put back what was exchanged."""
        for stand_in, delimiter in self._stand_ins:
            rendered = rendered.replace(stand_in, delimiter)
        return rendered

    def in_template(self, env: Environment) -> str:
        """The page for an environment that renders it out of reach: templates print the rest."""
        opening, closing = env.variable_start_string, env.variable_end_string
        printing = tuple((c, f"{opening}{d!r}{closing}") for c, d in self._stand_ins)
        return Guarded(self.markdown, printing).restore(self.markdown)


def guard(
    markdown: str,
    env: Environment,
    known: Collection[str],
    complain: Complain,
    readable: Readable | None = None,
) -> Guarded:
    """Protect what is no template, and report templates that cannot be read.

    Args:
        markdown: the page, without its front matter.
        env: the template environment with its delimiters.
        known: names that a template of this page can use.
        complain: what is told of each template that cannot be read; its answer takes the place.
        readable: knows which templates of the environment can be read.
    """
    return _Guard(markdown, readable or Readable(env), known, complain).result()


class _Guard:
    def __init__(
        self, markdown: str, readable: Readable, known: Collection[str], complain: Complain
    ) -> None:
        self.text = markdown
        self.readable = readable
        self.env = env = readable.env
        self.complain = complain
        unused = (chr(c) for c in range(0xE000, 0xF8FF) if chr(c) not in markdown)
        self.stand_ins = {
            start: next(unused)
            for start in (
                env.variable_start_string,
                env.block_start_string,
                env.comment_start_string,
            )
        }
        start, end = env.block_start_string, env.block_end_string
        tags = (markdown[s + len(start) : e - len(end)] for s, e in between(markdown, start, end))
        naming = " ".join(tag for tag in tags if _NAMING.match(tag))
        self.last = {  # the last of each mark, behind which it need not be looked for
            mark: markdown.rfind(mark)
            for mark in (end, env.comment_end_string, env.variable_end_string)
        }
        endraw = rf"{re.escape(start)}[-+]?\s*endraw\s*[-+]?{re.escape(end)}"
        self.ends_of_raw = [match.span() for match in re.finditer(endraw, markdown)]
        self.known = {*known, *re.findall(r"[A-Za-z_]\w*", naming)}
        self.starts = re.compile(
            "|".join(sorted(map(re.escape, self.stand_ins), key=len, reverse=True))
        )

    def result(self) -> Guarded:
        text = "".join(self._pieces())
        text = self._whole(text)
        return Guarded(text, tuple((c, start) for start, c in self.stand_ins.items()))

    def _pieces(self) -> Iterator[str]:
        text, position = self.text, 0
        code = code_regions(text)
        while match := self.starts.search(text, position):
            start = match.start()
            yield text[position:start]
            inside = region_at(code, start)
            if inside is not None:
                yield self._hidden(text[start : inside[1]])
                position = inside[1]
                continue
            piece, position = self._template(match[0], start)
            yield piece
        yield text[position:]

    def _template(self, delimiter: str, start: int) -> tuple[str, int]:
        """What to write for a template that may start here, and where to go on."""
        env = self.env
        if delimiter == env.variable_start_string:
            return self._expression(start)
        after = start + len(delimiter)
        hidden = self.stand_ins[delimiter], after
        if delimiter == env.comment_start_string:
            end = self._find(env.comment_end_string, after)
            return self._kept(start, end + len(env.comment_end_string)) if end >= 0 else hidden
        word = re.match(r"[-+]?\s*(\w+)", self.text[after : after + 40])
        end = self._find(env.block_end_string, after)
        if word is None or word[1] not in _TAGS or end < 0:
            return hidden
        if word[1] == "raw":
            close = bisect_left(self.ends_of_raw, (end, end))
            if close == len(self.ends_of_raw):
                return hidden
            return self._kept(start, self.ends_of_raw[close][1])
        return self._kept(start, end + len(env.block_end_string))

    def _expression(self, start: int) -> tuple[str, int]:
        opening, closing = self.env.variable_start_string, self.env.variable_end_string
        after = start + len(opening)
        first_error: TemplateSyntaxError | None = None
        end = self._find(closing, after)
        first_end = end
        for _ in range(8):
            if end < 0:
                break
            stop = end + len(closing)
            try:
                names = self.readable.names(self.text[start:stop])
            except TemplateSyntaxError as error:
                first_error = first_error or error
                end = self._find(closing, end + 1)
                continue
            if names & self.known:
                return self._kept(start, stop)
            misspelt = self._misspelt(self.env.parse(self.text[start:stop]))
            if misspelt:
                return self._problem(start, *misspelt), stop
            break
        name = re.match(r"\s*([A-Za-z_]\w*)\s*\.", self.text[after : after + 80])
        if name and name[1] in self.known:
            if first_error is None:
                line_end = self.text.find("\n", start)
                stop = len(self.text) if line_end < 0 else line_end
                return self._problem(
                    start, f"{shown(opening)} is not closed", f"write {closing} behind the call"
                ), stop
            stop = first_end + len(closing)
            what = f"{shown(self.text[start:stop])} cannot be read: {first_error.message}"
            return self._problem(start, what, "mind quotes, commas and parentheses"), stop
        return self.stand_ins[opening], after

    def _misspelt(self, tree: nodes.Template) -> tuple[str, str] | None:
        """A call such as `oasi.pie(…)`, whose name is near to one that is there."""
        for call in tree.find_all(nodes.Call):
            node: nodes.Node = call.node
            while isinstance(node, nodes.Getattr):
                node = node.node
            if isinstance(node, nodes.Name) and node is not call.node:
                near = nearest(node.name, ["osai"])
                if near:
                    return f"unknown name {shown(node.name)}", f"did you mean {shown(near)}?"
        return None

    def _problem(self, start: int, what: str, mend: str) -> str:
        line = self.text.count("\n", 0, start) + 1
        return self._hidden(self.complain(line, what, mend))

    def _find(self, mark: str, start: int) -> int:
        """Where a mark is found first; -1 for nowhere."""
        return self.text.find(mark, start) if self.last[mark] >= start else -1

    def _kept(self, start: int, stop: int) -> tuple[str, int]:
        return self.text[start:stop], stop

    def _hidden(self, text: str) -> str:
        return self.starts.sub(lambda m: self.stand_ins[m[0]], text)

    def _whole(self, text: str) -> str:
        """The page, if it parses as one template; else without its block tags, or with none."""
        try:
            self.readable.names(text)
        except TemplateSyntaxError as found:
            error = found
        else:
            return text
        line = min(error.lineno, text.count("\n") + 1)  # Jinja counts a carriage return, too
        mark = self.complain(line, f"the template cannot be read: {error.message}", "mend the tag")
        pieces, position = list[str](), 0
        for start, end in between(text, self.env.block_start_string, self.env.block_end_string):
            pieces += [text[position:start], "\n" * text.count("\n", start, end)]
            position = end
        without = "".join([*pieces, text[position:]])
        try:
            self.readable.names(without)
        except TemplateSyntaxError:
            without = self._hidden(text)
        lines = without.split("\n")
        lines[line - 1] += f" {self._hidden(mark)}"
        return "\n".join(lines)
