"""Files that are whole."""

from __future__ import annotations

import os
from pathlib import Path


def replace(path: Path, data: bytes) -> None:
    """Write a file so that it is never seen half; a file of that name is replaced.

    Raises:
        OSError: it cannot be written; what was there is as it was.
    """
    partial = path.with_name(f".osai-{os.getpid()}.part")
    try:
        partial.write_bytes(data)
        partial.replace(path)
    except OSError:
        partial.unlink(missing_ok=True)
        raise
