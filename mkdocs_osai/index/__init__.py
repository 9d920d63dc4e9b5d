"""YAML files → models."""

from mkdocs_osai.index.compute import STATES, Compute
from mkdocs_osai.index.criteria import CLASSES, PERFORMANCE_CLASSES, TYPES, Criteria, Criterion
from mkdocs_osai.index.diagnostics import FileDiagnostics
from mkdocs_osai.index.grades import UNGRADED, Grade
from mkdocs_osai.index.license_parts import PARTS, LicensePart, LicenseParts
from mkdocs_osai.index.model import Model
from mkdocs_osai.index.reader import read_files, read_folder
from mkdocs_osai.index.snapshot import IndexInfo, Snapshot

__all__ = [
    "CLASSES",
    "PARTS",
    "PERFORMANCE_CLASSES",
    "STATES",
    "TYPES",
    "UNGRADED",
    "Compute",
    "Criteria",
    "Criterion",
    "FileDiagnostics",
    "Grade",
    "IndexInfo",
    "LicensePart",
    "LicenseParts",
    "Model",
    "Snapshot",
    "read_files",
    "read_folder",
]
