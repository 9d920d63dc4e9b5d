"""Training compute: the grammar of its texts, such as `~4.08e+23 FLOP +- 0.5 OoM (…) [Epoch AI]`.

    value   = "unknown" | "-" | figure, and then remarks
    figure  = [">=" | "<="] number [("to" | "-") number]
    number  = ["~"] 4.08e+23 ["FLOP"] ["+- 0.5 OoM"]
    remarks = "(method, or where it is from)" | "[source]", any number of them

OoM means orders of magnitude: a margin of 0.5 widens both ends by a factor of 10^0.5. A bound is
widened away from what it allows only: `>= 1e+22 +- 0.5 OoM` is at least 3.2e+21.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from typing import Literal, get_args

from mkdocs_osai.problems import quote

State = Literal["stated", "estimate", "range", "at_least", "unknown", "not_applicable"]
STATES: tuple[State, ...] = get_args(State)

UNIT = "FLOP"
"""Floating-point operations, of the whole training."""


class NotUnderstood(Exception):  # noqa: N818 - as Unreadable
    """A text is not a value of training compute; `what` names the part that was not understood."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


@dataclass(frozen=True, slots=True)
class Compute:
    """The training compute of a base model or an end model, in FLOP.

    Attributes:
        text: the text as written, on one line.
        state: `stated` for a figure without a margin, `estimate` for one with a `~` or a margin,
            `range` for two figures or an upper bound, `at_least` for a lower bound, `unknown`, or
            `not_applicable`, such as the base of a model that has none.
        flop: the figure; None if there is none, or two.
        low: the lowest value that the text allows; None if it has no lower end.
        high: the highest value; None if it has no upper end.
        guess: a figure with a question mark, which counts for nothing.
        method: how it was estimated.
        source: where it is from, such as Epoch AI.
        note: another remark, such as "likely negligible".

    Example:
        >>> found = read_compute(">= 1.18e+22 FLOP (lower bound from 2x Chinchilla)")
        >>> found.state, found.low, found.high, found.method
        ('at_least', 1.18e+22, None, 'lower bound from 2x Chinchilla')
    """

    text: str
    state: State
    flop: float | None = None
    low: float | None = None
    high: float | None = None
    guess: float | None = None
    method: str | None = None
    source: str | None = None
    note: str | None = None

    @property
    def has_figure(self) -> bool:
        """Whether it has a figure, or two, so that it can be compared.

        Example:
            >>> read_compute("unknown (~1e23?)").has_figure
            False
        """
        return self.state not in ("unknown", "not_applicable")

    def means_the_same(self, other: Compute) -> bool:
        """Whether two values differ in how they are written only.

        Example:
            >>> read_compute("1e23").means_the_same(read_compute("1e+23 FLOP"))
            True
        """
        return replace(self, text="") == replace(other, text="")


def total(base: Compute | None, end: Compute | None) -> Compute | None:
    """The training compute of a base model and of the end model together.

    The index does not say whether the figure of an end model includes that of its base. So the
    total is at least the larger of the two, and at most their sum.

    Returns:
        None if neither is recorded; one that is not recorded counts as unknown.

    Example:
        >>> found = total(read_compute("1e+23 FLOP"), read_compute("2e+22 FLOP"))
        >>> found and (found.low, found.high)
        (1e+23, 1.2e+23)
        >>> found = total(read_compute("1e+23 FLOP"), read_compute("unknown"))
        >>> found and (found.state, found.low, found.high)
        ('at_least', 1e+23, None)
    """
    both = [c for c in (base, end) if c is not None]
    if not both:
        return None
    applying = [c for c in both if c.state != "not_applicable"]
    text = "; ".join(c.text for c in both)
    if len(both) == 2 and len(applying) < 2:
        return applying[0] if applying else Compute(text, "not_applicable")
    known = [c for c in applying if c.has_figure]
    lows = [c.low for c in known if c.low is not None]
    highs = [c.high for c in known if c.high is not None]
    if len(known) == len(highs) == 2:
        high = float(sum(Decimal(repr(h)) for h in highs))
        return Compute(text, "range", low=max(lows, default=None), high=high)
    return Compute(text, "at_least", low=max(lows)) if lows else Compute(text, "unknown")


_UNKNOWN = frozenset(
    ("unknown", "not known", "unclear", "undisclosed", "not disclosed", "not specified", "?")
)
_NOT_APPLICABLE = frozenset(
    ("-", "\N{EN DASH}", "\N{EM DASH}", "n/a", "na", "not applicable", "none")
)

