"""Macros for claims: statements checked against the index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs_osai.i18n import ENGLISH, using
from mkdocs_osai.macros.base import Macros, macro
from mkdocs_osai.macros.inline_html import claimed
from mkdocs_osai.macros.page_number import Missing
from mkdocs_osai.macros.statements import NOTHING
from mkdocs_osai.macros.tables import ATTRIBUTES
from mkdocs_osai.problems import AuthorError, OsaiError, quote
from mkdocs_osai.sanitize import EscapedText, RawText, escape_markdown
from mkdocs_osai.stats import Quantity, Table

if TYPE_CHECKING:
    from mkdocs_osai.claims import ClaimResult

Bound = Quantity | float | None


class Claims(Macros):
    """Claims about an index."""

    @macro
    def claim(
        self,
        words: str,
        *values: Quantity | bool,
        above: Bound = None,
        below: Bound = None,
        at_least: Bound = None,
        at_most: Bound = None,
        equals: Bound = None,
    ) -> str | Missing:
        """Text that is checked against the index; a false claim fails the build.

        The text itself is the test. If it names no quantity, add a test such as `above`.

        Args:
            words: the text on the page, such as `more than a quarter`.
            *values: the number that it is about; two for a comparison such as `outnumber`; or the
                result of a comparison, such as `osai.score('OLMo') > 0.9`.
            above: the number must be larger; for a share, 0.1 is 10%.
            below: the number must be smaller.
            at_least: the number must not be smaller.
            at_most: the number must not be larger.
            equals: the number must be equal.

        Example:
            `<< osai.claim('more than a third', osai.share('regions', 'United States')) >>`
        """
        from mkdocs_osai.claims import Verdict

        tests = _tests(above, below, at_least, at_most, equals)
        # Authors may write Markdown; the index may not.
        text = escape_markdown(words) if isinstance(words, RawText) else str(words)
        try:
            judgement = self._judged(words, values, tests)
        except OsaiError as error:
            self._page.note("nothing", lambda: NOTHING)
            return Missing(self._page.complain(error.what, error.hint, text))
        printed = claimed(judgement, text, self._page)
        with using(ENGLISH):
            if judgement.fails:
                return Missing(self._page.complain(judgement.message, judgement.hint, printed))
            if judgement.verdict is Verdict.NEAR:
                self._page.advise(judgement.message, judgement.hint)
            for notice in judgement.notices:
                self._page.advise(f'"{quote(words)[1:-1]}": {notice}', "")
        return printed

    @macro
    def verdict(
        self,
        words: str,
        *values: Quantity | bool,
        above: Bound = None,
        below: Bound = None,
        at_least: Bound = None,
        at_most: Bound = None,
        equals: Bound = None,
    ) -> EscapedText | Missing:
        """The result of a claim as text, to try it without failing the build.

        Args:
            words: as in `osai.claim`.
            *values: as in `osai.claim`.
            above: as in `osai.claim`.
            below: as in `osai.claim`.
            at_least: as in `osai.claim`.
            at_most: as in `osai.claim`.
            equals: as in `osai.claim`.

        Example:
            `<< osai.verdict('nearly half', osai.share('regions', 'United States')) >>`
        """
        from mkdocs_osai.claims import Verdict

        judgement = self._judged(words, values, _tests(above, below, at_least, at_most, equals))
        with using(ENGLISH):
            if judgement.verdict is Verdict.TRUE:
                message = f'"{judgement.words}" is true: {judgement.text}'
            else:
                message = "; ".join(filter(None, (judgement.message, judgement.hint)))
            return EscapedText("; ".join((message, *judgement.notices)))

    @macro
    def hedges(self) -> str:
        """A table of the words of claims and the numbers that they allow.

        Example:
            `<< osai.hedges() >>`
        """
        from mkdocs_osai.claims.word_table import table

        return Table(("Words", "The number may be"), tuple(table())).html(
            "Words", escape_markdown, ATTRIBUTES
        )

    def _judged(
        self, words: object, values: tuple[object, ...], tests: dict[str, Bound]
    ) -> ClaimResult:
        from mkdocs_osai.claims.other_languages import ENGLISH_ONLY
        from mkdocs_osai.claims.unreadable import Unreadable

        if not isinstance(words, str) or not words.strip():
            text = next((value for value in values if isinstance(value, str)), "more than a third")
            raise AuthorError(
                f"the words of a claim are {quote(words)}",
                f"they come first, in quotes: osai.claim({quote(text)}, …)",
            )
        try:
            return self._judged_in_english(words, values, tests)
        except Unreadable as error:
            if self._page.urls.language[:2].lower() == ENGLISH:
                raise
            raise AuthorError(error.what, f"{error.hint}; {ENGLISH_ONLY}") from None

    def _judged_in_english(
        self, words: str, values: tuple[object, ...], tests: dict[str, Bound]
    ) -> ClaimResult:
        from mkdocs_osai.claims import judge

        with using(ENGLISH):
            read = [v.in_this_language() if isinstance(v, Quantity) else v for v in values]
            bounds = {
                name: bound.in_this_language() if isinstance(bound, Quantity) else bound
                for name, bound in tests.items()
            }
            return judge(words, *read, tests=bounds, nouns=self._nouns)  # type: ignore[arg-type]


def _tests(
    above: Bound, below: Bound, at_least: Bound, at_most: Bound, equals: Bound
) -> dict[str, Bound]:
    names = ("above", "below", "at_least", "at_most", "equals")
    bounds = zip(names, (above, below, at_least, at_most, equals), strict=True)
    return {name: bound for name, bound in bounds if bound is not None}
