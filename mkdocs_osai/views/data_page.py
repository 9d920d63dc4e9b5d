"""The page of the data: its files, and what every field and criterion in them means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from mkdocs_osai.export.citation import doi, license_page
from mkdocs_osai.export.records import BETWEEN, FACTS, Field, record
from mkdocs_osai.index import Criterion
from mkdocs_osai.stats import Index
from mkdocs_osai.views import data_files as data
from mkdocs_osai.views.rendering import render
from mkdocs_osai.views.urls import CHANGES, PageUrls

_FILES = {
    data.INDEX_JSON: "All models with all their facts, and the criteria, as JSON.",
    data.MODELS_JSONL: "The models alone, one a line, as pandas, DuckDB and R read them.",
    data.INDEX_CSV: "The models as a table: a row for each.",
    data.INDEX_PARQUET: "The same table as Parquet.",
    data.SCHEMA: "What the JSON files look like, as JSON Schema (2020-12).",
    data.MODEL_SCHEMA: "What a file of the index looks like, for editors, as JSON Schema.",
    data.CSV_METADATA: "What the columns of the table mean, as CSV on the Web.",
    CHANGES: "What changed in the index, commit by commit, as an Atom feed.",
    data.CITATION: "How to cite the data, for programs that manage references.",
}
_FORMS = {
    "text": "text",
    "number": "number from 0 to 1",
    "day": "YYYY, YYYY-MM or YYYY-MM-DD",
    "texts": "list of texts",
    "links": "list of web addresses",
}


@dataclass(frozen=True)
class FieldRow:
    """A field on the page.

    Attributes:
        field: what it is.
        form: what its values are, in words.
        example: a value that the index has, as a table has it.
    """

    field: Field
    form: str
    example: str


@dataclass(frozen=True)
class Download:
    """A file on the page.

    Attributes:
        source: where it stands on the site.
        name: how readers see it.
        about: what is in it.
        size: how large it is, in words.
    """

    source: str
    name: str
    about: str
    size: str


def data_page(
    index: Index, where: PageUrls, files: Mapping[str, data.Content], commit: str | None = None
) -> str:
    """The page of the data as HTML.

    Args:
        index: what the files hold.
        where: the pages of its models.
        files: the files that are published, by their path on the site.
        commit: the commit that the files of the index are those of, if they are.
    """
    of_models = [made for path, made in files.items() if path.startswith(f"{data.MODELS}/")]
    example = next((data.model_file(source) for source in where.models.values()), None)
    about = replace(index.about, commit=index.about.commit or commit)
    return render(
        "data.html",
        index=index,
        about=about,
        files=[
            Download(path, path.rpartition("/")[2], told, size(len(files[path]())))
            for path, told in _FILES.items()
            if path in files
        ],
        of_models=len(of_models),
        size_of_models=size(sum(len(made()) for made in of_models)),
        example=example if example in files else None,
        feed=CHANGES if CHANGES in files else None,
        fields=[*_rows(index)],
        graded={criterion.ref: _graded(index, criterion) for criterion in index.criteria},
        doi=doi(about),
        rights=license_page(about),
    )


def size(count: int) -> str:
    """So many bytes in words.

    Example:
        >>> size(812), size(45_678), size(1_234_567)
        ('812 bytes', '46 kB', '1.2 MB')
    """
    if count < 1_000:
        return f"{count} bytes"
    if count < 1_000_000:
        return f"{count / 1_000:.0f} kB"
    return f"{count / 1_000_000:.1f} MB"


def _rows(index: Index) -> Iterator[FieldRow]:
    told = [record(model, index.criteria) for model in index.models]
    for field in FACTS:
        found = next((one[field.name] for one in told if one[field.name]), None)
        between = BETWEEN.get(field.form, "")
        text = between.join(found) if isinstance(found, list) else found
        yield FieldRow(field, _FORMS[field.form], "" if text is None else str(text))


def _graded(index: Index, criterion: Criterion) -> int:
    """How many models have a class on a criterion that applies to them."""
    return sum(
        criterion in index.criteria.that_apply_to(model.types)
        and model.grades.get(criterion.ref) is not None
        and model.grades[criterion.ref].cls is not None
        for model in index.models
    )
