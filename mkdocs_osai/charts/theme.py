"""Colours, fonts, light and dark."""

from __future__ import annotations

from typing import Literal

Theme = Literal["light", "dark"]

PALETTE: dict[str, dict[Theme, str]] = {
    "page": {"light": "#ffffff", "dark": "#1e2129"},
    "text": {"light": "#212121", "dark": "#e2e4e9"},
    "quiet": {"light": "#5c6068", "dark": "#a9b0bd"},
    "line": {"light": "#dcdee2", "dark": "#3c414d"},
    "blue": {"light": "#288de5", "dark": "#42a3fd"},
    "red": {"light": "#da4433", "dark": "#dc5f4e"},
    "purple": {"light": "#64098e", "dark": "#9262b3"},
    "teal": {"light": "#226873", "dark": "#82eafc"},
    "green": {"light": "#31441a", "dark": "#adef5b"},
    "grey": {"light": "#808080", "dark": "#8b93a1"},
}
"""Role or hue → its colour on a light and on a dark page.

The hues hold 3:1 against both pages and stay apart for colour-blind readers; more than five of them
would not. Grey is for whatever has no hue.
"""

MARKS = {"open": "●", "partial": "◐", "closed": "○"}
"""The shape of a class, so that it does not hang on its colour."""

WIDTH = 456
"""CSS pixels. A phone has some 330 of them for a chart, which must still be readable there."""

FONT_SIZE = 15.0
SMALL = 14.0
"""10 pixels and a little more on such a phone, as small as text may be."""

SVG_FONTS = "system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','Noto Sans CJK SC',sans-serif"
"""What a reader's machine has. All of these run narrower than the font that is measured."""

PNG_FONTS = (
    "DejaVu Sans",
    "Noto Sans CJK SC",
    "Noto Sans CJK JP",
    "Noto Sans SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "PingFang SC",
    "Hiragino Sans GB",
    "Microsoft YaHei",
    "Noto Sans Arabic",
    "Noto Sans Hebrew",
    "Noto Sans Devanagari",
    "Noto Emoji",
    "Symbola",
)
"""The first comes with matplotlib; what it lacks is drawn with the others the machine has."""
