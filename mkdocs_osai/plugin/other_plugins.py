"""What other plugins need to know of pages and files that are made after they have looked."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from mkdocs_osai.atomic_write import replace
from mkdocs_osai.i18n import ENGLISH
from mkdocs_osai.plugin.content.feed_text import feed_html, feed_markdown
from mkdocs_osai.plugin.content.generated_file import GeneratedFile
from mkdocs_osai.plugin.content.templated_page import TemplatedPage, opens_files
from mkdocs_osai.views.urls import absolute_address
from mkdocs_osai.website.page_html import BASIS, root_of, with_forms_beside_images

_ASSEMBLING = frozenset(("print-site", "to-pdf", "with-pdf"))
"""Plugins that write files of their own from the contents of pages."""


_NEED_PATHS = frozenset(("i18n", "ezlinks"))
"""Plugins that fail on generated files, which have no path, when they see the files."""

_NEED_PATHS_LATER = frozenset(("autolinks", "material/projects"))
"""Plugins that fail on them when pages are read."""


def needs_paths(site: MkDocsConfig) -> bool:
    """Whether generated files must be added after a plugin of the site has seen the others."""
    return not _NEED_PATHS.isdisjoint(site.plugins)


def image_class(site: MkDocsConfig) -> str:
    """The class of images that a plugin of the site must not put into another element, or empty.

    A browser uses the sources of a `<picture>` only if the image is directly in it.
    """
    return "off-glb" if "glightbox" in site.plugins else ""


def is_another_language(site: MkDocsConfig) -> bool:
    """Whether the plugin `i18n` builds another language, after the site in its first one."""
    return bool(getattr(site.plugins.get("i18n"), "building", False))


def language_of(site: MkDocsConfig) -> str:
    """The language of a site, such as `de`: the one that `i18n` builds, or that of the theme.

    `i18n` tells the theme only after the configuration is read.
    """
    i18n: Any = site.plugins.get("i18n")
    built = getattr(i18n, "current_language", None) or getattr(i18n, "default_language", None)
    if isinstance(built, str) and built != "null":
        return built
    return str(site.theme.get("language") or site.theme.get("locale") or ENGLISH)


def give_paths(site: MkDocsConfig, files: Iterable[File]) -> None:
    """Give generated files the paths that they would have in `docs/`, if a plugin needs them.

    Other plugins, such as `alias`, open each file that has a path when they see the files.
    """
    if _NEED_PATHS_LATER.isdisjoint(site.plugins):
        return
    for file in files:
        if file.abs_src_path is None:
            file.abs_src_path = str(Path(site.docs_dir, file.src_uri))


def write_sources(site: MkDocsConfig, pages: Iterable[TemplatedPage], folder: Path) -> None:
    """Put files behind generated pages, if a plugin or the theme opens the file of each page.

    Args:
        site: the configuration of the site.
        pages: the generated pages that MkDocs renders.
        folder: where their sources are written.
    """
    if not opens_files(site):
        return
    for page in pages:
        path = folder / page.file.src_uri
        path.parent.mkdir(parents=True, exist_ok=True)
        replace(path, page.source(), durable=False)
        page.file.abs_src_path = str(path)


def source_path(site: MkDocsConfig, file: File) -> Path:
    """The path of a page's source; `monorepo` has copied it into a folder of its own."""
    path = Path(site.docs_dir) / file.src_uri
    merger: Any = getattr(site.plugins.get("monorepo"), "merger", None)
    return Path(getattr(merger, "files_source_dir", {}).get(str(path), path))


def assembles(site: MkDocsConfig) -> bool:
    """Whether a plugin of the site puts the contents of pages together."""
    return not _ASSEMBLING.isdisjoint(site.plugins)


