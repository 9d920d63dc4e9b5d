"""The language of what readers see: texts from gettext catalogues, numbers and dates by Babel.

The catalogues are `locales/<language>/LC_MESSAGES/mkdocs_osai.po`. `make catalogues` collects the
texts of the code and the templates in them; CONTRIBUTING.md says how a text is translated.

A language holds for a block, and in the thread that enters the block:

    with using("de"):
        gettext("{count} models", count=integer(1204))

Outside of a block, and in a language without a catalogue, texts are in English. What machines read
(CSV, JSON, ids, addresses) and what authors read (messages, claims, the commands) is in English
everywhere.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self, TypeVar

if TYPE_CHECKING:
    from babel import Locale

ENGLISH = "en"
_LOCALES = Path(__file__).with_name("locales")
_CATALOGUE = Path("LC_MESSAGES", "mkdocs_osai.po")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
_current: ContextVar[str] = ContextVar("language", default=ENGLISH)


@cache
def languages() -> tuple[str, ...]:
    """The languages that there is a catalogue for, with English first."""
    found = (path.parent.parent.name for path in _LOCALES.glob(f"*/{_CATALOGUE}"))
    return (ENGLISH, *sorted(found))


def language() -> str:
    """The language of the texts, such as `de`: the value of the attribute `lang` in HTML."""
    return _current.get()


T = TypeVar("T")


def in_this_language(make: Callable[[], T]) -> Callable[[], T]:
    """A function for another thread or a later moment, in the language of now."""
    tag = language()

    def made() -> T:
        with using(tag):
            return make()

    return made


@contextmanager
def using(tag: str) -> Iterator[None]:
    """Use the language of a site in a block.

    Args:
        tag: a language tag, such as `de`, `de-AT` or `pt_BR`. The texts of a language without a
            catalogue are in English.
    """
    wanted = tag.lower().replace("_", "-").partition("-")[0]
    token = _current.set(wanted if wanted in languages() else ENGLISH)
    try:
        yield
    finally:
        _current.reset(token)


def gettext(text: str, /, **values: object) -> str:
    """A text in the current language.

    Args:
        text: the text in English, with names in braces for values.
        values: what replaces the names; never read as a format.

    Example:
        >>> gettext("{name} is open", name="OLMo {2}")
        'OLMo {2} is open'
    """
    known = language() != ENGLISH and text  # the translation of an empty text is the header
    found = _translations(language()).gettext(text) if known else text
    return found.format(**values) if values else found


def pgettext(context: str, text: str, /, **values: object) -> str:
    """The text of a context, where one English word has several translations.

    Example:
        >>> pgettext("class of a criterion", "open")
        'open'
    """
    found = text if language() == ENGLISH else _translations(language()).pgettext(context, text)
    return found.format(**values) if values else found


def ngettext(one: str, many: str, count: int, /, **values: object) -> str:
    """The text for a number of things; `{count}` in it is the number.

    Example:
        >>> ngettext("{count} model", "{count} models", 1204)
        '1,204 models'
    """
    if language() == ENGLISH:
        found = one if count == 1 else many
    else:
        found = _translations(language()).ngettext(one, many, count)
    return found.format(count=integer(count), **values)


def gettext_noop(text: str) -> str:
    """A text that is collected for the catalogues here, and translated where it is shown."""
    return text


def pgettext_noop(context: str, text: str) -> str:  # noqa: ARG001 - of the catalogues
    """A text of a context that is collected for the catalogues here, and translated later."""
    return text


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text that is translated where it is shown, for what is kept longer than a page.

    Attributes:
        text: the text in English, with names in braces for values.
        values: names with what replaces them, such as another phrase.

    Example:
        >>> str(phrase("without {lacking}", lacking=phrase("a tag")))
        'without a tag'
    """

    text: str
    values: tuple[tuple[str, object], ...] = ()

    def __str__(self) -> str:
        return gettext(self.text, **dict(self.values))


def phrase(text: str, /, **values: object) -> Phrase:
    """A text that is translated where it is shown."""
    return Phrase(text, tuple(values.items()))


class Translated(str):
    """A text in the current language, which can be made again in another one.

    Attributes:
        make: makes it in the language of the moment.

    Example:
        >>> with using("de"): text = Translated(lambda: ngettext("{count} model", "…", 1))
        >>> str(text), again(text)
        ('1 Modell', '1 model')
    """

    __slots__ = ("make",)
    make: Callable[[], str]

    def __new__(cls, make: Callable[[], str]) -> Self:
        """Make it."""
        text = super().__new__(cls, make())
        text.make = make
        return text

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        """A copy is a plain text, because what makes it cannot be copied or kept in a file."""
        return str, (str(self),)


