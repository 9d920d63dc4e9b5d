"""Advice on the files of an index that depends on all of them, and on dead links."""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import cache
from ipaddress import ip_address
from itertools import combinations
from urllib.parse import urlsplit

from mkdocs_osai.index import Model
from mkdocs_osai.index.bounds import MOST_NAME
from mkdocs_osai.index.diagnostics import Place, Rule
from mkdocs_osai.problems import Level, quote
from mkdocs_osai.stats.formatting import models_in_words
from mkdocs_osai.stats.index import Index

MONTHS_LATEST = 24
"""Months after which a model is probably not one of the latest."""

NEAR = 0.85
"""The similarity, from 0 to 1, of two words that are probably the same."""

LONG = 6
"""Letters of a word that may contain a typing error."""

_NAMED = {
    "organizations": ("organization", ("org", "name")),
    "licenses": ("license", ("system", "endmodellicense")),
}
"""Dimension → the property of a model with its names, and the place in a file."""

LEAST_COMPUTE = 1e17
"""FLOP that the training of a generative model takes at least; GPT of 2018 took about 2e19."""

MOST_COMPUTE = 1e28
"""FLOP that no model was trained with until 2026."""

_PARAMETERS = re.compile(
    r"(?<![a-z0-9.])(?:[0-9]{1,3}x)?([0-9]{1,4}(?:\.[0-9]{1,3})?) ?([bm])\b", re.IGNORECASE
)
"""Such as 7B or 8x22b; of the latter, the parameters of one expert."""

_UNITS = {"b": 1e9, "m": 1e6}

Advice = tuple[Model, Rule, str, str, Place, Level]
"""The model, the rule, the message, the hint, the place, and the level."""


def advice(index: Index, today: dt.date) -> Iterator[Advice]:
    """Advice on the files of an index.

    Example:
        >>> from mkdocs_osai.history import load
        >>> [rule.value for _, rule, *_ in advice(load("models"), dt.date(2026, 6, 12))][:1]
        ['same']
    """
    yield from _alike(index.models)
    for model in index.models:
        yield from _dead_links(model)
    for dimension in _NAMED:
        yield from _spellings(index, dimension)
    yield from _stale(index, index.about.date or today)
    for model in index.models:
        yield from _impossible_compute(model)


def _alike(models: Iterable[Model]) -> Iterator[Advice]:
    seen: dict[str, Model] = {}
    for model in models:
        first = seen.setdefault(model.id.casefold(), model)
        if first is not model:
            what = f"the id differs from {quote(first.id)} in case only"
            hint = "rename one of the files; on some disks they are one"
            yield model, Rule.CASE, what, hint, (), Level.WARNING


def _dead_links(model: Model) -> Iterator[Advice]:
    places = {("system", "link"): model.links, ("org", "link"): model.organization_links}
    places |= {(ref, "link"): grade.links for ref, grade in model.grades.items()}
    for place, links in places.items():
        for link in links:
            if why := doubt(link):
                what = f"{quote(link)} looks dead: {why}"
                yield model, Rule.LINK, what, "open it to check", place, Level.ADVICE


def _impossible_compute(model: Model) -> Iterator[Advice]:
    """Training compute far below what the parameters need, or beyond all that was ever used."""
    stages = (
        ("basemodel", model.compute_base, model.base_model or ""),
        ("endmodel", model.compute_end, ""),  # tuning needs far less than its parameters suggest
    )
    for key, compute, name in stages:
        if compute is None or not compute.has_figure:
            continue
        highest = compute.flop if compute.state == "estimate" and not compute.high else compute.high
        parameters = parameters_of(name)
        # About 6 FLOP for each parameter and token, and at least one token for each parameter.
        least = 6 * parameters**2 if parameters else LEAST_COMPUTE
        if highest and highest < least / 10:
            orders = round(math.log10(least / highest))
            needed = f"{parameters:.2g} parameters need" if parameters else "a model needs"
            what = f"{orders} orders of magnitude below what {needed}"
        elif (compute.low or 0) > MOST_COMPUTE:
            what = "more than any model was trained with"
        else:
            continue
        what, hint = f"{quote(compute.text)} is {what}", "check the exponent"
        yield model, Rule.COMPUTE, what, hint, ("compute", key), Level.ADVICE


def parameters_of(name: str) -> float | None:
    """The number of parameters in the name of a model; the smallest if there are several.

    Example:
        >>> parameters_of("Llama-7B"), parameters_of("Mixtral-8x22b"), parameters_of("GPT-2 124M")
        (7000000000.0, 22000000000.0, 124000000.0)
    """
    found = _PARAMETERS.findall(name[:MOST_NAME])
    return min((float(n) * _UNITS[unit.lower()] for n, unit in found), default=None)


