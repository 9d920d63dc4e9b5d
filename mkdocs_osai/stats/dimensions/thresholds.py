"""Thresholds of training compute, by their names in calls."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Threshold:
    """A threshold of training compute.

    Attributes:
        name: the name in calls, such as `gpai`.
        flop: the threshold, in FLOP.
        label: the name for readers.
        about: the meaning, in a sentence.
    """

    name: str
    flop: float
    label: str
    about: str = ""


BUILT_IN: Mapping[str, Threshold] = MappingProxyType(
    {
        "gpai": Threshold(
            "gpai",
            1e23,
            "general-purpose AI",
            "The guidelines of the European Commission of July 2025 take 10²³ FLOP as the sign of "
            "a general-purpose AI model.",
        ),
        "systemic_risk": Threshold(
            "systemic_risk",
            1e25,
            "systemic risk",
            "From 10²⁵ FLOP, Article 51 of the AI Act presumes that a general-purpose AI model has "
            "systemic risk.",
        ),
    }
)
"""Name → threshold; the first is that of the dimensions without a name of a threshold."""
