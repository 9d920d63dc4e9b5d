"""Escapes the delimiters in a page that do not start a template.

The macros plugin renders a page as a whole: `cout << x` in a code fence, `1 << 2` in a sentence and
a heading's `{#id}` would break the page or silently change it. Before it runs, every delimiter that
starts no call of a known name is replaced by a character that the page does not use; afterwards it
is restored. The number of lines never changes.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from jinja2 import Environment, TemplateSyntaxError, nodes

from mkdocs_osai.macros import Osai, macro_names
from mkdocs_osai.macros.plain_text import FILTER
from mkdocs_osai.macros.templates.call_mistakes import TAGS, CallMistakes, compiled, tag_word
from mkdocs_osai.macros.templates.code_regions import between, code_regions, region_at
from mkdocs_osai.macros.templates.lookalikes import Lookalike, lookalikes
from mkdocs_osai.macros.templates.plain_places import masked, plain_places
from mkdocs_osai.problems import quote

_NAMING = re.compile(r"[-+]?\s*(?:set|for|macro|import|from|call|with)\b")
"""The start of a tag that defines names for the rest of the page."""

_MANY = re.compile(r"(?P<many><{3,9})\s*osai\s*\.\s*(?P<macro>\w+)\s*\(")
"""Too many delimiters before a call."""

_MAY_BE_UNCLOSED = re.compile(r"Unexpected end|unexpected|expected token|Encountered unknown tag")
"""Messages of Jinja if a tag is not closed or has no end tag."""

OPENING = "<<"
"""How our calls begin, unless the site has other delimiters."""

Complain = Callable[[int, str, str], str]
"""(line in the page's Markdown from 1, problem, hint) → the text to show instead."""


@dataclass(frozen=True)
class EscapedTemplates:
    """A page to render as a template; `restore` undoes the escaping afterwards."""

    markdown: str
    _placeholders: tuple[tuple[str, str], ...]

    def restore(self, rendered: str) -> str:
        """Restore the delimiters in the rendered page."""
        for placeholder, delimiter in self._placeholders:
            rendered = rendered.replace(placeholder, delimiter)
        return rendered

    def in_template(self, env: Environment) -> str:
        """The page with templates that print the delimiters, if it cannot be restored later."""
        opening, closing = env.variable_start_string, env.variable_end_string
        printing = tuple((c, f"{opening}{d!r}{closing}") for c, d in self._placeholders)
        return EscapedTemplates(self.markdown, printing).restore(self.markdown)


def escape_templates(
    markdown: str,
    env: Environment,
    known: Collection[str],
    complain: Complain,
    *,
    keep_unknown: bool = False,
    not_printed: Collection[str] | None = None,
) -> EscapedTemplates:
    """Escape what is no template, and report templates that cannot be parsed.

    With other delimiters than `<<`, the site had templates before it had ours: only calls of `osai`
    in code are escaped, and what Jinja could not parse.

    Args:
        markdown: the page, without its front matter.
        env: the template environment with its delimiters.
        known: the names that templates of the page can use.
        complain: reports a problem, and returns the text to show instead of the template.
        keep_unknown: whether an expression with unknown names alone is a template, too.
        not_printed: on a site that has templates only for our calls, the names of what cannot be
            printed; there, comments and expressions without a known name are text. None on a site
            that has chosen the macros plugin.
    """
    if env.variable_start_string != OPENING and not mentions(markdown):
        return EscapedTemplates(markdown, ())
    return _Escaper(
        markdown, env, known, complain, keep_unknown=keep_unknown, not_printed=not_printed
    ).result()


def mentions(text: str) -> bool:
    """Whether a text may contain a call of ours.

    Example:
        >>> mentions("{{ osai.n() }}"), mentions("{{ page.title }}")
        (True, False)
    """
    return "osai" in text


class _Escaper:
    def __init__(
        self,
        markdown: str,
        env: Environment,
        known: Collection[str],
        complain: Complain,
        *,
        keep_unknown: bool,
        not_printed: Collection[str] | None,
    ) -> None:
        self.text = markdown
        self.keep_unknown = keep_unknown
        self.not_printed = not_printed
        self.env = env
        self.complain = complain
        unused = (chr(c) for c in range(0xE000, 0xF8FF) if chr(c) not in markdown)
        self.placeholders = {
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
        self.last = {  # the last position of each mark
            mark: markdown.rfind(mark)
            for mark in (end, env.comment_end_string, env.variable_end_string)
        }
        endraw = rf"{re.escape(start)}[-+]?\s*endraw\s*[-+]?{re.escape(end)}"
        self.ends_of_raw = [match.span() for match in re.finditer(endraw, markdown)]
        self.known = {*known, *re.findall(r"[A-Za-z_]\w*", naming)}
        self.tags = TAGS.union(*(one.tags for one in env.extensions.values()))
        # With other delimiters than ours, all other templates belong to the macros plugin.
        self.own_delimiters = env.variable_start_string == OPENING
        ours = self.own_delimiters and "osai" in self.known
        self.macros = frozenset(macro_names(Osai)) if ours else frozenset()
        self.lookalikes = [*lookalikes(markdown, self.macros, self.placeholders)] if ours else []
        has_tags = any(tag_word(tag) in TAGS for tag in tags)
        self.mistakes = CallMistakes(env, self.known, self.macros, has_tags)
        self.tag_reported = False
        self.expressions: dict[int, int] = {}
        self.blocks: dict[int, int] = {}
        self.starts = re.compile(
            "|".join(sorted(map(re.escape, self.placeholders), key=len, reverse=True))
        )

    def result(self) -> EscapedTemplates:
        pieces = [*self._pieces()]
        if self.expressions and FILTER in self.env.filters:
            pieces = self._with_plain_text(pieces)
        text = self._whole("".join(piece for _, piece in pieces))
        return EscapedTemplates(text, tuple((c, start) for start, c in self.placeholders.items()))

    def _pieces(self) -> Iterator[tuple[int, str]]:
        """The start of each piece of the page, and the piece as it is rendered."""
        text, position = self.text, 0
        code = code_regions(text)
        others = iter(self.lookalikes)
        other = next(others, None)
        while True:
            match = self.starts.search(text, position)
            while other is not None and other.start < position:
                other = next(others, None)
            if other is not None and (match is None or other.start <= match.start()):
                yield position, text[position : other.start]
                yield other.start, self._no_template(other)
                position = other.stop
                continue
            if match is None:
                break
            start = match.start()
            yield position, text[position:start]
            inside = region_at(code, start)
            if inside is not None and self.own_delimiters:
                yield start, self._hidden(text[start : inside[1]])
                position = inside[1]
                continue
            piece, position = self._template(match[0], start, in_code=inside is not None)
            if inside is None and piece == text[start:position]:
                is_expression = match[0] == self.env.variable_start_string
                (self.expressions if is_expression else self.blocks)[start] = position
            yield start, piece
        yield position, text[position:]

    def _with_plain_text(self, pieces: list[tuple[int, str]]) -> list[tuple[int, str]]:
        """The pieces, with a filter in each expression that can give plain text only."""
        opening, closing = self.env.variable_start_string, self.env.variable_end_string
        text = masked(self.text, self.expressions.items(), self.blocks.items())
        places = plain_places(text, self.expressions)

        def with_filter(start: int, piece: str) -> str:
            if start not in places or start not in self.expressions or not piece:
                return piece
            found = re.match(
                r"([-+]?)(.*?)([-+]?)\Z", piece[len(opening) : -len(closing)], re.DOTALL
            )
            if found is None:
                return piece
            before, expression, after = found.groups()
            return f"{opening}{before}({expression})|{FILTER}('{places[start]}'){after}{closing}"

        return [(start, with_filter(start, piece)) for start, piece in pieces]

    def _template(self, delimiter: str, start: int, *, in_code: bool) -> tuple[str, int]:
        """The replacement of a template that may start here, and its end."""
        env = self.env
        if delimiter == env.variable_start_string:
            return self._in_code(start) if in_code else self._expression(start)
        after = start + len(delimiter)
        hidden = self.placeholders[delimiter], after
        if delimiter == env.comment_start_string:
            end = -1 if self.not_printed is not None else self._find(env.comment_end_string, after)
            return self._kept(start, end + len(env.comment_end_string)) if end >= 0 else hidden
        end = self._find(env.block_end_string, after)
        tag = self.text[after:end] if end >= 0 else ""
        if in_code and mentions(tag):
            return hidden
        word, wrong = tag_word(tag), self.mistakes.in_tag(tag)
        if wrong is not None:
            self.tag_reported = True
            return self._problem(start, end + len(env.block_end_string), *wrong)
        if word not in self.tags:
            return hidden
        stop = end + len(env.block_end_string) if word != "raw" else self._end_of_raw(end)
        return hidden if stop is None else self._kept(start, stop)

    def _end_of_raw(self, position: int) -> int | None:
        """Where the next `endraw` ends."""
        place = bisect_left(self.ends_of_raw, (position, position))
        return self.ends_of_raw[place][1] if place < len(self.ends_of_raw) else None

    def _in_code(self, start: int) -> tuple[str, int]:
        """An expression in code, where the macros plugin renders them: ours are hidden."""
        opening, closing = self.env.variable_start_string, self.env.variable_end_string
        end = self._find(closing, start + len(opening))
        stop = end + len(closing)
        if end >= 0 and not mentions(self.text[start:stop]):
            try:
                compiled(self.env, self.text[start:stop])
            except TemplateSyntaxError:
                pass
            else:
                return self._kept(start, stop)
        return self.placeholders[opening], start + len(opening)

    def _expression(self, start: int) -> tuple[str, int]:
        opening, closing = self.env.variable_start_string, self.env.variable_end_string
        after = start + len(opening)
        many = _MANY.match(self.text, start) if self.macros else None
        if many and many["macro"] in self.macros:
            call = f"{opening} osai.{many['macro']}(…) {closing}"
            closed = re.compile(r"[^<>\n]*>+").match(self.text, many.end())
            stop = closed.end() if closed else many.end()
            what = f"{quote(many['many'])} starts no call"
            return self._problem(start, stop, what, f"write {call}")
        first_error: TemplateSyntaxError | None = None
        end = self._find(closing, after)
        first_end = end
        for _ in range(8):
            if end < 0:
                break
            stop = end + len(closing)
            try:
                tree, names = compiled(self.env, self.text[start:stop])
            except TemplateSyntaxError as error:
                first_error = first_error or error
                end = self._find(closing, end + 1)
                continue
            wrong = self.mistakes.in_expression(self.text, start, stop, tree, names)
            if wrong is not None:
                return self._problem(start, stop, *wrong)
            if self._is_not_printed(tree):
                break
            if names & self.known or self._is_template(tree, names):
                return self._kept(start, stop)
            break
        if not self.mistakes.is_meant(self.text[after : after + 80]):
            return self.placeholders[opening], after
        next_opening = self.text.find(opening, after)
        if first_error is None or 0 <= next_opening < first_end:
            ends = (self.text.find("\n", start), next_opening, len(self.text))
            stop = min(end for end in ends if end >= 0)
            what = f"{quote(opening)} is not closed"
            return self._problem(start, stop, what, f"write {closing} after the call")
        stop = first_end + len(closing)
        what = f"{quote(self.text[start:stop])} cannot be read: {first_error.message}"
        hint = self.mistakes.hint(self.text[after:first_end], first_error)
        return self._problem(start, stop, what, hint)

    def _is_not_printed(self, tree: nodes.Template) -> bool:
        """Whether an expression is only the name of what cannot be printed, such as `page`."""
        names = [
            node
            for output in tree.find_all(nodes.Output)
            for node in output.nodes
            if isinstance(node, nodes.Name)
        ]
        return any(name.name in (self.not_printed or ()) for name in names)

    def _is_template(self, tree: nodes.Template, names: Collection[str]) -> bool:
        """Whether an expression without a known name is a template all the same.

        `<< 2 >>` and `<< x >>` may be operators of a language; `<< 6 * 7 >>` and `<< x | upper >>`
        are templates.
        """
        if not self.own_delimiters or (names and self.keep_unknown):
            return True
        if self.not_printed is not None:
            return False
        [*outputs] = (node for output in tree.find_all(nodes.Output) for node in output.nodes)
        if not names:
            return bool(outputs) and not any(
                isinstance(node, nodes.TemplateData)
                or (isinstance(node, nodes.Const) and not isinstance(node.value, str | bool | None))
                for node in outputs
            )
        return any(True for _ in tree.find_all((nodes.Filter, nodes.Test)))

    def _no_template(self, lookalike: Lookalike) -> str:
        """The replacement of a call in other delimiters, which is reported."""
        env = self.env
        start, end = env.variable_start_string, env.variable_end_string
        if lookalike.is_tag:
            start, end = env.block_start_string, env.block_end_string
        call = "…" if lookalike.is_tag else quote(lookalike.call)[1:-1]
        what = f"{quote(self.text[lookalike.start : lookalike.stop])} is not run"
        return self._problem(lookalike.start, lookalike.stop, what, f"write {start} {call} {end}")[
            0
        ]

    def _problem(self, start: int, stop: int, what: str, hint: str) -> tuple[str, int]:
        """The replacement of a piece that is reported, with as many lines, and its end."""
        line = self.text.count("\n", 0, start) + 1
        lines = self.text.count("\n", start, stop)
        return self._hidden(self.complain(line, what, hint)) + "\n" * lines, stop

    def _find(self, mark: str, start: int) -> int:
        """The next position of a mark, or -1."""
        return self.text.find(mark, start) if self.last[mark] >= start else -1

    def _kept(self, start: int, stop: int) -> tuple[str, int]:
        return self.text[start:stop], stop

    def _hidden(self, text: str) -> str:
        return self.starts.sub(lambda m: self.placeholders[m[0]], text)

    def _unclosed(self, text: str) -> tuple[int, str, str] | None:
        """The line of a tag without an end, the problem and the hint."""
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
                return line, f"the tag {quote(word)} is not closed", f"write {close} after it"
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
        """The page if it parses as a template, else without its tags, or without any template."""
        try:
            compiled(self.env, text)
        except TemplateSyntaxError as syntax_error:
            error = syntax_error
        else:
            return text
        line = min(error.lineno, text.count("\n") + 1)  # Jinja also counts carriage returns
        what, hint = f"the template cannot be read: {error.message}", "fix the tag"
        unclosed = self._unclosed(text) if _MAY_BE_UNCLOSED.match(error.message or "") else None
        if unclosed is not None:
            line, what, hint = unclosed
            what = f"the template cannot be read: {what}"
        # If a tag was reported, its other half is missing, which is no second problem.
        mark = "" if self.tag_reported else self.complain(line, what, hint)
        pieces, position = list[str](), 0
        for start, end in between(text, self.env.block_start_string, self.env.block_end_string):
            pieces += [text[position:start], "\n" * text.count("\n", start, end)]
            position = end
        without = "".join([*pieces, text[position:]])
        try:
            compiled(self.env, without)
        except TemplateSyntaxError:
            without = self._hidden(text)
        lines = without.split("\n")
        lines[line - 1] += f" {self._hidden(mark)}"
        return "\n".join(lines)
