"""Words and numbers → whether the words hold, and which would."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from mkdocs_osai.claims.evaluate import evaluate
from mkdocs_osai.claims.hedges import TOLERANCES, Tolerances
from mkdocs_osai.claims.result import ClaimResult, Verdict
from mkdocs_osai.claims.suggestions import suggestions
from mkdocs_osai.stats import Comparison, Quantity


def judge(
    words: str,
    *values: Quantity | Comparison | bool,
    tolerances: Tolerances = TOLERANCES,
    tests: Mapping[str, object] | None = None,
) -> ClaimResult:
    """Hold words to numbers.

    Args:
        words: the claim.
        *values: the number it is held to; two, for words that compare; or what came of comparing.
        tolerances: what hedges allow.
        tests: what is asked of the number instead of reading the words: `above`, `below`,
            `at_least`, `at_most`, `equals`, each with a number; a share goes from 0 to 1.

    Raises:
        AuthorError: the words cannot be read, or do not fit the numbers.
        UnknownName: a test that there is not.

    Example:
        >>> share = Quantity("share", 39, 191, what="Big Tech")
        >>> judge("more than a quarter", share).message
        '"more than a quarter" is false: Big Tech is 20.4% (39 of 191 models)'
    """
    found = evaluate(words, values, tolerances, tests)
    if found.verdict is Verdict.TRUE or tests:
        return found
    return replace(found, suggestions=suggestions(found, tolerances))
