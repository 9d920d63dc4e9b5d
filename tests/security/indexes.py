"""An index of hostile data, and a harmless one of the same shape."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import yaml

from tests.security.texts import ALIASES, IDS, LINKS, NO_LINKS, TEXTS

REFS = ("constructor", "submit", "length", "action", "toString", "code")
"""Keys of criteria; all are names that mean something in a page."""

COLORS = ("red", "teal")


@dataclass(frozen=True)
class Written:
    """What the files of an index say, by the places of texts.

    Attributes:
        texts, ids, links, no_links, aliases: as many in both indexes.
    """

    texts: Sequence[str]
    ids: Sequence[str]
    links: Sequence[str]
    no_links: Sequence[str]
    aliases: Sequence[str]

    def text(self, place: int) -> str:
        return self.texts[place % len(self.texts)]

    def link(self, place: int) -> str:
        return self.links[place % len(self.links)]

    def files(self) -> dict[str, str]:
        """The files of the index by their names."""
        names = [*self.ids, *(f"plain-{i}" for i in range(len(self.ids), len(self.texts)))]
        found = {f"{name}.yaml": self._model(i) for i, name in enumerate(names)}
        told = {
            "_parameters.yml": self._criteria(),
            "_dimensions.yml": self._dimensions(),
            "_index.yml": self._about(),
        }
        return found | {name: _yaml(tree) for name, tree in told.items()}

    def before(self) -> dict[str, str]:
        """The files as they stood a commit ago: other names, one model less, another class."""
        files = self.files()
        *kept, _ = [name for name in files if not name.startswith("_")]
        earlier = {name: files[name].replace("class: open", "class: closed", 1) for name in kept}
        first = kept[0]
        earlier[first] = earlier[first].replace("releasedate: 2024", "releasedate: 2023")
        return {name: text for name, text in files.items() if name.startswith("_")} | earlier

    def _model(self, place: int) -> str:
        links = [self.link(place), self.link(place + 1), self.no_links[place % len(self.no_links)]]
        system = {
            "name": self.text(place),
            "link": links,
            "type": "text, code" if place % 2 else "video",
            "performanceclass": "latest" if place % 3 else "full",
            "basemodelname": self.text(place + 1),
            "endmodelname": self.text(place + 2),
            "endmodellicense": self.text(place + 3),
            "releasedate": f"2024-{place % 12 + 1:02}",
        }
        org = {
            "name": self.text((place + 4) // 2 * 2),
            "link": links[:2],
            "origin": self.text(place + 5),
            "contributor": self.text(place + 6),
        }
        graded = {
            ref: {
                "class": ("open", "partial", "closed")[(place + n) % 3],
                "link": [self.link(place + n), self.no_links[(place + n) % len(self.no_links)]],
                "notes": self.text(place + n + 7),
            }
            for n, ref in enumerate(REFS)
        }
        aliases = [f"model-{place}", *self.aliases[place : place + 1]]
        return _yaml({"system": system, "org": org, "aliases": aliases, **graded})

    def _criteria(self) -> object:
        return [
            {
                "name": self.text(n),
                "params": [{"ref": r, "name": self.text(n + k)} for k, r in enumerate(refs)],
            }
            for n, refs in ((5, REFS[:3]), (0, REFS[3:]))
        ]

    def _dimensions(self) -> object:
        groups = {self.text(n): [f"*{self.text(n + 5)}*"] for n in (0, 31, 34)}
        return {
            "loud": {
                "label": self.text(1),
                "about": self.text(34),
                "field": "origin",
                "filter": "loud",
                "groups": groups,
                "rest": self.text(33),
                "colors": dict(zip(groups, COLORS, strict=False)),
            },
            "louder": {"of": "loud", "label": self.text(17), "filter": "louder"},
        }

    def _about(self) -> object:
        return {
            "title": self.text(1),
            "source": self.link(0),
            "license": self.text(4),
            "citation": f"{self.text(0)} doi:10.5281/zenodo.1 {self.text(21)}",
        }


def _yaml(tree: object) -> str:
    return yaml.safe_dump(tree, sort_keys=False, allow_unicode=True, width=100_000)


HOSTILE = Written(TEXTS, IDS, LINKS, NO_LINKS, ALIASES)

_IN_ORDER = sorted(TEXTS, key=lambda text: " ".join(text.split()).casefold())

HARMLESS = Written(
    [f"Text {_IN_ORDER.index(text):02}" for text in TEXTS],
    [f"id-{i}" for i in range(len(IDS))],
    [link if link == "https://[" else f"https://example.org/{i}" for i, link in enumerate(LINKS)],
    [f"see paper {i}" for i in range(len(NO_LINKS))],
    [f"id-{IDS.index(a)}" if a in IDS else f"former-{i}" for i, a in enumerate(ALIASES)],
)
