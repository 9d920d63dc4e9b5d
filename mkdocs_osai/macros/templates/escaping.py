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

from jinja2 import Environment, TemplateSyntaxError

from mkdocs_osai.macros import Osai, macro_names
from mkdocs_osai.macros.templates.call_mistakes import (
    TAGS,
    CallMistakes,
    Lookalike,
    lookalikes,
    tag_word,
    template_names,
)
from mkdocs_osai.macros.templates.code_regions import between, code_regions, region_at
from mkdocs_osai.problems import quote

_NAMING = re.compile(r"[-+]?\s*(?:set|for|macro|import|from|call|with)\b")
"""How a tag starts that gives names to the rest of the page."""

_MANY = re.compile(r"(?P<many><{3,9})\s*osai\s*\.\s*(?P<macro>\w+)\s*\(")
"""Too many delimiters before a call."""

_MAY_BE_UNCLOSED = re.compile(r"Unexpected end|unexpected|expected token|Encountered unknown tag")
"""What Jinja says where a tag is not closed, or has no end."""

Complain = Callable[[int, str, str], str]
"""(line in the page's Markdown from 1, what, how to mend) → what to show in its place."""


@dataclass(frozen=True)
class EscapedTemplates:
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
        return EscapedTemplates(self.markdown, printing).restore(self.markdown)


def escape_templates(
    markdown: str,
    env: Environment,
    known: Collection[str],
    complain: Complain,
) -> EscapedTemplates:
    """Protect what is no template, and report templates that cannot be read.

    Args:
        markdown: the page, without its front matter.
        env: the template environment with its delimiters.
        known: names that a template of this page can use.
        complain: what is told of each template that cannot be read; its answer takes the place.
    """
    return _Guard(markdown, env, known, complain).result()


