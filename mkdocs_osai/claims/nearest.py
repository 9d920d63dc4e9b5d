"""The error for words that cannot be read: the word, and the nearest words that can."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator

from mkdocs_osai.claims.emphasis import EMPHASIS
from mkdocs_osai.claims.hedges import AFTER, HEDGES, QUANTIFIERS, VAGUE
from mkdocs_osai.claims.numbers import DENOMINATORS, ORDINALS, SCALES, SMALL
from mkdocs_osai.claims.other_languages import ENGLISH_ONLY, in_another_language
from mkdocs_osai.claims.result import ClaimResult, Verdict
from mkdocs_osai.claims.unreadable import Unreadable
from mkdocs_osai.claims.value_nouns import NOUNS
from mkdocs_osai.problems import AuthorError, quote

_VOCABULARY = frozenset(
    (
        *(w for m in HEDGES.values() for words in m.words for w in words.split()),
        *(
            w
            for wording in (*QUANTIFIERS, *VAGUE)
            for words in wording.words
            for w in words.split()
        ),
        *(w for words in (*AFTER, *EMPHASIS) for w in words.split()),
        *(w for phrase in SMALL for w in phrase),
        *(*DENOMINATORS, *SCALES, *ORDINALS, *NOUNS),
        *(
            "percent",
            "percentage",
            "points",
            "times",
            "twice",
            "double",
            "in",
            "out",
            "of",
            "index",
        ),
        *(
            "between",
            "and",
            "from",
            "to",
            "open",
            "most",
            "top",
            "among",
            "tied",
            "joint",
            "shares",
        ),
        *("as", "many", "more", "fewer", "outnumber", "exceed", "largest", "smallest", "doubled"),
        *("rose", "fell", "up", "down", "halved", "tripled", "unchanged", "by", "next", "second"),
    )
)
"""The words of the grammar, for typing errors."""

REVERSING = frozenset(
    (
        *("not", "never", "no", "without", "lack", "lacks", "lacking", "neither", "nor", "except"),
        *(
            "excluding",
            "but",
            "unless",
            "per",
            "closed",
            "open",
            "partial",
            "fewer",
            "less",
            "more",
        ),
        *("aren't", "arent", "isn't", "isnt", "don't", "dont", "cannot", "fail", "fails", "none"),
        *("hardly", "rarely", "few", "minus", "non", "un", "half", "every", "each", "divided"),
        *("odd", "dozens", "hundreds", "thousands", *SCALES),
    )
)
"""Words that negate, restrict or divide: words without them are no near wording."""


_VERDICTS = {Verdict.FALSE: "is false", Verdict.UNDECIDED: "cannot be decided"}


def refusal(text: str, error: Unreadable, result_of: Callable[[str], ClaimResult]) -> AuthorError:
    """The error for words that cannot be read, with the nearest words that can, if there are any.

    Args:
        text: the words.
        error: why they cannot be read.
        result_of: words → their result with the values of the claim.
    """
    if error.unclear:
        return error
    if in_another_language(text):
        return AuthorError(error.what, f"{ENGLISH_ONLY}: write it in English, or {error.hint}")
    quoted = f'"{quote(text)[1:-1]}"'
    for words, corrected in _near(error):
        try:
            result = result_of(words)
        except AuthorError:
            continue
        others = f"; {result.hint}" if result.fails and result.suggestions else ""
        verdict = _VERDICTS.get(result.verdict, "is true")
        hint = f'"{quote(words)[1:-1]}" would be read, and {verdict}: {result.text}'
        plain_test = "" if corrected else f"; or {error.hint}"
        return AuthorError(
            f"{quoted}: {quote(error.word)} is not understood", hint + others + plain_test
        )
    return error


def _near(error: Unreadable) -> Iterator[tuple[str, bool]]:
    """Words near to those that cannot be read, and whether it is a corrected typing error.

    Otherwise the word is left out, or all words from it.
    """
    before, word, after = error.before, error.word, error.after
    if not word:
        return
    part = word.endswith(("th", "ths"))  # "a sixteenth" is no "seventh"
    vocabulary = _VOCABULARY - {*DENOMINATORS, *ORDINALS} if part else _VOCABULARY
    for other in difflib.get_close_matches(word, vocabulary, n=5, cutoff=0.7):
        yield _joined([*before, other, *after]), True
    if before:
        last = before[-1]
        for other in difflib.get_close_matches(last, _VOCABULARY - {last}, n=2, cutoff=0.75):
            yield _joined([*before[:-1], other, word, *after]), True
    if not REVERSING.isdisjoint([word, *after]):
        return  # without it the words would say something else
    yield _joined([*before, *after]), False
    for length in range(len(before), 0, -1):
        yield _joined(before[:length]), False


def _joined(words: list[str]) -> str:
    """Words as an author writes them.

    Example:
        >>> _joined(["about", "40", "percent", "(", "three", ")"])
        'about 40% (three)'
    """
    text = " ".join(words).replace(" percent", "%").replace("( ", "(").replace(" )", ")")
    return text.replace(" ,", ",")
