"""The palette of charts, by computation: `python -m tests.charts.palette` searches and prints it.

A colour has the same contrast to the page in both themes (`CONTRAST`, in the sense of WCAG 2), so
that their order is the same. Within these bounds, the search makes the hues and grey as different
as it can for readers with each kind of colour blindness. Differences are distances in OKLab, times
100.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from mkdocs_osai.charts.theme import PALETTE, Theme

Colors = NDArray[np.float64]

CONTRAST = {
    "gold": (3.25, 3.45),
    "grey": (3.55, 3.8),
    "blue": (4.1, 4.4),
    "purple": (4.7, 5.0),
    "red": (5.3, 5.7),
    "teal": (6.0, 6.4),
    "closed": (4.5, 4.75),  # the marks of grades are also letters of texts
    "partial": (5.1, 5.4),
    "open": (6.1, 6.5),
    "series": (5.3, 5.8),
}
"""Colour → its contrast to the page: from 3.2 to 6.5, each in a band of its own."""

HUE = {
    "gold": (78, 14),
    "blue": (260, 10),
    "purple": (316, 14),
    "red": (29, 8),
    "teal": (195, 14),
    "series": (255, 20),
    "open": (150, 10),
    "partial": (105, 15),
    "closed": (0, 12),
}
"""Colour → the angle of its hue in OKLab, and how much it may differ."""

CHROMA = {
    "grey": (0.0, 0.012),
    "series": (0.03, 0.05),
    "teal": (0.055, 0.2),
    "open": (0.09, 0.14),
    "partial": (0.08, 0.14),
    "closed": (0.05, 0.08),
}
"""Colour → how strong it is; others from 0.09 to 0.18."""

SETS = (("gold", "grey", "blue", "purple", "red", "teal"), ("open", "partial", "closed"))
"""Colours that one chart can have."""

# Machado, Oliveira and Fernandes (2009), for complete protanopia, deuteranopia and tritanopia.
VISION: dict[str, Colors] = {
    "normal": np.eye(3),
    "protan": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deutan": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritan": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}

_TO_LMS = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def from_hex(colors: Sequence[str]) -> Colors:
    """Colours such as `#288de5` as rows of red, green and blue from 0 to 1."""
    return np.array([[int(c[i : i + 2], 16) / 255 for i in (1, 3, 5)] for c in colors])


def to_hex(color: Colors) -> str:
    """A row as a colour such as `#288de5`."""
    return "#" + "".join(f"{round(255 * part):02x}" for part in color)


def linear(colors: Colors) -> Colors:
    """The light of colours in sRGB."""
    return np.where(colors <= 0.04045, colors / 12.92, ((colors + 0.055) / 1.055) ** 2.4)


def oklab(light: Colors) -> Colors:
    """OKLab coordinates, times 100."""
    return np.asarray(100 * np.cbrt(np.clip(light @ _TO_LMS.T, 0, None)) @ _TO_LAB.T)


def seen(colors: Colors) -> Colors:
    """The OKLab coordinates of colours for each kind of vision: (colour, vision, coordinate)."""
    light = linear(colors)
    return np.stack([oklab(np.clip(light @ m.T, 0, 1)) for m in VISION.values()], axis=1)


def differences(a: Colors, b: Colors) -> Colors:
    """The least difference of seen colours over all kinds of vision."""
    return np.asarray(np.linalg.norm(a - b, axis=-1).min(axis=-1))


def contrasts(colors: Colors, page: str) -> Colors:
    """The contrast of colours to a page."""
    weights = np.array([0.2126, 0.7152, 0.0722])
    one = linear(colors) @ weights
    other = (linear(from_hex([page])) @ weights)[0]
    return np.asarray((np.maximum(one, other) + 0.05) / (np.minimum(one, other) + 0.05))


def candidates(name: str, theme: Theme) -> Colors:
    """All colours, in steps of 4, that a colour of the palette may have."""
    steps = np.arange(0, 256, 4) / 255
    grid = np.stack(np.meshgrid(steps, steps, steps, indexing="ij"), axis=-1).reshape(-1, 3)
    contrast = contrasts(grid, PALETTE["page"][theme])
    low, high = CONTRAST[name]
    grid = grid[(contrast >= low) & (contrast <= high)]
    lab = oklab(linear(grid)) / 100
    chroma = np.hypot(lab[:, 1], lab[:, 2])
    least, most = CHROMA.get(name, (0.09, 0.18))
    fitting = (chroma >= least) & (chroma <= most)
    if name in HUE:
        angle = np.degrees(np.arctan2(lab[:, 2], lab[:, 1]))
        middle, width = HUE[name]
        fitting &= np.abs((angle - middle + 180) % 360 - 180) <= width
    return np.asarray(grid[fitting])


def search(names: Sequence[str], theme: Theme, tries: int = 30) -> tuple[float, list[str]]:
    """The colours with the largest least difference, and that difference."""
    random = np.random.default_rng(2026)
    pools = [candidates(name, theme) for name in names]
    all_seen = [seen(pool) for pool in pools]
    best: tuple[float, list[str]] = (-1.0, [])
    for _ in range(tries):
        chosen = [int(random.integers(len(pool))) for pool in pools]
        for _ in range(20):
            before = list(chosen)
            for i, own in enumerate(all_seen):
                others = [all_seen[j][chosen[j]] for j in range(len(pools)) if j != i]
                apart = np.min([differences(own, other) for other in others], axis=0)
                chosen[i] = int(apart.argmax())
            if before == chosen:
                break
        found = [one[place] for one, place in zip(all_seen, chosen, strict=True)]
        least = min(float(differences(a, b)) for a, b in combinations(found, 2))
        if least > best[0]:
            best = least, [to_hex(p[c]) for p, c in zip(pools, chosen, strict=True)]
    return best


def palette() -> Iterator[str]:
    """The lines of the palette, and how different its colours are."""
    themes: tuple[Theme, ...] = ("light", "dark")
    for names in SETS:
        found = {theme: search(names, theme) for theme in themes}
        yield f"    # {', '.join(f'{theme}: {found[theme][0]:.1f}' for theme in themes)}"
        for i, name in enumerate(names):
            light, dark = (found[theme][1][i] for theme in themes)
            yield f'    "{name}": {{"light": "{light}", "dark": "{dark}"}},'
    light, dark = (
        to_hex(pool[len(pool) // 2]) for pool in (candidates("series", t) for t in themes)
    )
    yield f'    "series": {{"light": "{light}", "dark": "{dark}"}},'


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in palette())
