"""What the actions of others do, as far as our workflows rely on it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

ADDRESS = "https://them.example.org/site"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a job runs, and what is outside of it.

    Attributes:
        workspace: the folder of the job.
        artefacts: what the jobs of a run hand over to each other, by name.
        remotes: the repositories that can be cloned, by name; that of the workflow is "".
        environment: what a command is run with.
    """

    workspace: Path
    artefacts: Path
    remotes: Mapping[str, Path]
    environment: Mapping[str, str]


Given = Mapping[str, str]
Action = Callable[[Given, Place], dict[str, str]]


def checkout(given: Given, place: Place) -> dict[str, str]:
    assert given["persist-credentials"] == "false"
    where = place.workspace / given.get("path", ".")
    options = [] if given.get("fetch-depth") == "0" else ["--depth", "1"]
    if given.get("submodules") == "true":
        options.append("--recurse-submodules")
    address = place.remotes[given.get("repository", "")].as_uri()
    subprocess.run(
        ["git", "clone", "--quiet", *options, address, str(where)],
        env=dict(place.environment),
        check=True,
    )
    return {}


def configure_pages(_given: Given, _place: Place) -> dict[str, str]:
    return {"base_url": ADDRESS}


def upload_pages(given: Given, place: Place) -> dict[str, str]:
    assert (place.workspace / given["path"] / "index.html").is_file()
    return upload({"name": "github-pages", **given}, place)


def deploy_pages(_given: Given, place: Place) -> dict[str, str]:
    assert (place.artefacts / "github-pages").is_dir()
    return {"page_url": f"{ADDRESS}/"}


def upload(given: Given, place: Place) -> dict[str, str]:
    what = place.workspace / given["path"]
    where = place.artefacts / given["name"]
    assert not where.exists(), "an artefact is handed over once"
    if what.is_dir():
        shutil.copytree(what, where)
    else:
        where.mkdir(parents=True)
        shutil.copy(what, where)
    return {}


def download(given: Given, place: Place) -> dict[str, str]:
    where = place.workspace / given.get("path", ".")
    shutil.copytree(place.artefacts / given["name"], where, dirs_exist_ok=True)
    return {}


def publish_package(_given: Given, place: Place) -> dict[str, str]:
    [sdist] = place.workspace.glob("dist/*.tar.gz")
    [wheel] = place.workspace.glob("dist/*.whl")
    return upload({"name": f"{wheel.stem}.published", "path": str(sdist.parent)}, place)


def nothing(_given: Given, _place: Place) -> dict[str, str]:
    return {}


STAND_INS: Mapping[str, Action] = {
    "actions/checkout": checkout,
    "actions/setup-python": nothing,
    "actions/configure-pages": configure_pages,
    "actions/upload-pages-artifact": upload_pages,
    "actions/deploy-pages": deploy_pages,
    "actions/upload-artifact": upload,
    "actions/download-artifact": download,
    "pypa/gh-action-pypi-publish": publish_package,
    "github/codeql-action/upload-sarif": nothing,
}
