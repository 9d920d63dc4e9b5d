"""Web addresses that look dead, as far as that can be seen without asking for them."""

from __future__ import annotations

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

_PLACEHOLDERS = re.compile(r"(^|\.)(example(\.(com|org|net))?|invalid|test)$")
_AT_HOME = re.compile(r"(^|\.)(localhost|local|internal|lan)$")
_PAIRS = {")": "(", "]": "[", "}": "{", ">": "<"}


def doubt(link: str) -> str | None:
    """Why a web address will hardly lead anywhere; None if nothing speaks against it.

    Example:
        >>> doubt("https://arxiv.org/abs/2402.00838"), doubt("https://arxiv.org/abs/2402.00838).")
        (None, "it ends in '.'")
    """
    try:
        host = (urlsplit(link).hostname or "").rstrip(".")
    except ValueError:
        return "it cannot be taken apart"
    if host in ("http", "https"):
        return "it begins twice"
    if "..." in link or "\N{HORIZONTAL ELLIPSIS}" in link:
        return "it was cut short"
    last = link[-1]
    if last in ".,;:!?'\"`*|" or link.count(last) > link.count(_PAIRS.get(last, last)):
        return f"it ends in '{last}'"
    if _PLACEHOLDERS.search(host):
        return "it leads to a placeholder"
    return _unreachable(host)


def _unreachable(host: str) -> str | None:
    try:
        reachable = ip_address(host).is_global
    except ValueError:
        reachable = "." in host and not _AT_HOME.search(host)
    return None if reachable else "only one machine or network can reach it"
