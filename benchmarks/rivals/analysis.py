"""What an author puts beside mkdocs.yml to count models and draw figures."""

from __future__ import annotations

import base64
import html
import io
from functools import cache
from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("Agg")

import matplotlib.pyplot as plt
import pandas as pd
import yaml

MODELS = Path(__file__).parent / "models"
LABELS = {
    "national_origins": "National origin",
    "performance_classes": "Performance class",
    "academic": "Academic or not",
    "release_years": "Year of release",
    "weights_endmodel": "End user model weights",
    "datasources_basemodel": "Base model data",
    "code": "Code documentation",
    "preprint": "Preprint",
    "modelcard": "Model card",
}
plt.rcParams["svg.fonttype"] = "none"


@cache
def models() -> pd.DataFrame:
    """All models, a row each."""
    files = [path for path in sorted(MODELS.glob("*.yaml")) if not path.name.startswith("_")]
    return pd.DataFrame([_row(path) for path in files])


def _row(path: Path) -> dict[str, Any]:
    told = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
    system, org = told["system"], told["org"]
    released = system.get("releasedate")
    return {
        "national_origins": org.get("origin"),
        "performance_classes": system.get("performanceclass"),
        "types": [part.strip() for part in system["type"].split(",")],
        "academic": (org.get("contributor") or "").split(" (")[0] or None,
        "released": None if released is None else str(released),
        "release_years": None if released is None else str(released)[:4],
        **{ref: told.get(ref, {}).get("class") for ref in list(LABELS)[4:]},
    }


def chosen(
    *,
    latest: bool = False,
    performance_class: str | None = None,
    type: str | None = None,  # noqa: A002
    since: str | None = None,
    until: str | None = None,
) -> pd.DataFrame:
    """The models that fit."""
    table = models()
    if latest:
        performance_class = "latest"
    if performance_class:
        table = table[table["performance_classes"] == performance_class]
    if type:
        table = table[[type in types for types in table["types"]]]
    if since:
        table = table[table["release_years"] >= since]
    if until:
        table = table[table["release_years"] <= until]
    return table


def counts(dimension: str, top: int | None = None, **selection: Any) -> pd.Series[int]:
    """How many models each category has, the largest first."""
    values = chosen(**selection)[dimension].dropna().explode()
    counted = values.value_counts().rename_axis("name").reset_index()
    if dimension == "release_years":
        counted = counted.sort_values("name")
    else:
        counted["lower"] = counted["name"].str.casefold()
        counted = counted.sort_values(["count", "lower"], ascending=[False, True])
    found = counted.set_index("name")["count"]
    if top is not None and len(found) > top:
        found = pd.concat([found.head(top), pd.Series({"Other": found.iloc[top:].sum()})])
    return found


def n(**selection: Any) -> int:
    """How many models there are."""
    return len(chosen(**selection))


def share(dimension: str, category: str, **selection: Any) -> str:
    """The share of a category among those that have one."""
    values = chosen(**selection)[dimension].dropna()
    return f"{(values == category).mean():.1%}"


@cache
def figure(kind: str, dimension: str, top: int | None = None, **selection: Any) -> str:
    """A figure with its caption and its numbers, as HTML.

    Kept, for Material's blog renders a post once more for each page that lists it.
    """
    found = counts(dimension, top, **selection)
    label, total = LABELS[dimension], len(chosen(**selection)[dimension].dropna())
    fig, axes = plt.subplots(figsize=(6, 3.5))
    if kind == "pie":
        axes.pie(
            found, labels=list(found.index), autopct="%.1f%%", startangle=90, counterclock=False
        )
    elif dimension == "release_years":
        axes.bar(list(found.index), found)
    else:
        axes.barh(list(found.index)[::-1], found[::-1])
    axes.set_title(label)
    image = io.StringIO()
    fig.savefig(image, format="svg", transparent=True, bbox_inches="tight")
    plt.close(fig)
    data = base64.b64encode(image.getvalue().encode()).decode()
    words = ", ".join(f"{name} {count / total:.1%} ({count})" for name, count in found.items())
    alt = html.escape(f"{kind} chart of {label}: {words}")
    table = found.to_frame("Models").to_html(border=0).replace("\n", "")
    return (
        f'<figure><img alt="{alt}" src="data:image/svg+xml;base64,{data}">'
        f"<figcaption><strong>{label}</strong> {total} models.</figcaption>"
        f"<details><summary>Show the numbers</summary>{table}</details></figure>"
    )
