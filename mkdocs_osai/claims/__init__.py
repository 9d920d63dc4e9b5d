"""Words → a test of a number: "more than a quarter" is true of 26%, and false of 20%.

A claim is a hedge and a quantity, `nearly a third`; a rank, `among the top three`; or a comparison
of two numbers, `twice as many as`. Case, hyphens, markup and words that only name the whole ("of
all models") do not matter. With any other words the claim cannot be read; nothing is guessed.
"""

from mkdocs_osai.claims.evaluate import judge
from mkdocs_osai.claims.hedges import HEDGES, TOLERANCES, Hedge, Tolerances
from mkdocs_osai.claims.result import ClaimResult, Verdict

__all__ = ["HEDGES", "TOLERANCES", "ClaimResult", "Hedge", "Tolerances", "Verdict", "judge"]