class _Guard:
    def __init__(
        self, markdown: str, env: Environment, known: Collection[str], complain: Complain
    ) -> None:
        self.text = markdown
        self.env = env
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
        tags = [markdown[s + len(start) : e - len(end)] for s, e in between(markdown, start, end)]
        naming = " ".join(tag for tag in tags if _NAMING.match(tag))
        self.last = {  # the last of each mark, behind which it need not be looked for
            mark: markdown.rfind(mark)
            for mark in (end, env.comment_end_string, env.variable_end_string)
        }
        endraw = rf"{re.escape(start)}[-+]?\s*endraw\s*[-+]?{re.escape(end)}"
        self.ends_of_raw = [match.span() for match in re.finditer(endraw, markdown)]
        self.known = {*known, *re.findall(r"[A-Za-z_]\w*", naming)}
        # In other delimiters than ours, what is no call of ours belongs to the macros plugin.
        ours = env.variable_start_string == "<<" and "osai" in self.known
        self.macros = frozenset(macro_names(Osai)) if ours else frozenset()
        self.lookalikes = [*lookalikes(markdown, self.macros)] if ours else []
        has_tags = any(tag_word(tag) in TAGS for tag in tags)
        self.mistakes = CallMistakes(env, self.known, self.macros, has_tags)
        self.told_of_tag = False
        self.starts = re.compile(
            "|".join(sorted(map(re.escape, self.stand_ins), key=len, reverse=True))
        )

    def result(self) -> EscapedTemplates:
        text = "".join(self._pieces())
        text = self._whole(text)
        return EscapedTemplates(text, tuple((c, start) for start, c in self.stand_ins.items()))

    def _pieces(self) -> Iterator[str]:
        text, position = self.text, 0
        code = code_regions(text)
        others = iter(self.lookalikes)
        other = next(others, None)
        while True:
            match = self.starts.search(text, position)
            while other is not None and other.start < position:
                other = next(others, None)
            if other is not None and (match is None or other.start <= match.start()):
                yield text[position : other.start]
                yield self._no_template(other)
                position = other.stop
                continue
            if match is None:
                break
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
        end = self._find(env.block_end_string, after)
        tag = self.text[after:end] if end >= 0 else ""
        word, wrong = tag_word(tag), self.mistakes.in_tag(tag)
        if wrong is not None:
            self.told_of_tag = True
            return self._problem(start, end + len(env.block_end_string), *wrong)
        if word not in TAGS:
            return hidden
        stop = end + len(env.block_end_string) if word != "raw" else self._end_of_raw(end)
        return hidden if stop is None else self._kept(start, stop)

    def _end_of_raw(self, position: int) -> int | None:
        """Where the next `endraw` ends."""
        place = bisect_left(self.ends_of_raw, (position, position))
        return self.ends_of_raw[place][1] if place < len(self.ends_of_raw) else None

    def _expression(self, start: int) -> tuple[str, int]:
        opening, closing = self.env.variable_start_string, self.env.variable_end_string
        after = start + len(opening)
        many = _MANY.match(self.text, start) if self.macros else None
        if many and many["macro"] in self.macros:
            call = f"{opening} osai.{many['macro']}(…) {closing}"
            closed = re.compile(r"[^<>\n]*>+").match(self.text, many.end())
            stop = closed.end() if closed else many.end()
            what = f"{quote(many['many'])} opens no call"
            return self._problem(start, stop, what, f"write {call}")
        first_error: TemplateSyntaxError | None = None
        end = self._find(closing, after)
        first_end = end
        for _ in range(8):
            if end < 0:
                break
            stop = end + len(closing)
            try:
                names = template_names(self.env, self.text[start:stop])
            except TemplateSyntaxError as error:
                first_error = first_error or error
                end = self._find(closing, end + 1)
                continue
            wrong = self.mistakes.in_expression(self.text, start, stop, names)
            if wrong is not None:
                return self._problem(start, stop, *wrong)
            if names & self.known:
                return self._kept(start, stop)
            break
        if not self.mistakes.is_meant(self.text[after : after + 80]):
            return self.stand_ins[opening], after
        next_opening = self.text.find(opening, after)
        if first_error is None or 0 <= next_opening < first_end:
            ends = (self.text.find("\n", start), next_opening, len(self.text))
            stop = min(end for end in ends if end >= 0)
            what = f"{quote(opening)} is not closed"
            return self._problem(start, stop, what, f"write {closing} behind the call")
        stop = first_end + len(closing)
        what = f"{quote(self.text[start:stop])} cannot be read: {first_error.message}"
        hint = self.mistakes.hint(self.text[after:first_end], first_error)
        return self._problem(start, stop, what, hint)

    def _no_template(self, found: Lookalike) -> str:
        """A call in other delimiters, as the problem it is."""
        env = self.env
        start, end = env.variable_start_string, env.variable_end_string
        if found.is_tag:
            start, end = env.block_start_string, env.block_end_string
        call = "…" if found.is_tag else quote(found.call)[1:-1]
        what = f"{quote(self.text[found.start : found.stop])} is not run"
        return self._problem(found.start, found.stop, what, f"write {start} {call} {end}")[0]

    def _problem(self, start: int, stop: int, what: str, hint: str) -> tuple[str, int]:
        """What stands in the place of a piece that is reported, on as many lines; and its end."""
        line = self.text.count("\n", 0, start) + 1
        lines = self.text.count("\n", start, stop)
        return self._hidden(self.complain(line, what, hint)) + "\n" * lines, stop

    def _find(self, mark: str, start: int) -> int:
        """Where a mark is found first; -1 for nowhere."""
        return self.text.find(mark, start) if self.last[mark] >= start else -1

    def _kept(self, start: int, stop: int) -> tuple[str, int]:
        return self.text[start:stop], stop

    def _hidden(self, text: str) -> str:
        return self.starts.sub(lambda m: self.stand_ins[m[0]], text)

    def _unclosed(self, text: str) -> tuple[int, str, str] | None:
        """The line of a tag that has no end, what is wrong with it, and what to write."""
        start, close = self.env.block_start_string, self.env.block_end_string
        opened: list[tuple[int, str]] = []
        for begin, stop in between(text, start, close):
            tag = re.match(
                r"[-+]?\s*(\w+)(.*)", text[begin + len(start) : stop - len(close)], re.DOTALL
            )
            if tag is None:
                continue
            word, line = tag[1], text.count("\n", 0, begin) + 1
            if start in tag[2]:
                return line, f"the tag {quote(word)} is not closed", f"write {close} behind it"
            if f"end{word}" in TAGS and not (word == "set" and "=" in tag[2]):
                opened.append((line, word))
            elif word.startswith("end"):
                if not opened or f"end{opened[-1][1]}" != word:
                    return None
                opened.pop()
        if not opened:
            return None
        line, word = opened[-1]
        return line, f"the tag {quote(word)} has no end", f"write {start} end{word} {close}"

    def _whole(self, text: str) -> str:
        """The page, if it parses as one template; else without its block tags, or with none."""
        try:
            template_names(self.env, text)
        except TemplateSyntaxError as found:
            error = found
        else:
            return text
        line = min(error.lineno, text.count("\n") + 1)  # Jinja counts a carriage return, too
        what, hint = f"the template cannot be read: {error.message}", "fix the tag"
        unclosed = self._unclosed(text) if _MAY_BE_UNCLOSED.match(error.message or "") else None
        if unclosed is not None:
            line, what, hint = unclosed
            what = f"the template cannot be read: {what}"
        # The tag that belongs to one that was reported has lost its other half, and is no mistake.
        mark = "" if self.told_of_tag else self.complain(line, what, hint)
        pieces, position = list[str](), 0
        for start, end in between(text, self.env.block_start_string, self.env.block_end_string):
            pieces += [text[position:start], "\n" * text.count("\n", start, end)]
            position = end
        without = "".join([*pieces, text[position:]])
        try:
            template_names(self.env, without)
        except TemplateSyntaxError:
            without = self._hidden(text)
        lines = without.split("\n")
        lines[line - 1] += f" {self._hidden(mark)}"
        return "\n".join(lines)
