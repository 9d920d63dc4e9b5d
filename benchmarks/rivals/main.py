"""The same for mkdocs-macros: what its `main.py` gives to pages."""

from __future__ import annotations

from typing import Any

import analysis  # type: ignore[import-not-found]


def define_env(env: Any) -> None:
    """Let pages call what counts and draws."""
    for function in (analysis.n, analysis.share, analysis.figure):
        env.macro(function)
