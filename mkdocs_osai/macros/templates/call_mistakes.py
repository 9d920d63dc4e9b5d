"""Mistakes in calls of `osai`, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Collection
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TypeGuard

from jinja2 import Environment, TemplateSyntaxError, nodes

from mkdocs_osai.macros.templates.lookalikes import indented
from mkdocs_osai.macros.templates.syntax_hints import syntax_hint
from mkdocs_osai.problems import nearest, quote

TAGS = frozenset(
    (
        *("if", "elif", "else", "endif", "for", "endfor", "break", "continue", "set", "endset"),
        *("macro", "endmacro", "call", "endcall", "filter", "endfilter", "with", "endwith", "do"),
        *("include", "import", "from", "raw", "endraw", "block", "endblock", "extends"),
        *("autoescape", "endautoescape"),
    )
)
"""The words that tags start with."""

_UNIT = re.compile(
    r"[^\S\n]?%(?![>\w])|[^\S\n](?:percent(?:age points?)?|per cent|p\.p\.|points)\b"
)
"""A unit after a number."""

Mistake = tuple[str, str]
"""The problem and its hint."""


def kind_of(tree: nodes.Template) -> str:
    """The kind of number that an expression prints: `share`, `points`, or empty if unknown.

    Example:
        >>> kind_of(Environment().parse("{{ osai.share('academic', 'Academic') | round }}"))
        'share'
    """
    outputs = [node for output in tree.find_all(nodes.Output) for node in output.nodes]
    return _kind_of(outputs[0]) if len(outputs) == 1 else ""


def _kind_of(node: nodes.Node) -> str:
    if isinstance(node, nodes.Filter) and node.name == "round" and node.node is not None:
        return _kind_of(node.node)
    if isinstance(node, nodes.Sub):
        both = {_kind_of(node.left), _kind_of(node.right)}
        return "points" if both == {"share"} else ""
    if isinstance(node, nodes.Getattr) and node.attr == "percent":
        return _kind_of(node.node)
    return "share" if isinstance(node, nodes.Call) and _macro_of(node.node) == "share" else ""


def _macro_of(node: nodes.Node) -> str:
    """The name of the macro in `osai.name`; empty for other nodes."""
    if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
        return node.attr if node.node.name == "osai" else ""
    return ""


def tag_word(tag: str) -> str:
    """The word that a tag starts with, or an empty text."""
    word = re.match(r"[-+]?\s*(\w+)", tag)
    return word[1] if word else ""


@dataclass(frozen=True)
class CallMistakes:
    """Finds mistakes in the calls of one page.

    Attributes:
        env: the template environment with its delimiters.
        known: the names that templates of the page can use.
        macros: the names of our macros; empty on a site with other delimiters, where all other
            templates belong to the macros plugin.
        has_tags: whether the page has a tag such as `if`.
    """

    env: Environment
    known: AbstractSet[str]
    macros: frozenset[str]
    has_tags: bool

    def in_expression(
        self, text: str, start: int, stop: int, tree: nodes.Template, names: Collection[str]
    ) -> Mistake | None:
        """The mistake in an expression that can run.

        Args:
            text: the page.
            start: the start of the expression, including its delimiter.
            stop: the end.
            tree: the expression as Jinja parses it.
            names: the names it uses.
        """
        wrong = self._misspelt(tree) or self._by_itself(tree)
        if not self.macros or self.known.isdisjoint(names):
            return None if wrong is None or (self.macros and indented(text, start)) else wrong
        if wrong is not None or "osai" not in names:
            return wrong
        return self._around(text, start, stop) or _unit_behind(tree, text, stop)

    def _around(self, text: str, start: int, stop: int) -> Mistake | None:
        """A mistake in the characters around a call."""
        if re.search(r"(?<!\\)\\$", text[max(start - 2, 0) : start]):
            return "a backslash does not prevent a call", "put it in backticks"
        line = text[text.rfind("\n", 0, start) + 1 : start]
        if text.startswith(">", stop) and not re.search(r"<[A-Za-z/][^<>]*$", line):
            return "a > follows the call", f"write {self.env.variable_end_string} once"
        return None

    def in_tag(self, tag: str) -> Mistake | None:
        """The mistake in the text between the delimiters of a tag; None if it may be no tag."""
        if not self.macros:
            return None
        word = tag_word(tag)
        if word in TAGS:
            bare = self._bare_macro(tag)
            return (f"unknown name {quote(bare)}", f"write osai.{bare}(…)") if bare else None
        return self._unknown_tag(word, tag)

    def _misspelt(self, tree: nodes.Template) -> Mistake | None:
        """A call such as `oasi.pie(…)` or `pie(…)`."""
        for call in tree.find_all(nodes.Call):
            node: nodes.Node = call.node
            if isinstance(node, nodes.Name):
                # A single letter with a variable, such as `n(x)`, is mathematics.
                mathematics = len(node.name) == 1 and any(
                    isinstance(a, nodes.Name) for a in call.args
                )
                if node.name in self.macros - self.known and not mathematics:
                    return f"unknown name {quote(node.name)}", f"write osai.{node.name}(…)"
                continue
            while isinstance(node, nodes.Getattr):
                node = node.node
            if self._is_near(node):
                return f"unknown name {quote(node.name)}", "did you mean 'osai'?"
        for attribute in tree.find_all(nodes.Getattr):
            node = attribute.node
            if attribute.attr in self.macros and self._is_near(node):
                return f"unknown name {quote(node.name)}", "did you mean 'osai'?"
        return None

    def _is_near(self, node: nodes.Node) -> TypeGuard[nodes.Name]:
        """Whether a node is an unknown name similar to `osai`."""
        return (
            isinstance(node, nodes.Name)
            and node.name not in self.known
            and nearest(node.name, ["osai"]) is not None
        )

    def _by_itself(self, tree: nodes.Template) -> Mistake | None:
        """`osai` in the place of a number, such as `osai` alone or `osai, n()`."""
        if not self.macros:
            return None
        for item in tree.find_all(nodes.Getitem):
            macro = _macro_of(item.node)
            if macro in self.macros:
                call = f"osai.{macro}(…)"
                return f"osai.{macro}[…] is not a call", f"write {call}, with round brackets"
        for output in tree.find_all(nodes.Output):
            for node in output.nodes:
                items = node.items if isinstance(node, nodes.Tuple) else [node]
                if any(isinstance(one, nodes.Name) and one.name == "osai" for one in items):
                    return "osai by itself is not a number", "write osai.n() or another macro"
        return None

    def _unknown_tag(self, word: str, tag: str) -> Mistake | None:
        """The mistake in an unknown tag; None if it may be no tag."""
        block, block_end = self.env.block_start_string, self.env.block_end_string
        opening, closing = self.env.variable_start_string, self.env.variable_end_string
        if re.match(r"[-+=]?\s*osai\s*\.", tag):
            call = tag.lstrip("-+= ").rstrip("- ")
            return (
                f"{block} … {block_end} prints nothing",
                f"write {opening} {quote(call)[1:-1]} {closing}",
            )
        near = nearest(word, TAGS) if word else None
        calls = re.search(r"\bosai\s*\.\s*\w+", tag)
        if near and (calls or (self.has_tags and tag.strip("-+ ") == word)):
            return f"unknown tag {quote(word)}", f"did you mean {quote(near)}?"
        return None

    def _bare_macro(self, tag: str) -> str:
        """A macro that a tag calls without `osai.`, or an empty text."""
        if tag_word(tag) not in ("if", "elif", "for", "set"):
            return ""
        code = re.sub(r"'[^']*'|\"[^\"]*\"", "", tag)
        called = re.findall(r"(?<![\w.])(\w+)\s*\(", code)
        return next((name for name in called if name in self.macros.difference(self.known)), "")

    def is_meant(self, text: str) -> bool:
        """Whether the text after an opening delimiter was meant as a call."""
        name = re.match(r"[-+]?[\s(]*([A-Za-z_]\w*)\s*\.", text)
        if name and name[1] in self.known:
            return True
        if not self.macros:
            return False
        tag = re.match(r"\s*(?:if|elif|for|set)\b[^<>\n]*?\bosai\s*\.", text)
        # such as `osai n()`, `osai:n()`, `osai->n()`
        call = re.match(r"[-+]?[\s(]{0,40}osai\s{0,9}(?:->|::|\W)?\s{0,9}(\w{1,60})\s{0,9}\(", text)
        return bool(tag or (call and call[1] in self.macros))

    def hint(self, call: str, error: TemplateSyntaxError) -> str:
        """The hint for an expression that Jinja cannot parse."""
        tag = re.match(r"\s*(if|elif|for|set)\b", call)
        if tag:
            env = self.env
            return f"write {env.block_start_string} {tag[1]} … {env.block_end_string}"
        macro = re.match(
            r"[-+]?[\s(]{0,40}osai\s{0,9}(?:->|::|\.\.+|[^\w.(])?\s{0,9}(\w{1,60})(?!\w)(?<!osai)",
            call,
        )
        if macro and re.match(r"[-+]?[\s(]*osai\s*\.\s*\w", call):
            macro = None
        if macro and macro[1] in self.macros:
            return f"write osai.{macro[1]}(…)"
        return syntax_hint(call, error.message or "", self.env.filters)


def _unit_behind(tree: nodes.Template, text: str, stop: int) -> Mistake | None:
    """A unit after a number that prints its own unit."""
    unit = _UNIT.match(text, stop)
    kind = kind_of(tree) if unit else ""
    if not unit or not kind or (kind == "share" and unit[0].strip() == "points"):  # "11% points to"
        return None
    return (
        f"{quote(unit[0].strip())} follows a number that prints with its unit",
        "leave it out, or write .per_hundred in the call for the bare number",
    )


def compiled(env: Environment, text: str) -> tuple[nodes.Template, set[str]]:
    """A template that can run, and the names that it uses.

    Args:
        env: the template environment with its delimiters.
        text: the template.

    Raises:
        TemplateSyntaxError: it cannot be parsed, or cannot run: it is nested too deep, repeats an
            argument, or uses an unknown filter or test.

    Example:
        >>> sorted(compiled(Environment(), "{{ osai.n(type=kind) }}")[1])
        ['kind', 'osai']
    """
    try:
        tree = env.parse(text)
        env.compile(tree)
        return tree, {node.name for node in tree.find_all(nodes.Name)}
    except SyntaxError as error:  # in the Python code that Jinja generates
        why = error.msg if "nested" not in error.msg else "it is nested too deep"
        raise TemplateSyntaxError(why, 1) from None
    except (RecursionError, MemoryError):
        raise TemplateSyntaxError("it is nested too deep", 1) from None
    except (ValueError, OverflowError):
        raise TemplateSyntaxError("a number in it is too large", 1) from None
