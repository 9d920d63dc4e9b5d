"""The list of the files that `osai site build` has written into a site.

It tells them from files of the user, which are never replaced, and keeps what the pages of the site
stated before their links were made.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from mkdocs_osai import atomic_write
from mkdocs_osai.problems import OsaiError, quote

PATH = "osai/site.json"
"""The path of the list on the site."""


@dataclass(frozen=True)
class PageStatements:
    """What a page of the site states.

    Attributes:
        title: its title, as plain text.
        evidence: the evidence for its numbers and claims, as `Evidence.to_text` writes it.
        models: the ids of the models that it links.
    """

    title: str = ""
    evidence: tuple[str, ...] = ()
    models: tuple[str, ...] = ()


@dataclass
class Manifest:
    """The list.

    Attributes:
        files: path → the digests that a file of ours can have.
        pages: path of a page of the site → its digest, and what it states.
    """

    files: dict[str, list[str]] = field(default_factory=dict)
    pages: dict[str, tuple[str, PageStatements]] = field(default_factory=dict)

    @classmethod
    def read(cls, site: Path) -> Manifest:
        """The list of a site; empty if there is none.

        Raises:
            OsaiError: it is damaged.
        """
        try:
            values = json.loads((site / PATH).read_text("utf-8"))
            files = {str(path): [*map(str, found)] for path, found in values["files"].items()}
            pages = {
                str(path): (str(digest), _statements(told))
                for path, (digest, told) in values["pages"].items()
            }
        except FileNotFoundError:
            return cls()
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise OsaiError(
                f"{quote(str(site / PATH), 300)} is damaged", "delete the site, and build it again"
            ) from None
        return cls(files, pages)

    def write(self, site: Path) -> None:
        """Write the list."""
        pages = {path: [digest, asdict(told)] for path, (digest, told) in self.pages.items()}
        values = {"files": self.files, "pages": pages}
        (site / PATH).parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(values, sort_keys=True, indent=1) + "\n"
        atomic_write.replace(site / PATH, text.encode(), durable=False)

    def owns(self, path: str, content: bytes) -> bool:
        """Whether a file with this content is one of ours."""
        return digest(content) in self.files.get(path, ())


def digest(content: bytes) -> str:
    """What tells the content of a file from others."""
    return hashlib.sha256(content).hexdigest()


def _statements(values: dict[str, Any]) -> PageStatements:
    return PageStatements(
        str(values["title"]), (*map(str, values["evidence"]),), (*map(str, values["models"]),)
    )
