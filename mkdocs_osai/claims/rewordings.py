"""Other words for a claim, in the author's own register: a fraction stays a fraction.

Case, emphasis, hyphens, a word such as "only", the noun and a second figure are kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from mkdocs_osai.claims.bounded_words import FRACTIONS
from mkdocs_osai.claims.definition_words import predicates
from mkdocs_osai.claims.emphasis import EMPHASIS
from mkdocs_osai.claims.hedges import AFTER, HEDGE_WORDS, HEDGES, QUANTIFIERS, Hedge
from mkdocs_osai.claims.nearby_numbers import NEAREST, nearby_numbers
from mkdocs_osai.claims.nouns import Nouns
from mkdocs_osai.claims.numbers import ORDINALS
from mkdocs_osai.claims.quantity_parser import ParsedQuantity, quantity
from mkdocs_osai.claims.suggestions import candidates
from mkdocs_osai.claims.tokens import Words, plain
from mkdocs_osai.problems import OsaiError
from mkdocs_osai.stats import Quantity
from mkdocs_osai.stats.formatting import rounded

_FAMILIES: tuple[tuple[Hedge, ...], ...] = (
    (Hedge.PLAIN, Hedge.EXACTLY),
    (Hedge.NEARLY, Hedge.ABOUT, Hedge.JUST_OVER, Hedge.PLAIN),
    (Hedge.OVER, Hedge.AT_LEAST, Hedge.WELL_OVER, Hedge.JUST_OVER),
    (Hedge.UNDER, Hedge.AT_MOST, Hedge.WELL_UNDER, Hedge.NEARLY),
)
_BEHIND = tuple(AFTER)
_BESIDE = re.compile(r" \(|\(| \u2014 |\u2014|, (?:or )?", re.IGNORECASE)
_FIGURE = re.compile(
    r"(?P<figure>\d[\d,.]*)"
    r"(?P<unit> ?%| percent| per cent|(?: out)? of(?: the)? \d[\d,]*|/\d+)?"
    r"(?P<noun> [^\W\d]+)?(?P<closing>\)?[*_]*)",
    re.IGNORECASE,
)
_MARKS = "*_~`"


@dataclass(frozen=True, slots=True)
class Rewording:
    """Other words for a claim.

    Attributes:
        words: the whole text of the claim.
        tier: 0 for the same hedge, 1 for one of its family, 2 for any other words.
    """

    words: str
    tier: int


def rewordings(
    text: str,
    numbers: list[Quantity],
    nouns: Nouns,
    readable: Callable[[str], bool],
) -> Iterator[Rewording]:
    """Other words for a claim, those in its register first; they may be false.

    Args:
        text: the claim as the author wrote it.
        numbers: the values it is about.
        nouns: what may follow the quantity.
        readable: whether words can be read.
    """
    front, core, noun = _pieces(text, nouns, readable)
    main, beside, figure = _second(core)
    between = ""
    if figure:
        _, main, between = _pieces(main, nouns, readable)
        beside += _figure(figure, numbers[0])
    seen = set()
    for words, tier in _cores(main, numbers):
        core = f"{front}{_like(main, words)}{between}{beside}"
        for found in (core + noun, core + noun.replace(" of ", " ", 1)):  # "a handful of models"
            if found != text and found not in seen:
                seen.add(found)
                yield Rewording(found, tier)


def _second(core: str) -> tuple[str, str, re.Match[str] | None]:
    """The words, what opens a second figure beside them, and that figure, if there is one."""
    for opening in _BESIDE.finditer(core):
        figure = _FIGURE.fullmatch(core, opening.end())
        if figure:
            return core[: opening.start()], opening[0], figure
    return core, "", None


def _pieces(text: str, nouns: Nouns, readable: Callable[[str], bool]) -> tuple[str, str, str]:
    """The emphasis in front, the quantity, and the noun behind it."""
    raw = re.findall(r"\S+\s*", text)
    start = 0
    hedge = Words(plain(text)).lookup(0, HEDGE_WORDS)
    for phrase in sorted(EMPHASIS, key=len, reverse=True):
        words = plain(phrase)
        if plain("".join(raw[: len(words)])) == words and len(raw) > len(words):
            start = 0 if hedge and hedge[1] > len(words) else len(words)
            break
    for end in range(start + 1, len(raw) + 1):
        behind = Words(plain("".join(raw[end:])))
        ends = {
            after
            for how in ({}, {"counted": False}, {"partitive": True})
            for after, _ in nouns.phrases(behind, 0, **how)
        }
        said = (p for after in (0, *ends) for p in predicates(behind, after, nouns, counted=True))
        is_noun = len(behind) in ends or not len(behind) or any(e == len(behind) for _, e in said)
        if is_noun and readable("".join(raw[start:end])):
            core = "".join(raw[start:end])
            space = core[len(core.rstrip()) :]
            return "".join(raw[:start]), core.rstrip(), space + "".join(raw[end:])
    return "".join(raw[:start]), "".join(raw[start:]), ""


def _cores(main: str, numbers: list[Quantity]) -> Iterator[tuple[str, int]]:
    """Quantities with hedges, with their tiers."""
    if len(numbers) == 1 and numbers[0].kind in ("share", "count", "score", "compute"):
        words = Words(plain(main))
        found = words.lookup(0, HEDGE_WORDS)
        hedge, start = found or (Hedge.PLAIN, 0)
        behind = next((b for b in _BEHIND if " ".join(words.tokens).endswith(f" {b}")), "")
        written = next((q for q, _ in quantity(words, start)), None)
        if written is not None:
            said = " ".join(words.tokens[:start])
            yield from _hedged(main, written, (AFTER.get(behind, hedge), said, behind), numbers[0])
        elif numbers[0].bounds is None:
            yield from _parts(numbers[0])
    similar = _similar(main)
    for other in candidates(numbers):
        yield other, 0 if similar and similar in other else 2


def _similar(main: str) -> str:
    """What words for a place, a comparison or a change have in common with others of their form."""
    said = " ".join(plain(main))
    for mark, form in _FORMS:
        if mark in f" {said} ":
            return form
    return ""


_FORMS = (
    (" top ", "among the top"),
    (" first ", "joint"),
    (" joint ", "joint"),
    (" most open ", "most open"),
    (" largest ", "largest"),
    (" percent more ", "% more"),
    (" percent fewer ", "% fewer"),
    (" more than ", "more than"),
    (" fewer than ", "fewer than"),
    (" twice ", "as many as"),
    (" times ", "as many as"),
    (" as many ", "as many as"),
    (" up from ", " from "),
    (" down from ", " from "),
    (" from ", " from "),
    (" by ", " by "),
    (" doubled ", "doubled"),
)
"""A part of the author's words → a part of others in the same form."""


