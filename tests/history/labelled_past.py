"""The past of an index with every kind of change, each labelled by hand.

It has the shape of the public index's past: gaps that were filled at once, new versions, renames,
two criteria that were dropped, a rubric that became stricter and moved 35 entries, and corrections
at all times. A label is what a reader of both files and of the keepers' notes would say.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mkdocs_osai.index.criteria import BUILT_IN
from tests.repositories import a_repository, commit

MODELS = 160
NAMES = [f"m{i:03}" for i in range(MODELS)]
DROPPED = ("package", "api")
TWELVE = tuple(c.ref for c in BUILT_IN)

Label = tuple[str, str | None, str | None, str]
"""The kind, the id of the model, the criterion or the name of the value, and the reason or ''."""


@dataclass
class Commit:
    """The files of a commit with the labels of its changes."""

    date: str
    files: dict[str, str | None] = field(default_factory=dict)
    labels: list[Label] = field(default_factory=list)


class LabelledPast:
    """Files of an index that are edited commit by commit, with a label for each edit."""

    def __init__(self) -> None:
        self.models = {name: _a_model(i) for i, name in enumerate(NAMES)}
        self.criteria = (*TWELVE, *DROPPED)
        self.descriptions = {ref: f"Is the {ref} open?" for ref in self.criteria}
        self.recorded: list[dict[str, Any]] = []
        self.commits: list[Commit] = []

    def commit(self, date: str) -> Commit:
        """Begin a commit; the edits after it are in it."""
        self.commits.append(Commit(date))
        return self.commits[-1]

    def grade(
        self,
        models: Iterable[int],
        criterion: str,
        cls: str,
        label: str,
        *,
        evidence: str | None = None,
    ) -> None:
        """Set a class, with another evidence or notes if they are named."""
        for number in models:
            section = self.models[NAMES[number]][criterion]
            assert section.get("class") != cls, (number, criterion, cls)
            section["class"] = cls
            section["notes"] = f"{section.get('notes', '')} Checked again.".strip()
            if evidence:
                section["link"] = f"https://example.org/{evidence}/{number}"
            self.commits[-1].labels.append(("revised", NAMES[number], criterion, label))

    def value(
        self, number: int, section: str, key: str, value: str, label: tuple[str, str, str]
    ) -> None:
        """Set another value; the label has the kind, the name of the value and the reason."""
        self.models[NAMES[number]][section][key] = value
        kind, called, reason = label
        self.commits[-1].labels.append((kind, NAMES[number], called or None, reason))

    def save(self) -> None:
        """Write the files of the commit."""
        parameters = [
            {"name": "All", "params": [{"ref": ref, "name": ref} for ref in self.criteria]}
        ]
        described = {ref: {"en": text} for ref, text in self.descriptions.items()}
        files = {f"{name}.yaml": model for name, model in self.models.items()}
        self.commits[-1].files = {
            f"models/{name}": json.dumps(content, indent=1)  # YAML can be written as JSON
            for name, content in {
                **files,
                "_parameters.yml": parameters,
                "_parameters-descriptions.yml": described,
                "_history.yml": self.recorded,
            }.items()
        }

    def write(self, folder: Path) -> Path:
        """A repository with these commits."""
        where = a_repository(folder)
        before: set[str] = set()
        for one in self.commits:
            gone = dict.fromkeys(before - one.files.keys())
            commit(where, {**gone, **one.files}, one.date)
            before = {*one.files}
        return where


def _a_model(number: int) -> dict[str, Any]:
    where = f"https://example.org/{number:03}"
    model: dict[str, Any] = {
        "system": {
            "name": f"Model {number}",
            "link": f"{where}/Model-{number}-7B",
            "type": "text",
            "performanceclass": "full",
            "endmodelname": f"Model-{number}-7B",
            "endmodellicense": "MIT License",
            "releasedate": "2024-05",
        },
        "org": {"name": f"Lab {number % 40}", "link": f"https://lab{number % 40}.example.org"},
    }
    for place, ref in enumerate((*TWELVE, *DROPPED)):
        cls = ("open", "partial", "closed")[(number + place) % 3]
        notes = f"Seen for model {number}, {ref}."
        model[ref] = {"class": cls, "link": f"{where}/{ref}", "notes": notes}
    for number_, ref in enumerate(("datasheet", "modelcard")):
        if number % 4 == number_:
            model[ref] = {"class": None, "link": None, "notes": None}
    if number % 4 == 2:
        model["preprint"] = {"class": "closed", "link": None, "notes": None}
    if number % 5:
        model["licenses"]["class"] = "open"
    return model


def labelled_past() -> LabelledPast:
    """The past, oldest commit first."""
    past = LabelledPast()
    past.commit("2025-03-03")
    past.save()
    _mass_fill(past)
    _slow_corrections(past)
    _criteria_go(past)
    _new_versions(past)
    _renames(past)
    _stricter_licences(past)
    _recorded(past)
    return past


def _mass_fill(past: LabelledPast) -> None:
    """Gaps of 120 models, filled in two commits; 40 origins with them."""
    past.commit("2025-06-02")
    past.grade(range(0, MODELS, 4), "datasheet", "open", "filled", evidence="datasheet")
    past.grade(range(1, MODELS, 4), "modelcard", "partial", "filled", evidence="card")
    for number in range(40):
        past.value(number, "org", "origin", "France", ("details", "Origin", "filled"))
    past.save()
    past.commit("2025-06-04")
    past.grade(range(2, MODELS, 4), "preprint", "open", "filled", evidence="preprint")
    past.save()


def _slow_corrections(past: LabelledPast) -> None:
    """One correction of the same criterion every five days, which is no regrading."""
    numbers = [n for n in range(60, 100) if past.models[NAMES[n]]["paper"]["class"] == "open"]
    days = [f"2025-08-{d:02}" for d in range(1, 29, 5)] + [f"2025-09-{d:02}" for d in (2, 7, 12)]
    for day, number in zip(days, numbers, strict=False):
        past.commit(day)
        past.grade([number], "paper", "partial", "correction")
        past.save()


def _criteria_go(past: LabelledPast) -> None:
    """Two of the fourteen criteria go; the classes on the others stay."""
    one = past.commit("2025-10-13")
    past.criteria = TWELVE
    for ref in DROPPED:
        del past.descriptions[ref]
        for model in past.models.values():
            model.pop(ref)
    one.labels.append(("criteria", None, None, ""))
    past.save()


def _new_versions(past: LabelledPast) -> None:
    """Fourteen entries describe a newer version, and three classes of each move with it."""
    past.commit("2025-12-10")
    for number in range(20, 34):
        name = f"Model-{number}-2-30B"
        past.value(number, "system", "endmodelname", name, ("version", "", ""))
        past.commits[-1].labels.append(("details", NAMES[number], "End model", "version"))
        past.value(number, "system", "releasedate", "2025-11", ("details", "Release", "version"))
        for ref in ("weights_basemodel", "trainingcode", "hardware_architecture"):
            now = past.models[NAMES[number]][ref]["class"]
            past.grade([number], ref, "closed" if now != "closed" else "partial", "version")
    past.save()
    past.commit("2025-12-20")
    for number in (40, 41):  # the same model, said more precisely or corrected
        past.value(
            number, "system", "releasedate", "2024-05-07", ("details", "Release", "correction")
        )
    past.value(42, "system", "releasedate", "2024-03", ("details", "Release", "correction"))
    past.value(43, "system", "endmodelname", "model 43 7b", ("spelling", "End model", "spelling"))
    past.value(44, "org", "name", "LAB 4", ("spelling", "Organisation", "spelling"))
    past.value(45, "code", "notes", "In other words.", ("spelling", "Notes on code", "spelling"))
    past.save()


def _renames(past: LabelledPast) -> None:
    """Files of other names: said by an alias, by the name, and by nothing but the content."""
    one = past.commit("2026-01-15")
    for number, new, name, alias in (
        (50, "renamed-a", "Renamed A", "m050"),
        (51, "renamed-b", "Model 51", None),
        (52, "renamed-c", "Renamed C", None),
    ):
        model = past.models.pop(NAMES[number])
        model["system"]["name"] = name
        past.models[new] = {**model, **({"aliases": [alias]} if alias else {})}
        one.labels.append(("renamed", new, None, ""))
    past.models[NAMES[53]]["system"]["name"] = "Renamed D"
    one.labels.append(("renamed", NAMES[53], None, ""))
    for number in (54, 55):
        del past.models[NAMES[number]]
        one.labels.append(("removed", NAMES[number], None, ""))
    for number in (900, 901, 902):
        past.models[f"new{number}"] = _without_dropped(_a_model(number))
        one.labels.append(("added", f"new{number}", None, ""))
    past.save()


def _without_dropped(model: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in model.items() if key not in DROPPED}


def _stricter_licences(past: LabelledPast) -> None:
    """A stricter rubric moves 35 entries in five days; corrections go on in the same days."""
    models = past.models
    opened = [n for n in range(60, MODELS) if models[NAMES[n]]["licenses"]["class"] == "open"]
    moved, upward = opened[:35], [n for n in range(60, MODELS) if n % 5 == 0]
    upward = [n for n in upward if models[NAMES[n]]["licenses"]["class"] == "closed"]
    past.commit("2026-03-19")
    past.grade(moved[:20], "licenses", "partial", "rubric")
    past.grade(upward[:4], "licenses", "partial", "correction")
    past.save()
    past.commit("2026-03-21")
    past.descriptions["licenses"] = "Is every part covered by an OSI-approved licence?"
    past.grade(moved[20:30], "licenses", "partial", "rubric")
    for number in (0, 3, 6):
        past.grade([number], "paper", _other(past, number, "paper"), "correction")
    past.save()
    past.commit("2026-03-24")
    past.grade(moved[30:34], "licenses", "partial", "rubric")
    past.grade(moved[34:35], "licenses", "partial", "rubric", evidence="terms")
    # A new version that arrives in these days: its licence cannot be told from the regrading.
    number = opened[36]
    past.value(number, "system", "endmodelname", "Model-X-3-30B", ("version", "", ""))
    past.commits[-1].labels.append(("details", NAMES[number], "End model", "version"))
    past.grade([number], "licenses", "partial", "unknown")
    # The keeper of the index knows that this one was wrong; the files do not say it.
    past.grade([opened[37]], "licenses", "partial", "correction")
    past.save()
    past.commit("2026-05-05")
    for number, ref in ((7, "code"), (8, "code"), (9, "trainingcode"), (10, "modelcard")):
        past.grade([number], ref, _other(past, number, ref), "correction")
    past.grade([11, 14], "paper", "open", "unknown", evidence="journal")
    past.save()


def _recorded(past: LabelledPast) -> None:
    """What only the keepers know: a provider opened its code; a rubric for three models."""
    past.commit("2026-06-01")
    closed = [n for n in range(100, MODELS) if past.models[NAMES[n]]["trainingcode"]["class"]]
    closed = [n for n in closed if past.models[NAMES[n]]["trainingcode"]["class"] == "closed"]
    past.grade(closed[:1], "trainingcode", "open", "provider", evidence="code")
    some = [n for n in range(100, MODELS) if past.models[NAMES[n]]["code"]["class"] == "open"][:3]
    past.grade(some, "code", "partial", "rubric", evidence="docs")
    past.recorded = [
        {
            "from": "2026-06-01",
            "reason": "provider",
            "criterion": "trainingcode",
            "models": [NAMES[closed[0]]],
            "note": "the lab published its code",
        },
        {
            "from": "2026-05-28",
            "to": "2026-06-02",
            "reason": "rubric",
            "criterion": "code",
            "link": "https://example.org/rubric",
        },
    ]
    past.save()


def _other(past: LabelledPast, number: int, criterion: str) -> str:
    now = past.models[NAMES[number]][criterion]["class"]
    return {"open": "partial", "partial": "closed", "closed": "partial"}[now]
