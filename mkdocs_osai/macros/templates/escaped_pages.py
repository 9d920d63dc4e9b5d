"""The escaped templates of pages, kept between the builds of one `mkdocs serve`."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from jinja2 import Environment

from mkdocs_osai.macros.templates.escaping import Complain, EscapedTemplates, escape_templates


class _EscapedPage(NamedTuple):
    depends: tuple[object, ...]
    escaped: EscapedTemplates


class EscapedPages:
    """The pages of one build; those that did not change are taken from an earlier build.

    To find what is no template, each expression of a page is compiled.

    Args:
        earlier: the pages of the earlier build, if there was one.

    Attributes:
        kept: source → the page that a later build can take, if nothing was reported.
    """

    def __init__(self, earlier: EscapedPages | None = None) -> None:
        self._earlier = earlier.kept if earlier else {}
        self.kept: dict[str, _EscapedPage] = {}

    def of(
        self,
        source: str,
        markdown: str,
        env: Environment,
        known: Collection[str],
        complain: Complain,
        *,
        keep_unknown: bool,
        not_printed: Collection[str] | None = None,
    ) -> EscapedTemplates:
        """The page of a source, escaped as by `escape_templates`."""
        apart = None if not_printed is None else frozenset(not_printed)
        depends = (markdown, frozenset(known), keep_unknown, apart, *_syntax(env))
        kept = self._earlier.get(source)
        if kept is not None and kept.depends == depends:
            self.kept[source] = kept
            return kept.escaped
        problems: list[str] = []

        def complaining(line: int, what: str, hint: str) -> str:
            problems.append(what)
            return complain(line, what, hint)

        escaped = escape_templates(
            markdown, env, known, complaining, keep_unknown=keep_unknown, not_printed=not_printed
        )
        if not problems:  # which must be reported in each build
            self.kept[source] = _EscapedPage(depends, escaped)
        return escaped


def _syntax(env: Environment) -> tuple[object, ...]:
    """What decides which texts are templates."""
    delimiters = (
        *(env.variable_start_string, env.variable_end_string),
        *(env.block_start_string, env.block_end_string),
        *(env.comment_start_string, env.comment_end_string),
        *(env.line_statement_prefix, env.line_comment_prefix),
    )
    return delimiters, frozenset(env.filters), frozenset(env.tests), frozenset(env.extensions)