def again(text: str) -> str:
    """A text in the language of now, if it can be made in it."""
    return Translated(text.make) if isinstance(text, Translated) else text


def integer(number: int) -> str:
    """A whole number with separators of thousands.

    Example:
        >>> integer(1204)
        '1,204'
    """
    return localized(f"{number:,}")


def localized(number: str) -> str:
    """A number in English digits and separators, with the separators of the current language.

    Example:
        >>> with using("de"): localized("1,204.5")
        '1.204,5'
    """
    if language() == ENGLISH:
        return number
    symbols = _locale(language()).number_symbols["latn"]
    return number.translate({ord(","): symbols["group"], ord("."): symbols["decimal"]})


def percent(number: str) -> str:
    """A localized number with the percent sign, as the language sets it.

    Example:
        >>> percent("39.8")
        '39.8%'
        >>> with using("nl"): percent("39,8")
        '39,8%'
    """
    if language() == ENGLISH:
        return f"{number}%"
    pattern: str = _locale(language()).percent_formats[None].pattern
    return pattern.replace("#,##0", number)


def day(date: dt.date) -> str:
    """A day for readers, such as `9 June 2025`."""
    if language() == ENGLISH:
        return f"{date.day} {month(date)}"
    from babel.dates import format_date

    return format_date(date, "long", locale=language())


def month(date: dt.date) -> str:
    """A month for readers, such as `June 2025`."""
    if language() == ENGLISH:
        return f"{_MONTHS[date.month - 1]} {date.year}"
    from babel.dates import format_skeleton

    return format_skeleton("yMMMM", date, locale=language())


def quarter(year: int, number: int) -> str:
    """A quarter for readers, in few characters.

    Example:
        >>> quarter(2024, 3)
        '2024 Q3'
        >>> with using("nl"): quarter(2024, 3)
        'K3 2024'
    """
    if language() == ENGLISH:
        return f"{year:04} Q{number}"
    from babel.dates import format_skeleton

    return format_skeleton("yQQQ", dt.date(year, 3 * number, 1), locale=language())


def listed(items: Sequence[str], last: Literal["and", "or"] = "and") -> str:
    """Items as a list in a sentence.

    Args:
        items: the items.
        last: the word before the last one, `and` or `or`.

    Example:
        >>> listed(["United States", "China", "International"])
        'United States, China and International'
    """
    if language() == ENGLISH:
        return f" {last} ".join(filter(None, (", ".join(items[:-1]), *items[-1:])))
    from babel.lists import format_list

    return format_list(items, "or" if last == "or" else "standard", locale=language())


def clauses(texts: Iterable[str]) -> str:
    """Texts with semicolons between them, without those that are empty.

    Example:
        >>> clauses(["191 of 193 models", "", "2 without a tag"])
        '191 of 193 models; 2 without a tag'
    """
    return pgettext("between clauses", "; ").join(filter(None, texts))


def headed(name: str, text: str) -> str:
    """A text after what it is about.

    Example:
        >>> headed("China", "57 models")
        'China: 57 models'
        >>> with using("fr"): headed("Chine", "57")
        'Chine\N{NO-BREAK SPACE}: 57'
    """
    return gettext("{name}: {text}", name=name, text=text)


def country(name: str) -> str:
    """The name of a country in the current language; the same name, if it is not known.

    Example:
        >>> with using("fr"): country("Germany")
        'Allemagne'
    """
    if language() == ENGLISH or (code := _codes_of_countries().get(name)) is None:
        return name
    found: str = _locale(language()).territories[code]
    return found


@cache
def _codes_of_countries() -> dict[str, str]:
    english = _locale(ENGLISH).territories
    return {name: code for code, name in english.items() if code.isalpha()}


@cache
def _locale(tag: str) -> Locale:
    from babel import Locale

    return Locale.parse(tag)


@cache
def _translations(tag: str) -> NullTranslations:
    """A catalogue. Its source is read, as a compiled file beside it could be an older one."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = io.BytesIO()
    with (_LOCALES / tag / _CATALOGUE).open("rb") as file:
        write_mo(compiled, read_po(file, locale=tag))
    compiled.seek(0)
    return GNUTranslations(compiled)