def show_to_feed(site: MkDocsConfig, page: Page, html: str) -> str | None:
    """Give the plugin `rss` a page without what our last step finishes.

    Returns:
        The Markdown to give back to the page, or None.
    """
    rss: Any = site.plugins.get("rss")
    before = page.markdown
    if rss is None or before is None:
        return None
    folder, root = posixpath.dirname(page.file.src_uri), site.site_url or ""
    page.markdown = feed_markdown(
        before,
        lambda source: absolute_address(root, posixpath.normpath(posixpath.join(folder, source))),
        cut=rss.config.abstract_delimiter not in before,
    )
    page.content = feed_html(html)
    return before


def tell_htmlproofer(site: MkDocsConfig, files: Files, pages: Iterable[TemplatedPage]) -> None:
    """Tell `htmlproofer` the files that were added while pages were read: it lists them before.

    Args:
        site: the configuration of the site.
        files: its files.
        pages: those that MkDocs does not render, in which it looks for ids.
    """
    plugin: Any = site.plugins.get("htmlproofer")
    if plugin is None:
        return
    known = {file.src_uri for file in plugin.files}
    plugin.files += [file for file in files if file.src_uri not in known]
    for page in pages:
        if page.file.page is not None:
            page.file.page.content = page.body()


_NUMBER_TAGS = re.compile(r"</?(?:a|data)\b[^<>]*>")


def without_links_in_titles(files: Files) -> None:
    """Take the links of numbers out of the titles that Material's `typeset` keeps as HTML.

    The navigation of other pages shows them, where relative links lead to nothing.
    """
    for file in files.documentation_pages():
        items = [*file.page.toc] if file.page is not None else []
        while items:
            item: Any = items.pop()
            items += item.children
            title = getattr(item, "typeset", None)
            if title is not None and BASIS in title["title"]:
                title["title"] = _NUMBER_TAGS.sub("", title["title"])


_ANCHOR = re.compile(r'(<a\b[^<>]*? href=")#([^"<>]++)"')


def _with_links_out(html: str, root: str, addresses: Iterable[str]) -> str:
    """A page of `print-site` whose links to pages that are not in it lead to these.

    Args:
        html: the page; each link to another page is an anchor in it.
        root: the address of the root of the site, relative to the page.
        addresses: those of the pages, from the root.
    """
    keys = {
        one.lower().rstrip("/").replace(".html", "").replace("/", "-"): one for one in addresses
    }
    ids = {*re.findall(r' id="([^"<>]++)"', html)}

    def resolved(match: re.Match[str]) -> str:
        start, anchor = match.groups()
        ends = (m.start() for m in re.finditer(r"-|$", anchor))
        found = [end for end in ends if anchor[:end] in keys] if anchor not in ids else []
        if not found:
            return match[0]
        key, rest = anchor[: found[-1]], anchor[found[-1] + 1 :]
        return f'{start}{root}/{keys[key]}{"#" * bool(rest)}{rest}"'

    return _ANCHOR.sub(resolved, html)


def finish_assembled(site: MkDocsConfig, files: Files, finish: Callable[[str, Page], str]) -> None:
    """Finish the pages that another plugin has put together from those of the site.

    Args:
        site: the configuration of the site.
        files: its files.
        finish: makes the final HTML of a page.
    """
    if not assembles(site):
        return
    ours = [file.url for file in files if isinstance(file, GeneratedFile)]
    pages = [url for url in ours if url.endswith(("/", ".html"))]
    for path in sorted(Path(site.site_dir).rglob("*.html")):
        before = path.read_bytes().decode("utf-8", "surrogateescape")
        html = with_forms_beside_images(before)
        if BASIS in html:
            address = path.relative_to(site.site_dir).as_posix()
            name = address.removesuffix("/index.html")
            file = files.get_file_from_path(f"{name}.md")
            file = file or File.generated(site, f"{name}.md", content="")
            html = finish(html, file.page or Page(None, file, site))
            html = _with_links_out(html, root_of(address), pages)
        if html != before:
            path.write_bytes(html.encode("utf-8", "surrogateescape"))
