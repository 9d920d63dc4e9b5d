"""Words → a test on a number: "more than a quarter" is true of 26%, and false of 20%.

A claim is a hedge and a quantity: `nearly` and `a third`; or a place in an order, `among the top
three`; or, of two numbers, what they are to each other, `twice as many as`. Case, hyphens, markup
and what only names the whole ("of all models") do not matter. Whatever else stands there makes the
words unreadable: a test that guesses is none.
"""

from mkdocs_osai.claims.hedges import HEDGES, TOLERANCES, Hedge, Tolerances
from mkdocs_osai.claims.judging import judge
from mkdocs_osai.claims.result import ClaimResult, Verdict

__all__ = ["HEDGES", "TOLERANCES", "ClaimResult", "Hedge", "Tolerances", "Verdict", "judge"]
