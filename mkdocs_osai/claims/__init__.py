"""Words → a test on a number: "more than a quarter" is true of 26%, and false of 20%.

A claim is a hedge and a quantity: `nearly` and `a third`; or a place in an order, `among the top
three`; or, of two numbers, what they are to each other, `twice as many as`. Case, hyphens, markup
and what only names the whole ("of all models") do not matter. Whatever else stands there makes the
words unreadable: a test that guesses is none.
"""

from mkdocs_osai.claims.judgement import Judgement, Verdict
from mkdocs_osai.claims.judging import judge
from mkdocs_osai.claims.tolerances import HEDGES, TOLERANCES, Hedge, Tolerances

__all__ = ["HEDGES", "TOLERANCES", "Hedge", "Judgement", "Tolerances", "Verdict", "judge"]
