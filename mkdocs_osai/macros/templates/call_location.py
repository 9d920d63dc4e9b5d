"""Where a call stands that a template makes."""

from __future__ import annotations

import sys
from types import FrameType


def calling_line() -> tuple[str | None, int]:
    """The template and line of the call that is running.

    Returns:
        The file of the template, None for the page itself, and the line in it from 1; (None, 1) if
        no template is running.
    """
    frame: FrameType | None = sys._getframe(1)  # noqa: SLF001 - the only way to the caller
    while frame is not None:
        template = frame.f_globals.get("__jinja_template__")
        if template is not None:
            name = template.filename
            line = template.get_corresponding_lineno(frame.f_lineno)
            return (None if name in (None, "<template>") else str(name)), int(line)
        frame = frame.f_back
    return None, 1