_BOUND = re.compile(r"(>=|=>|>|≥|at least)|(<=|=<|<|≤|at most|up to)", re.IGNORECASE)
_ABOUT = re.compile(r"(?:~|≈|approximately|approx\.?|about|around|circa|ca\.)", re.IGNORECASE)
_MANTISSA = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,15})?")
_E = re.compile(r"[eE]([+-]?)([0-9]{1,6})")
_TIMES_TEN = re.compile(r" ?(?:[x\xd7*\xb7]|\\times) ?10")
_POWER = re.compile(r"(?:\^|\*\*) ?([+-]?)([0-9]{1,6})")
_SUPERSCRIPT = re.compile("([⁺⁻]?)([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,6})")
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_UNIT = re.compile(r"(FLOPS?|floating[- ]point operations?)(?![\w/]| per )", re.IGNORECASE)
_MARGIN = re.compile(
    r"(?:\+/?-|±) ?([0-9]{1,6}(?:\.[0-9]{1,6})?) ?(OoMs?|orders? of magnitude)", re.IGNORECASE
)
_TO = re.compile(r"to|through|-|\u2013|\u2014", re.IGNORECASE)
_SPACES = re.compile(" *")
_LIKELY = re.compile(r"(?:likely|perhaps|maybe|probably|possibly) ", re.IGNORECASE)
_SOURCE = re.compile(r"(?:from|according to|by) (?:the |their |its )?(.+)", re.IGNORECASE)

_IN_REMARK = r"[^()\x5b\x5d\x00-\x1f\x7f-\x9f]"
_INSIDE = rf"(?:{_IN_REMARK}|[(]{_IN_REMARK}*[)]|\x5b{_IN_REMARK}*\x5d)*"
_PARENTHESES = rf"[(]{_INSIDE}[)]"
_BRACKETS = rf"\x5b{_INSIDE}\x5d"
REMARK = f"(?:{_PARENTHESES}|{_BRACKETS})"
"""The pattern of a remark, which may have brackets inside, but no others in these."""

_REMARK = re.compile(f"{REMARK} *")

_MOST = Decimal("1e40")
"""More FLOP than anything can be trained with; a figure from here on is a slip."""

SOURCES = frozenset(("epoch ai",))
"""Names in parentheses that are a source, and not a method."""

_LOWER = Context(prec=6, rounding=ROUND_FLOOR)
_UPPER = Context(prec=6, rounding=ROUND_CEILING)
_WIDE = Context(prec=28)


def read_compute(text: str) -> Compute:
    """Read a text on one line.

    Raises:
        NotUnderstood: a part of it is not in the grammar.

    Example:
        >>> found = read_compute("~4e+23 FLOP +- 0.5 OoM (param count & dataset size) [Epoch AI]")
        >>> found.flop, found.low, found.high, found.source
        (4e+23, 1.26491e+23, 1.26492e+24, 'Epoch AI')
    """
    return _Parser(text).compute


def canonical(text: str) -> str:
    """The same value as the documentation writes it.

    Raises:
        NotUnderstood: it cannot be read.

    Example:
        >>> canonical("~9.85e21 +- 0.36 OoM (tuning)"), canonical("~2.34e+024")
        ('~9.85e+21 FLOP +- 0.36 OoM (tuning)', '~2.34e+24 FLOP')
    """
    return _Parser(text).canonical


@dataclass(slots=True)
class _Number:
    """A number of a figure: its value, its margin in OoM, and how it is written."""

    value: Decimal
    written: str
    about: bool
    margin: Decimal | None = None

    @property
    def low(self) -> Decimal:
        return self._widened(-1, _LOWER)

    @property
    def high(self) -> Decimal:
        return self._widened(1, _UPPER)

    def _widened(self, sign: int, context: Context) -> Decimal:
        if not self.margin:
            return self.value
        factor = _WIDE.power(Decimal(10), sign * self.margin)
        return context.plus(_WIDE.multiply(self.value, factor))


