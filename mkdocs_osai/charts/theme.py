"""Colours and fonts of the light and the dark theme."""

from __future__ import annotations

from typing import Literal

from mkdocs_osai.stats.dimensions.dimension import HUES, SERIES

Theme = Literal["light", "dark"]

PALETTE: dict[str, dict[Theme, str]] = {
    "page": {"light": "#ffffff", "dark": "#1e2129"},
    "text": {"light": "#212121", "dark": "#e2e4e9"},
    "quiet": {"light": "#5c6068", "dark": "#a9b0bd"},
    "line": {"light": "#dcdee2", "dark": "#3c414d"},
    "gold": {"light": "#cc7c14", "dark": "#a46000"},
    "grey": {"light": "#888880", "dark": "#707878"},
    "blue": {"light": "#5474e8", "dark": "#547cf0"},
    "purple": {"light": "#a450a8", "dark": "#9c80c0"},
    "red": {"light": "#bc380c", "dark": "#f8704c"},
    "teal": {"light": "#0c6c64", "dark": "#68b0a4"},
    "open": {"light": "#186c48", "dark": "#6cb480"},
    "partial": {"light": "#687414", "dark": "#889c28"},
    "closed": {"light": "#986880", "dark": "#b07894"},
    "series": {"light": "#586c7c", "dark": "#8898b4"},
    "certain": {"light": "#4e6272", "dark": "#94a4be"},
    "possible": {"light": "#98a5b1", "dark": "#59657c"},
    "unknown": {"light": "#dde2e7", "dark": "#333844"},
    "below": {"light": "#f3f5f7", "dark": "#272b34"},
    "step 0": {"light": "#ecf4ee", "dark": "#242e28"},
    "step 1": {"light": "#bbdfc6", "dark": "#294b39"},
    "step 2": {"light": "#88c59d", "dark": "#377152"},
    "step 3": {"light": "#4f9c6d", "dark": "#5fab7c"},
    "step 4": {"light": "#1e5a38", "dark": "#a4e6bb"},
}
"""Role, hue, class or step → its colour on a light and on a dark page.

`python -m tests.charts.palette` computes the hues, the classes and `series`: each has about the
same contrast to the page in both themes, from 3.2 to 6.5, and those that one chart can have are as
different as possible for readers with each kind of colour blindness. Grey is for categories without
a hue, `series` for numbers that are not split into categories. The shades
of `CERTAINTY` and the steps are backgrounds for the
openness of categories; a higher step has more contrast to the page. A test compares the style
sheets with this table.
"""

CERTAINTY = {"certain": "●", "possible": "◐", "unknown": "?", "below": "–"}  # noqa: RUF001 - a dash
"""The mark of how certain it is that models meet a condition; also the names of shades."""

STEPS = ("step 0", "step 1", "step 2", "step 3", "step 4")

ON = "on "  # "on teal" is the text colour on teal: black or white
MARKS = {"open": "●", "partial": "◐", "closed": "○"}
"""The mark of a class, so that it does not depend on its colour."""

WIDE, NARROW = 688, 328
"""The widths of the two forms of a chart in CSS pixels: of a column of text, and on a phone."""

FONT_SIZE = 15.0
SMALL = 14.0
SVG_FONTS = "system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','Noto Sans CJK SC',sans-serif"
"""Fonts of readers' machines. All of them are narrower than DejaVu Sans, which is measured."""

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
"""The first comes with matplotlib; the others are used for characters that it lacks."""


def colors_of(theme: Theme) -> dict[str, str]:
    """The colour of each role, hue and step of a theme, and the text colour on hues and steps.

    The better of black and white has a contrast of at least 4.5:1 on any colour.

    Example:
        >>> colors_of("light")["on teal"], colors_of("dark")["on teal"]
        ('#ffffff', '#000000')
    """
    return _COLORS[theme]


def contrast(a: str, b: str) -> float:
    """The contrast of two colours as WCAG 2 defines it, from 1 to 21.

    Example:
        >>> contrast("#000000", "#ffffff")
        21.0
    """
    low, high = sorted((_luminance(a), _luminance(b)))
    return (high + 0.05) / (low + 0.05)


def _luminance(color: str) -> float:
    parts = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _with_text_colors(theme: Theme) -> dict[str, str]:
    colors = {name: pair[theme] for name, pair in PALETTE.items()}
    for name in (*HUES, *MARKS, *CERTAINTY, "grey", SERIES, *STEPS):
        white, black = (contrast(text, colors[name]) for text in ("#ffffff", "#000000"))
        colors[f"{ON}{name}"] = "#ffffff" if white >= black else "#000000"
    return colors


_COLORS: dict[Theme, dict[str, str]] = {
    "light": _with_text_colors("light"),
    "dark": _with_text_colors("dark"),
}
