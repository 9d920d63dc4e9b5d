"""Words → a test of a number: "more than a quarter" is true of 26%, and false of 20%.

A claim is read to its last word by a closed grammar: a hedge and a quantity, `nearly a third`, and
the noun that it counts; a place, `among the top three`; a comparison of two numbers, `twice as many
as`; or a change between two dates, `up from 39%`. Case, hyphens and markup do not matter. A word
that is not in the grammar is named in the error; nothing is skipped, and nothing is guessed.
"""

from mkdocs_osai.claims.evaluate import judge
from mkdocs_osai.claims.hedges import HEDGES, TOLERANCES, Hedge, Tolerances
from mkdocs_osai.claims.result import FAILING, ClaimResult, Verdict

__all__ = [
    "FAILING",
    "HEDGES",
    "TOLERANCES",
    "ClaimResult",
    "Hedge",
    "Tolerances",
    "Verdict",
    "judge",
]