class _Parser:
    """Reads one text from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        stripped = text.strip()
        head, self.remarks = _split_remarks(stripped.removesuffix(".").rstrip() or stripped)
        self.head, self.at = head, 0
        self.tokens: list[str] = []
        self.compute = self._read()
        self.canonical = " ".join([*self.tokens, *(r for r, _ in self.remarks)])

    def _read(self) -> Compute:
        word = self.head.strip().casefold()
        if word in _UNKNOWN:
            self.tokens.append("unknown")
            return self._unknown()
        if word in _NOT_APPLICABLE:
            self.tokens.append("-")
            note = "; ".join(inner for _, inner in self.remarks) or None
            return Compute(self.text, "not_applicable", note=note)
        return self._figure()

    def _unknown(self) -> Compute:
        guess, notes, source = None, [], None
        for remark, inner in self.remarks:
            number = _guess(inner)
            if number is not None and guess is None:
                guess = number
            elif remark[0] == "[":
                source = f"{source}; {inner}" if source else inner
            else:
                notes.append(inner)
        return Compute(
            self.text, "unknown", guess=guess, source=source, note="; ".join(notes) or None
        )

    def _figure(self) -> Compute:
        bound = self._match(_BOUND)
        at_most = bool(bound and bound[2])
        first = self._number(bound=(">=" if bound[1] else "<=") if bound else "")
        second = None
        if not bound and self._match(_TO):
            self.tokens.append("to")
            second = self._number()
        if self.head[self.at :] == "?" and not bound and not second:
            self.tokens = ["unknown", f"({self.tokens[0].removesuffix(f' {UNIT}')}?)"]
            return self._with_remarks(Compute(self.text, "unknown", guess=float(first.value)))
        if self.at < len(self.head):
            raise NotUnderstood(f"{quote(self.head[self.at :])} was not understood")
        found = _between(self.text, first, second, bound=bool(bound), at_most=at_most)
        return self._with_remarks(found)

    def _with_remarks(self, found: Compute) -> Compute:
        """A figure with its method, its source and its note."""
        method = source = None
        notes = []
        for remark, inner in self.remarks:
            named = _SOURCE.fullmatch(inner)
            if remark[0] == "[" or inner.casefold() in SOURCES or named:
                name = named[1] if named and remark[0] == "(" else inner
                source = f"{source}; {name}" if source else name
            elif method is None:
                method = inner
            else:
                notes.append(inner)
        return replace(found, method=method, source=source, note="; ".join(notes) or None)

    def _number(self, bound: str = "") -> _Number:
        about = bool(self._match(_ABOUT))
        number = self._figures(about=about)
        if bound:
            self.tokens.append(bound)
        self.tokens.append(f"{'~' if about else ''}{number.written} {UNIT}")
        margin = self._margin()
        self._match(_UNIT)
        number.margin = margin if margin is not None else self._margin()
        return number

    def _figures(self, *, about: bool) -> _Number:
        start = self.at
        mantissa = self._match(_MANTISSA)
        if not mantissa:
            rest = self.head[start:] or "nothing"
            raise NotUnderstood(f"{quote(rest)} was not understood as a number")
        digits, exponent = mantissa[0], 0
        if power := self._match(_E) or (digits == "10" and self._power()) or None:
            exponent = int(power[1].translate(_DIGITS) + power[2].translate(_DIGITS))
            if power.re is not _E:
                digits = "1"
        elif self._match(_TIMES_TEN):
            power = self._power()
            if not power:
                raise NotUnderstood(f"{quote(self.head[start:])} has no exponent")
            exponent = int(power[1].translate(_DIGITS) + power[2].translate(_DIGITS))
        value = Decimal(digits).scaleb(exponent) if exponent <= 1000 else _MOST
        if not 1 <= value < _MOST:
            raise NotUnderstood(f"{quote(self.head[start : self.at])} is no figure that can be")
        self._match(_SPACES)
        return _Number(value, _scientific(value), about)

    def _power(self) -> re.Match[str] | None:
        return self._match(_POWER) or self._match(_SUPERSCRIPT)

    def _margin(self) -> Decimal | None:
        self._match(_SPACES)
        if not (margin := self._match(_MARGIN)):
            return None
        value = Decimal(margin[1])
        if value >= 10:
            raise NotUnderstood(f"a margin of {margin[1]} orders of magnitude is too large")
        self.tokens[-1] += f" +- {margin[1]} OoM"
        return value

    def _match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Match a pattern at the current place, and pass it and the spaces after it."""
        found = pattern.match(self.head, self.at)
        if found:
            self.at = found.end()
            if pattern not in _GLUED:
                self.at = _SPACES.match(self.head, self.at).end()  # type: ignore[union-attr]
        return found


_GLUED = (_MANTISSA, _TIMES_TEN)
"""What the rest of a number follows without a space that could be passed."""


def _scientific(value: Decimal) -> str:
    """A value as `4.08e+23`, with the digits that it was written with."""
    _, digits, _ = value.as_tuple()
    first, *rest = map(str, digits)
    return f"{first}{'.' if rest else ''}{''.join(rest)}e+{value.adjusted():02}"


def _between(
    text: str, first: _Number, second: _Number | None, *, bound: bool, at_most: bool
) -> Compute:
    """The state, the figure and both ends."""
    if second is not None:
        if first.value > second.value:
            raise NotUnderstood("the range ends below its beginning")
        return Compute(text, "range", low=float(first.low), high=float(second.high))
    if bound and at_most:
        return Compute(text, "range", high=float(first.high))
    flop = float(first.value)
    if bound:
        return Compute(text, "at_least", flop, float(first.low))
    if first.about and first.margin is None:
        return Compute(text, "estimate", flop)
    state: State = "stated" if first.margin is None else "estimate"
    return Compute(text, state, flop, float(first.low), float(first.high))


def _guess(text: str) -> float | None:
    """The figure of a remark such as `~1e23?`; None if it is another remark."""
    likely = _LIKELY.match(text)
    inner = text[likely.end() :] if likely else text
    if not likely and not inner.endswith("?"):
        return None
    try:
        found = _Parser(inner.removesuffix("?")).compute
    except NotUnderstood:
        return None
    return found.flop if found.state in ("stated", "estimate") else None


def _split_remarks(text: str) -> tuple[str, list[tuple[str, str]]]:
    """The text before the first bracket, and each remark with and without its brackets."""
    at = min((at for at in map(text.find, "([") if at >= 0), default=len(text))
    head, remarks = text[:at].strip(), []
    while at < len(text):
        found = _REMARK.match(text, at)
        if not found:
            what = "has a bracket that is not closed" if text[at] in "([" else "was not understood"
            raise NotUnderstood(f"{quote(text[at:])} {what}")
        remark = found[0].rstrip()
        if inner := remark[1:-1].strip():
            remarks.append((remark, inner))
        at = found.end()
    return head, remarks
