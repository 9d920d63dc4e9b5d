"""The values that numbers can have, where the index does not know them exactly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mkdocs_osai.stats import Quantity


def possible(numbers: list[Quantity], *, in_all: bool) -> Iterator[list[Quantity]]:
    """The numbers of a claim, once for each way in which what is unknown can turn out.

    Args:
        numbers: the values of the claim.
        in_all: whether the words are about all models, those without a category included: each of
            these may be in the share. A count stays what the index has.
    """
    if not in_all or len(numbers) != 1:
        yield numbers
        return
    number = numbers[0]
    whole = replace(number, of=number.of + number.unsorted, unsorted=0)
    for more in range(number.unsorted + 1 if number.kind == "share" else 1):
        yield [replace(whole, count=number.count + more)]
