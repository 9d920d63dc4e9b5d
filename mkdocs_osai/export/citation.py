"""The citation of an index, its DOI and its licence."""

from __future__ import annotations

import re

from mkdocs_osai.index import IndexInfo
from mkdocs_osai.sanitize import yaml_string

_DOI = re.compile(r"\b10\.[0-9]{4,9}/[-._;()/:A-Za-z0-9]*[A-Za-z0-9]")
_CREATIVE_COMMONS = re.compile(r"CC-(BY(?:-NC)?(?:-ND|-SA)?)-([0-9]\.[0-9])", re.IGNORECASE)
_KNOWN = frozenset(
    (
        *("CC0-1.0", "ODbL-1.0", "ODC-By-1.0", "PDDL-1.0", "CDLA-Permissive-2.0"),
        *("MIT", "Apache-2.0", "EUPL-1.2"),
    )
)
"""SPDX names of licences of data, apart from Creative Commons."""


def doi(about: IndexInfo) -> str | None:
    """The DOI in the citation, if there is one.

    Example:
        >>> doi(IndexInfo())
        '10.5281/zenodo.15386042'
    """
    found = _DOI.search(about.citation)
    return found[0] if found else None


def spdx(about: IndexInfo) -> str | None:
    """The SPDX name of the licence, if it is a known licence.

    Example:
        >>> spdx(IndexInfo()), spdx(IndexInfo(license="ask us"))
        ('CC-BY-4.0', None)
    """
    known = about.license in _KNOWN or _CREATIVE_COMMONS.fullmatch(about.license)
    return about.license if known else None


def license_page(about: IndexInfo) -> str | None:
    """The URL of the text of the licence, if it is a known licence.

    Example:
        >>> license_page(IndexInfo())
        'https://creativecommons.org/licenses/by/4.0/'
    """
    if found := _CREATIVE_COMMONS.fullmatch(about.license):
        return f"https://creativecommons.org/licenses/{found[1].lower()}/{found[2]}/"
    return f"https://spdx.org/licenses/{about.license}.html" if spdx(about) else None


def cff(about: IndexInfo) -> str:
    """The `CITATION.cff` of the published data, for GitHub, Zenodo and Zotero.

    Example:
        >>> print(cff(IndexInfo()).splitlines()[2])
        type: dataset
    """
    place = about.citation.find(about.title) if about.title else -1
    name = about.citation[: max(place, 0)].strip(" .:,\"'“”")
    lines = [
        "cff-version: 1.2.0",
        f"message: {yaml_string(f'Cite the data as: {about.citation}')}",
        "type: dataset",
        f"title: {yaml_string(about.title)}",
        "authors:",
        f"  - name: {yaml_string(name or f'The contributors of {about.title}')}",
    ]
    more = {
        "doi": doi(about),
        "url": about.source,
        "license": spdx(about),
        "date-released": about.date.isoformat() if about.date else None,
        "version": about.date.isoformat() if about.date else None,
        "commit": about.commit,
    }
    lines += [f"{key}: {yaml_string(value)}" for key, value in more.items() if value]
    return "\n".join([*lines, ""])