def _hedged(
    main: str, written: ParsedQuantity, how: tuple[Hedge, str, str], number: Quantity
) -> Iterator[tuple[str, int]]:
    """The author's hedge before other numbers, then the others of its family."""
    hedge, said, behind = how
    family = next((f for f in _FAMILIES if hedge in f), (hedge,))
    if hedge is Hedge.PLAIN:
        family = (Hedge.PLAIN, Hedge.ABOUT, Hedge.NEARLY, Hedge.JUST_OVER)
    if number.bounds is not None:
        family = (*family, Hedge.AT_LEAST, Hedge.OVER, Hedge.AT_MOST, Hedge.UNDER)
    for one in dict.fromkeys((hedge, *family)):
        usual = HEDGES[one].words[0] if HEDGES[one].words else ""
        front = f"{said or usual} " if one is hedge else f"{usual} "
        back = f" {behind}" if behind and one is hedge else ""
        front = "" if back else front.lstrip()
        for other in nearby_numbers(main, written, number, one):
            yield f"{front}{other}{back}", 0 if one is hedge else 1


def _parts(number: Quantity) -> Iterator[tuple[str, int]]:
    """Words for a part of the whole, without a number, the narrowest first."""
    narrow = sorted(QUANTIFIERS, key=lambda w: _width(w.tests[0][1].low, w.tests[0][1].high))
    for wording in narrow:
        if wording.tests[0][0] == "share" and not wording.noun:
            yield wording.words[0], 0
    if number.kind == "share":
        for name in sorted(FRACTIONS, key=lambda one: abs(FRACTIONS[one] - number.value))[:NEAREST]:
            yield f"about {name}", 1


def _width(low: Fraction | None, high: Fraction | None) -> Fraction:
    return (Fraction(1) if high is None else high) - (low or Fraction(0))


def _figure(match: re.Match[str], number: Quantity) -> str:
    """A second figure beside the words, with the value of today."""
    written = match["figure"]
    unit = match["unit"] or ""
    if " of" in unit or "/" in unit:
        figure = f"{number.count:,}"
        whole = f"{number.of}" if "/" in unit else f"{number.of:,}"
        unit = re.sub(r"\d[\d,]*", whole, unit)
    elif unit:
        decimals = len(written.partition(".")[2])
        share = Fraction(number.count, number.of) if number.of else number.value
        figure = rounded(share * 100, decimals)
    else:
        figure = f"{number.count:,}"
    return f"{figure}{unit}{match['noun'] or ''}{match['closing']}"


def _like(old: str, new: str) -> str:
    """New words with the capitals, hyphens and emphasis of old ones.

    Example:
        >>> _like("**More than** two-thirds", "more than two fifths")
        '**More than** two-fifths'
    """
    if re.search(r"[a-z]-[a-z]", old, re.IGNORECASE):
        names = "|".join((*(f"{o}s?" for o in ORDINALS[2:10]), "quarters?"))
        new = re.sub(rf"\b(one|two|three|four|five|seven|nine) ({names})\b", r"\1-\2", new)
    before, after = old.split(), new.split()
    same = 0
    while same < min(len(before), len(after)) and _bare(before[same]) == after[same].casefold():
        same += 1
    kept = before[:same]
    rest, replaced = after[same:], before[same:]
    if rest:
        first, last = replaced[0] if replaced else "", before[-1]
        lead = first[: len(first) - len(first.lstrip(_MARKS))]
        trail = last[len(last.rstrip(_MARKS)) :]
        if not replaced:
            kept[-1] = kept[-1].removesuffix(trail)
        rest = [lead + rest[0], *rest[1:]]
        rest[-1] += trail
    if not kept and before and before[0].lstrip(_EDGES)[:1].isupper():
        rest[0] = re.sub(r"[a-z]", lambda m: m[0].upper(), rest[0], count=1)
    return " ".join([*kept, *rest])


_EDGES = _MARKS + "\"'“”‘’().,;:!?"  # noqa: RUF001


def _bare(word: str) -> str:
    return word.strip(_EDGES).casefold()


def can_be_read(text: str, judged: Callable[[str], object]) -> bool:
    """Whether words can be judged."""
    try:
        judged(text)
    except OsaiError:
        return False
    return True
