"""Claims in another language than English, which are not read."""

from __future__ import annotations

import re

ENGLISH_ONLY = "claims are read in English only"
"""What the message about a claim in another language says."""

_FREQUENT = """
het een meer dan minder bijna ruim ongeveer helft derde kwart vierde twee drie vier vijf zes zeven
acht negen tien modellen alle geen niet zijn wordt procent
der das ein eine einer eines und von mehr als weniger beinahe rund hälfte drittel viertel zwei drei
fünf sechs sieben neun zehn modelle kein nicht über unter etwa knapp ist sind wird höchstens
mindestens doppelt prozent
les du une et d'un d'une moins presque environ moitié tiers quart deux trois quatre cinq huit neuf
dix modèles modèle aucun sont près pourcent
"""
_WORDS = frozenset(_FREQUENT.split())
"""Words of Dutch, German and French that claims often have, and that are not English."""

_DECIMAL_COMMA = re.compile(r"\d,\d{1,2}(?!\d)")


def in_another_language(text: str) -> bool:
    """Whether words are in Dutch, German or French, as far as their most frequent words say.

    Example:
        >>> in_another_language("mehr als ein Drittel"), in_another_language("39,8 %")
        (True, True)
        >>> in_another_language("more than a third"), in_another_language("1,204 models")
        (False, False)
    """
    straight = text.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    words = re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", straight)
    return not _WORDS.isdisjoint(words) or _DECIMAL_COMMA.search(text) is not None
