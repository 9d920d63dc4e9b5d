"""The sources and addresses of generated pages."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urljoin

from mkdocs_osai.index import CLASSES, Model
from mkdocs_osai.stats import Dimension, Index

SCHEME = "osai:"
"""The scheme of links to the source of a page or file; the plugin replaces them by addresses."""

MOST = 120
"""The most characters of a name in an address; longer names are cut, and get a digest."""

HEADING = "content"
"""The id in the heading of each generated page, for the theme's link to the content.

It is on an element inside the heading, because a search makes a section of a heading with an id.
"""

DATABASE = "database/index.md"
COMPARE = "database/compare.md"
NEWS = "database/news.md"
LINEAGE = "database/lineage.md"
DEFINITIONS = "database/definitions"
GLOSSARY = "database/glossary.md"
CHANGES = "data/changes.xml"
MODELS = "models"
OPENNESS = "openness"
"""The id of the openness score in the glossary."""

TERM = "data-osai-term"
"""The attribute of a word with the id of its entry in the glossary, on a page that
`osai site build` has not finished yet."""

OVERVIEWS = (
    *("organizations", "national_origins", "regions", "contributor_types", "big_tech", "types"),
    *("performance_classes", "licenses", "release_years"),
)
"""The dimensions with a page for each category."""


def encoded(path: str) -> str:
    """A path as an address: what has a meaning in addresses is percent-encoded.

    Example:
        >>> encoded("../100% C#/a.svg")
        '../100%25%20C%23/a.svg'
    """
    return quote(path, errors="replace")


def absolute_address(site_url: str, path: str) -> str:
    """The address of a file of a site, whose own address may lack the slash at its end.

    Example:
        >>> absolute_address("https://example.org/1.0", "data/index.json")
        'https://example.org/1.0/data/index.json'
    """
    return urljoin(f"{site_url.rstrip('/')}/", path)


@dataclass(frozen=True)
class PageUrls:
    """The sources of the pages that are generated from an index.

    Attributes:
        models: id → source of the model's page.
        categories: dimension and category → source of its page.
        redirects: source of the page under a former id → source of the model's page.
        overviews: dimension → source of the page that lists its categories.
        terms: the ids of the entries of the glossary.
        definitions: key → source of the page of a definition.
        language: the language of the site, such as `en`.
        shared: id of a model → the id of the older one that has the address of both; of models
            that are equally old, both are in it.
        marks: whether `osai site build` makes the links to the glossary later, from marks.
    """

    models: dict[str, str] = field(default_factory=dict)
    categories: dict[tuple[str, str], str] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    overviews: dict[str, str] = field(default_factory=dict)
    terms: frozenset[str] = frozenset()
    language: str = "en"
    shared: dict[str, str] = field(default_factory=dict)
    definitions: dict[str, str] = field(default_factory=dict)
    marks: bool = False

    def model(self, model: Model) -> str | None:
        """A link to the page of a model, if it has one."""
        return _link(self.models.get(model.id))

    def category(self, dimension: str, name: str | None) -> str | None:
        """A link to the page of a category, if it has one."""
        return _link(self.categories.get((dimension, name or "")))

    def definition(self, key: str) -> str | None:
        """A link to the page of a definition, if it has one."""
        return _link(self.definitions.get(key))

    def overview(self, dimension: str) -> str | None:
        """A link to the page that lists the categories of a dimension, if it has one."""
        return _link(self.overviews.get(dimension))

    def term(self, anchor: str) -> str | None:
        """A link to an entry of the glossary, if it has one.

        Where the link is made later, it is the attribute `TERM` with the id of the entry.
        """
        if self.marks:
            return f'{TERM}="{quote(anchor, safe="")}"'
        return f"{link(GLOSSARY)}#{quote(anchor, safe='')}" if anchor in self.terms else None

    def criterion(self, ref: str) -> str | None:
        """A link to what a criterion asks, in the glossary, if it is there."""
        return self.term(criterion_anchor(ref))

    def dimension(self, name: str) -> str | None:
        """A link to what a dimension is, in the glossary, if it is there."""
        return self.term(dimension_anchor(name))


def page_urls(
    index: Index,
    language: str = "en",
    ages: Callable[[Collection[str]], Mapping[str, int]] = lambda _: {},
) -> PageUrls:
    """The pages of an index on a site in a language.

    The address of a model depends on its id alone, unless two models would have the same one: then
    the older keeps it.

    Args:
        index: the index.
        language: the language of the site.
        ages: returns the age of models by their ids, as numbers that are smaller for older ones;
            without it, models that would have the same address all have another one.

    Example:
        >>> from mkdocs_osai import load
        >>> page_urls(load("models")).models["bloomz"]
        'models/bloomz.md'
    """
    models = _sources(MODELS, [m.id for m in index.models], ages)
    categories: dict[tuple[str, str], str] = {}
    for name in OVERVIEWS:
        dimension = index.registry[name]
        found = _sources(f"database/{name}", categories_of(index, dimension))
        categories |= {(name, category): source for category, source in found.items()}
    former = {alias: m.id for m in index.models for alias in m.aliases if alias not in models}
    sources = _sources(MODELS, former)
    taken = {source.casefold() for source in models.values()}
    redirects = {
        source: models[former[alias]]
        for alias, source in sources.items()
        if source.casefold() not in taken
    }
    overviews = {name: f"database/{name}/index.md" for name, _ in categories}
    definitions = _sources(DEFINITIONS, index.definitions)
    terms = frozenset(
        (
            *(criterion_anchor(c.ref) for c in index.criteria),
            *(dimension_anchor(d.name) for d in dimensions_of(index)),
            *("criteria", "classes", OPENNESS, "dimensions"),
        )
    )
    shared = _shared(models)
    return PageUrls(models, categories, redirects, overviews, terms, language, shared, definitions)


def dimensions_of(index: Index) -> list[Dimension]:
    """The dimensions of an index, apart from those of its criteria."""
    graded = {name for c in index.criteria for name in (c.ref, f"{c.ref}_class")}
    return [d for d in index.registry.values() if d.name not in graded or d.order != CLASSES]


def criterion_anchor(ref: str) -> str:
    """The id of a criterion in the glossary.

    Example:
        >>> criterion_anchor("paper")
        'criterion-paper'
    """
    return f"criterion-{ref}"


def dimension_anchor(name: str) -> str:
    """The id of a dimension in the glossary."""
    return f"dimension-{name}"


def categories_of(index: Index, dimension: Dimension) -> list[str]:
    """The categories of a dimension that have models, largest first."""
    return [c.name for c in index.tally(dimension.name).categories]


def badge_file(source: str) -> str:
    """The path of the badge of a model, by the source of its page.

    Example:
        >>> badge_file("models/bloomz.md")
        'badges/bloomz.svg'
    """
    return f"badges/{source.removeprefix('models/').removesuffix('.md')}.svg"


def page_file(source: str, *, directory_urls: bool) -> str:
    """The file of a page on the site, by its source.

    Example:
        >>> page_file("models/a.md", directory_urls=True)
        'models/a/index.html'
        >>> page_file("models/a.md", directory_urls=False)
        'models/a.html'
    """
    stem = source.removesuffix(".md")
    folder, _, name = stem.rpartition("/")
    if not directory_urls or name in {"index", "README"}:
        return f"{folder}/index.html".lstrip("/") if name == "README" else f"{stem}.html"
    return f"{stem}/index.html"


def url_of(file: str, *, directory_urls: bool) -> str:
    """The address of a file from the root of the site; empty for its home page.

    Example:
        >>> url_of("models/a/index.html", directory_urls=True)
        'models/a/'
    """
    folder, _, name = file.rpartition("/")
    if directory_urls and name == "index.html":
        return encoded(f"{folder}/".lstrip("/"))
    return encoded(file)


def link(source: str) -> str:
    """A link to a page or file of the site, by its source.

    Example:
        >>> link("data/index.json")
        'osai:data/index.json'
    """
    return SCHEME + encoded(source)


def _link(source: str | None) -> str | None:
    return None if source is None else link(source)


def _shared(models: Mapping[str, str]) -> dict[str, str]:
    """Models whose ids would give them the address of another, with that one."""
    by_stem: dict[str, list[str]] = {}
    for model in models:
        if _can_be_a_file(_stem(model)):
            by_stem.setdefault(_stem(model).casefold(), []).append(model)
    shared: dict[str, str] = {}
    for same in by_stem.values():
        kept = next((one for one in same if models[one] == f"{MODELS}/{_stem(one)}.md"), None)
        others = [one for one in same if one != kept]
        if len(same) > 1:
            shared |= {one: kept or next(o for o in same if o != one) for one in others}
    return shared


def _oldest(names: Collection[str], ages: Mapping[str, int]) -> str | None:
    """The oldest of some names; None if that is unknown, or if several are equally old."""
    known = sorted(ages[name] for name in names if name in ages)
    if len(known) < len(names) or known[:1] == known[1:2]:
        return None
    return min(names, key=ages.__getitem__)


def _sources(
    folder: str,
    names: Iterable[str],
    ages: Callable[[Collection[str]], Mapping[str, int]] = lambda _: {},
) -> dict[str, str]:
    """A source for each name.

    Names that would have the same source, and names that no file can have, get a digest; the oldest
    keeps its source. The digest is as long as needed, because names can be chosen so that their
    digests start with the same digits.
    """
    names = tuple(dict.fromkeys(names))
    digits = {name: 0 if _can_be_a_file(_stem(name)) else 8 for name in names}
    same: dict[str, list[str]] = {}
    for name in names:
        if not digits[name]:
            same.setdefault(_stem(name).casefold(), []).append(name)
    for group in same.values():
        if len(group) > 1:
            kept = _oldest(group, ages(group))
            digits |= {name: 8 for name in group if name != kept}
    while True:
        sources = {name: f"{folder}/{_file_name(name, digits[name])}.md" for name in names}
        taken = Counter(source.casefold() for source in sources.values())
        shared = [name for name in names if taken[sources[name].casefold()] > 1]
        if not shared:
            return sources
        for name in shared:
            digits[name] = digits[name] * 2 or 8


def _stem(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9._~-]+", "-", name).strip("-.")


def _file_name(name: str, digits: int) -> str:
    """A name in an address, with some digits of its digest."""
    stem = _stem(name)
    if not digits:
        return stem
    if _is_a_device(stem):
        stem = stem.replace(".", "-")
    digest = hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:digits]
    return f"{stem[:MOST]}-{digest}".strip("-")


def _can_be_a_file(stem: str) -> bool:
    """Whether a page can have this name on every platform."""
    folded = stem.casefold()
    reserved = folded in _RESERVED or folded.endswith((".html", ".htm")) or _is_a_device(stem)
    return 0 < len(stem) <= MOST and not reserved


def _is_a_device(stem: str) -> bool:
    """Whether a name is a device on Windows, with or without an extension."""
    return bool(_DEVICE.fullmatch(stem.partition(".")[0]))


_RESERVED = frozenset(("index", "readme"))
"""Names of the page of a folder."""

_DEVICE = re.compile("con|prn|aux|nul|com[0-9]|lpt[0-9]", re.IGNORECASE)