def _spellings(index: Index, dimension: str) -> Iterator[Advice]:
    """Names that are counted as another name, or probably should be."""
    attribute, place = _NAMED[dimension]
    joined = index.registry[dimension]
    named: dict[str, list[Model]] = {}
    for model in index.models:
        if name := getattr(model, attribute):
            named.setdefault(name, []).append(model)
    counted = {name: joined.categories_of(models[0])[0] for name, models in named.items()}
    counts: Counter[str] = Counter()
    for name, models in named.items():
        counts[counted[name]] += len(models)
    better = _better(counts)
    for name, models in named.items():
        category = counted[name]
        right = better.get(category, category)
        if right == name or joined.is_own_name(name):
            continue
        if right == category:
            what = f"{quote(name)} is counted as {quote(category)}"
            hint = "write it like that"
        else:
            what = f"{quote(name)} is similar to {quote(right)}, the name of "
            what += models_in_words(counts[right])
            hint = "write it like that if they are the same, or join them in _dimensions.yml"
        for model in models:
            yield model, Rule.SAME, what, hint, place, Level.ADVICE


def _better(counts: Counter[str]) -> dict[str, str]:
    """Name → a more frequent name of which it is probably a spelling."""
    better: dict[str, str] = {}
    usual = sorted(counts, key=lambda name: (-counts[name], name))
    for right, name in combinations(usual, 2):
        if name not in better and right not in better and _one(right, name):
            better[name] = right
    return better


def _one(a: str, b: str) -> bool:
    """Whether two names are probably one: they differ in case, punctuation or a typing error."""
    if _letters(a) == _letters(b):
        return True
    words, others = re.findall(r"\w+", a[:200]), re.findall(r"\w+", b[:200])
    return len(words) == len(others) and all(map(_one_word, words, others))


def _one_word(a: str, b: str) -> bool:
    a, b = _letters(a), _letters(b)
    if a == b:
        return True
    numbered = any(c.isdigit() for c in a + b)  # such as two versions of a licence
    short = min(len(a), len(b)) < LONG
    return not numbered and not short and SequenceMatcher(None, a, b).ratio() >= NEAR


@cache
def _letters(name: str) -> str:
    plain = unicodedata.normalize("NFKC", name[:200]).casefold()
    return "".join(c for c in plain if c.isalnum()) or plain


def _stale(index: Index, today: dt.date) -> Iterator[Advice]:
    """Models of class latest that are old, or whose organisation has a later one."""
    latest = [m for m in index.models if m.performance_class == "latest" and m.released]
    makers = index.registry["organizations"].categories_of
    for model in latest:
        newer = [
            other
            for other in latest
            if model.organization
            and makers(other) == makers(model)
            and other.types == model.types
            and _months(other) > _months(model)
        ]
        months = today.year * 12 + today.month - 1 - _months(model)
        if newer:
            last = max(newer, key=lambda m: (_months(m), m.id))
            what = f"it is of class 'latest', but so is {quote(last.id)} of the same "
            what += f"organisation, released {last.released}"
        elif months > MONTHS_LATEST:
            what = f"it is of class 'latest' and came out {months} months before the index"
        else:
            continue
        hint = "write 'full' if it is no longer among the latest"
        place = ("system", "performanceclass")
        yield model, Rule.STALE, what, hint, place, Level.ADVICE


def _months(model: Model) -> int:
    """The release of a model, in months; December if only the year is known."""
    year, _, rest = (model.released or "").partition("-")
    return int(year) * 12 + int(rest[:2] or 12) - 1


_PLACEHOLDERS = re.compile(r"(^|\.)(example(\.(com|org|net))?|invalid|test)$")
_AT_HOME = re.compile(r"(^|\.)(localhost|local|internal|lan)$")
_PAIRS = {")": "(", "]": "[", "}": "{", ">": "<"}


def doubt(link: str) -> str | None:
    """The reason why a web address is probably dead, without a request; None if there is none.

    Example:
        >>> doubt("https://arxiv.org/abs/2402.00838"), doubt("https://arxiv.org/abs/2402.00838).")
        (None, "it ends in '.'")
    """
    try:
        host = (urlsplit(link).hostname or "").rstrip(".")
    except ValueError:
        return "it cannot be parsed"
    if host in ("http", "https"):
        return "it begins twice"
    if "..." in link or "\N{HORIZONTAL ELLIPSIS}" in link:
        return "it is truncated"
    last = link[-1]
    if last in ".,;:!?'\"`*|" or link.count(last) > link.count(_PAIRS.get(last, last)):
        return f"it ends in '{last}'"
    if _PLACEHOLDERS.search(host):
        return "its host is a placeholder"
    return _unreachable(host)


def _unreachable(host: str) -> str | None:
    try:
        reachable = ip_address(host).is_global
    except ValueError:
        reachable = "." in host and not _AT_HOME.search(host)
    return None if reachable else "only one machine or network can reach it"
