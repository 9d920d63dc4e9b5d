"""matplotlib without its remarks on folders and fonts, which no author can do anything about."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def quiet() -> Iterator[None]:
    """Keep matplotlib from warning, as it does where it cannot write into the home folder.

    It then builds its list of fonts in a temporary folder, for each process anew; MPLCONFIGDIR can
    name a better one.
    """
    logger = logging.getLogger("matplotlib")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)
