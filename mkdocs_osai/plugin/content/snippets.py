"""Files that a page includes by `pymdownx.snippets`, whose calls run with those of the page.

The extension reads them when the Markdown is rendered, which is after the macros.
"""

from __future__ import annotations

import re
from typing import Any

from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig

from mkdocs_osai.macros.templates.escaping import mentions

NAME = "pymdownx.snippets"
_SNIPPET = re.compile(r"^[ \t]*-+8<-+[ \t]+(?P<path>\"[^\"\n]+\"|'[^'\n]+')[ \t]*$", re.MULTILINE)
_SNIPPETS = re.compile(r"^[ \t]*-+8<-+[ \t]*$\n.*?^[ \t]*-+8<-+[ \t]*$", re.MULTILINE | re.DOTALL)


def with_snippets(markdown: str, site: MkDocsConfig) -> str:
    """A page with the files in it that contain calls; other files are left to the extension."""
    if "8<-" not in markdown or NAME not in site.markdown_extensions:
        return markdown
    options = {NAME: site.mdx_configs.get(NAME, {})}
    reader: Any = Markdown(extensions=[NAME], extension_configs=options).preprocessors["snippet"]

    def included(match: re.Match[str]) -> str:
        if "://" in match[0]:
            return match[0]
        reader.seen = set()
        try:
            text = "\n".join(reader.parse_snippets(match[0].split("\n")))
        except Exception:  # noqa: BLE001 - the extension reports it when it renders the page
            return match[0]
        return text if mentions(text) else match[0]

    return _SNIPPET.sub(included, _SNIPPETS.sub(included, markdown))
