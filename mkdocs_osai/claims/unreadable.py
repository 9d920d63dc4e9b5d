"""The error for words that cannot be read, or that can be understood in two ways."""

from __future__ import annotations

from typing import Literal

from mkdocs_osai.claims.tokens import Words
from mkdocs_osai.problems import AuthorError, quote

Grammar = Literal["quantity", "comparison", "change", "order"]

_KINDS: dict[Grammar, str] = {
    "quantity": "a quantity",
    "comparison": "a comparison",
    "order": "a place",
    "change": "a change",
}
_PLAIN_TESTS: dict[Grammar, str] = {
    "quantity": "osai.claim('a dwindling few', share, below=0.1)",
    "comparison": "osai.claim('dwarf', a > 3 * b)",
    "order": "osai.claim('a leader', rank, at_most=3)",
    "change": "osai.claim('soared', after > 2 * before)",
}
"""What words are about → a test that needs no words."""

NO_NUMBER_OF_MODELS = (
    "is said of numbers of models only",
    'write "higher than", "lower than" or "as high as"',
)
"""What is wrong with words such as "as many as" of a share or score, and what to write."""


class Unreadable(AuthorError):  # noqa: N818 - the name says it
    """The words of a claim cannot be read.

    Attributes:
        word: the first word that was not understood; empty if the words end too soon.
        unclear: whether the word is known, but can be understood in two ways or does not fit.
        before, after: the words before and after it.
    """

    def __init__(self, text: str, words: Words, grammar: Grammar) -> None:
        word, wrong, hint = words.unclear or (words.at(words.furthest), "is not understood", "")
        what = f"{quote(text)} cannot be read as {_KINDS[grammar]}"
        if word:
            what += f": {quote(word)} {wrong}"
        elif words.tokens:
            what += f": they cannot end with {quote(words.tokens[-1])}"
        super().__init__(what, hint or f"write a plain test, such as {_PLAIN_TESTS[grammar]}")
        self.word = word
        self.unclear = words.unclear is not None
        self.before = words.tokens[: words.furthest]
        self.after = words.tokens[words.furthest + 1 :]
