"""Import the facts of an index into files of another.

Names, organisations, origins, types, classes, licences, dates, links and training compute are
imported; sentences (notes, comments, descriptions) and values that cannot be read are not.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from mkdocs_osai.atomic_write import PartlyWritten, replace
from mkdocs_osai.index.compute import canonical
from mkdocs_osai.index.criteria import Criteria
from mkdocs_osai.index.folder import ABOUT, PARAMETERS, is_of_model, on_disk, yaml_files
from mkdocs_osai.index.license_parts import PARTS, LicensePart, LicenseParts
from mkdocs_osai.index.model import Model
from mkdocs_osai.index.snapshot import Snapshot

_Dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The names of the files of an import.

    Attributes:
        written: new files, and changed ones if `overwrite` was set.
        same: files with the same content already.
        kept: files with other content, which were not changed.
        others: models in the folder that are not in the index.
    """

    written: tuple[str, ...]
    same: tuple[str, ...]
    kept: tuple[str, ...]
    others: tuple[str, ...]


def import_index(
    snapshot: Snapshot,
    folder: Path,
    *,
    date: dt.date | None = None,
    overwrite: bool = False,
) -> ImportReport:
    """Write the facts of an index into a folder, one file for each model, with the same ids.

    Args:
        snapshot: the index to import.
        folder: the target; created if it does not exist.
        date: the date for `_index.yml`; that of the snapshot if left out.
        overwrite: replace files with other content.

    Raises:
        IndexNotFound: a symbolic link on the path of the folder is not followed.
        PartlyWritten: a file cannot be read or written.
    """
    on_disk(folder)
    texts = {f"{m.id}.yaml": _dump(facts(_in_short(m))) for m in snapshot.models}
    texts[PARAMETERS] = _dump(_parameters(snapshot.criteria))
    day = date or snapshot.about.date
    if day is not None:
        about = snapshot.about
        texts[ABOUT] = _dump(
            {
                "title": about.title,
                "date": day,
                "source": about.source,
                "license": about.license,
                "citation": about.citation,
            }
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PartlyWritten(folder, error, (), [*texts]) from None
    written, same, kept = list[str](), list[str](), list[str]()
    for number, (name, text) in enumerate(texts.items()):
        path = folder / name
        data = text.encode()
        try:
            before = path.read_bytes() if path.exists() else None
            if before == data:
                same.append(name)
            elif before is not None and not overwrite:
                kept.append(name)
            else:
                replace(path, data)
                written.append(name)
        except OSError as error:
            raise PartlyWritten(path, error, written, [*texts][number:]) from None
    others = [n for n in yaml_files(folder) if is_of_model(n) and n not in texts]
    return ImportReport(tuple(written), tuple(same), tuple(kept), tuple(others))


def _in_short(model: Model) -> Model:
    """A model with the first sentence of the licence of each part; the others are remarks."""
    parts = {part: getattr(model.license_parts, part) for part in PARTS}
    short = {part: LicensePart(p.text.partition(". ")[0]) for part, p in parts.items() if p}
    return dataclasses.replace(model, license_parts=LicenseParts(**short))


def facts(model: Model) -> dict[str, Any]:
    """The facts of a model by the keys of the format, in the order of the files."""
    compute = _nonempty(
        basemodel=model.compute_base and canonical(model.compute_base.text),
        endmodel=model.compute_end and canonical(model.compute_end.text),
    )
    parts = {part: found.text for part in PARTS if (found := getattr(model.license_parts, part))}
    return {
        "system": _nonempty(
            name=model.name,
            link=_links(model.links),
            type=", ".join(model.types),
            performanceclass=model.performance_class,
            basemodelname=model.base_model,
            endmodelname=model.end_model,
            endmodellicense=model.license,
            releasedate=model.released,
        ),
        "org": _nonempty(
            name=model.organization,
            link=_links(model.organization_links),
            origin=model.origin,
            contributor=model.contributor,
        ),
        **({"compute": compute} if compute else {}),
        **({"aliases": list(model.aliases)} if model.aliases else {}),
        **{
            ref: _nonempty(
                **{"class": grade.cls, "link": _links(grade.links)},
                **(parts if ref == "licenses" else {}),
            )
            for ref, grade in model.grades.items()
        },
    }


def _nonempty(**values: Any) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value}


def _links(links: Iterable[str]) -> str | list[str] | None:
    several = list(links)
    return several if len(several) > 1 else several[0] if several else None


def _parameters(criteria: Criteria) -> list[dict[str, Any]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for c in criteria:
        entry = {"ref": c.ref, "name": c.name, "types": list(c.types)}
        groups.setdefault(c.group, []).append(entry)
    return [{"name": name, "params": entries} for name, entries in groups.items()]


def _dump(value: object) -> str:
    return str(
        yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=1_000_000)
    )
