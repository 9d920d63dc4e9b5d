from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.checkouts import lend_environment, ours
from tests.try_wheel import Installed, install_alone, is_built, write_site

LICENSE = "LICENSE"
META = {"METADATA", "RECORD", "WHEEL", "entry_points.txt", f"licenses/{LICENSE}"}


@dataclass(frozen=True, slots=True)
class Dist:
    """What `make dist` makes of a clone."""

    clone: Path

    @property
    def wheel(self) -> Path:
        [wheel] = self.clone.glob("dist/*.whl")
        return wheel

    @property
    def sdist(self) -> Path:
        [sdist] = self.clone.glob("dist/*.tar.gz")
        return sdist

    def package(self) -> set[str]:
        """The files of the package that git knows."""
        command = ["git", "ls-files", "mkdocs_osai"]
        return {*subprocess.check_output(command, cwd=self.clone, text=True).splitlines()}


def make(target: str, clone: Path) -> None:
    kept = {k: v for k, v in os.environ.items() if k not in ("SOURCE_DATE_EPOCH", "MAKEFLAGS")}
    subprocess.run(["make", "--silent", target], cwd=clone, env=kept, check=True)


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Dist:
    clone = ours(tmp_path_factory.mktemp("dist") / "clone")
    lend_environment(clone)
    # What running the package leaves behind is no part of it.
    (clone / "mkdocs_osai/__pycache__").mkdir()
    (clone / "mkdocs_osai/__pycache__/problems.cpython-311.pyc").touch()
    make("dist", clone)
    return Dist(clone)


@pytest.fixture(scope="module")
def installed(dist: Dist, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    return install_alone(dist.wheel, tmp_path_factory.mktemp("installed"))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_site(tmp_path / "site")


def in_wheel(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_wheel_holds_the_package_and_nothing_else(dist: Dist) -> None:
    names = {*in_wheel(dist.wheel)}
    about = {name for name in names if ".dist-info/" in name}

    assert names - about == dist.package()
    assert {name.partition(".dist-info/")[2] for name in about} == META
    parts = ("/templates/", "/assets/", "dimensions.yml", "py.typed")
    assert all(any(part in name for name in names) for part in parts)


def test_the_sdist_holds_the_package_and_what_says_what_it_is(dist: Dist) -> None:
    with tarfile.open(dist.sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}

    beside = {"PKG-INFO", "pyproject.toml", ".gitignore", "CHANGELOG.md", LICENSE, "README.md"}
    assert names == dist.package() | beside


def test_the_wheel_of_the_sdist_is_that_of_the_tree(dist: Dist, tmp_path: Path) -> None:
    moment = subprocess.check_output(
        ["git", "log", "-1", "--format=%ct"], cwd=dist.clone, text=True
    ).strip()
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", tmp_path],
        cwd=dist.clone,
        env={**os.environ, "SOURCE_DATE_EPOCH": moment},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    [of_tree] = tmp_path.glob("*.whl")

    assert in_wheel(of_tree) == in_wheel(dist.wheel)
    assert of_tree.read_bytes() == dist.wheel.read_bytes()


def test_it_is_the_same_the_next_time(dist: Dist) -> None:
    def sums() -> Mapping[str, str]:
        return {
            file.name: hashlib.sha256(file.read_bytes()).hexdigest()
            for file in (dist.wheel, dist.sdist)
        }

    first = sums()
    for file in dist.clone.glob("mkdocs_osai/*.py"):
        os.utime(file, (0, 0))
    make("dist", dist.clone)

    assert sums() == first


def test_it_says_its_version_and_its_pythons(dist: Dist) -> None:
    project = tomllib.loads((dist.clone / "pyproject.toml").read_text("utf-8"))["project"]
    files = in_wheel(dist.wheel)
    [metadata] = (text.decode() for name, text in files.items() if name.endswith("/METADATA"))

    assert f"\nVersion: {project['version']}\n" in metadata
    assert f"\nRequires-Python: {project['requires-python']}\n" in metadata
    assert {*re.findall(r"^Provides-Extra: (.*)$", metadata, re.MULTILINE)} == {
        *project["optional-dependencies"]
    }


@pytest.mark.parametrize(("host", "name"), [("mkdocs", "mkdocs-1"), ("properdocs", "ProperDocs 1")])
def test_installed_alone_the_wheel_builds_a_site_of_three_files(
    installed: Installed, site: Path, host: str, name: str
) -> None:
    python = installed.program("python")
    done = installed.run(python, "-m", host, "build", "--strict", where=site)

    assert done.returncode == 0, done.stdout
    assert is_built(site / "site")
    assert name in (site / "site/index.html").read_text("utf-8")
    where = installed.run(
        python, "-c", "import mkdocs_osai; print(mkdocs_osai.__file__)", where=site
    ).stdout
    assert Path(where.strip()).is_relative_to(installed.folder)


def test_the_two_hosts_make_the_same_of_a_page(installed: Installed, site: Path) -> None:
    made = {}
    for host in ("mkdocs", "properdocs"):
        where = site / f"site-{host}"
        command = (installed.program("python"), "-m", host, "build", "--strict", "-d", where)
        assert installed.run(*command, where=site).returncode == 0
        made[host] = {
            str(file.relative_to(where)): re.sub(rb'content="mkdocs-[^,]*', b"", file.read_bytes())
            for file in sorted(where.glob("**/*"))
            if file.is_file() and file.suffix not in (".gz", ".xml")
        }

    assert [*made["mkdocs"]] == [*made["properdocs"]]
    assert [n for n, b in made["mkdocs"].items() if b != made["properdocs"][n]] == []


def test_a_mistake_in_a_page_stops_both_hosts_alike(installed: Installed, site: Path) -> None:
    (site / "docs/index.md").write_text("<< osai.share('national_origin', 'China') >>\n")
    said = set()
    for host in ("mkdocs", "properdocs"):
        done = installed.run(installed.program("python"), "-m", host, "build", where=site)
        assert done.returncode == 1
        said |= {*re.findall(r"docs/index\.md:1: .*", done.stdout)}

    [message] = said
    assert "did you mean" in message


def test_its_commands_work_where_it_is_installed_alone(installed: Installed, site: Path) -> None:
    osai = installed.program("osai")

    assert installed.run(osai, "check", "models", "--quiet", where=site).returncode == 0
    schema = json.loads(installed.run(osai, "schema", "models", where=site).stdout)
    assert "system" in schema["properties"]
    version = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))
    assert version["project"]["version"] in installed.run(osai, "--version", where=site).stdout


def test_the_guide_installs_from_a_checkout_and_from_its_wheel(dist: Dist, tmp_path: Path) -> None:
    guide = (dist.clone / "docs/guide/getting-started.md").read_text("utf-8")
    [commands] = re.findall(r"^```bash\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL)
    installed = install_alone(dist.wheel, tmp_path / "python")
    pip = [sys.executable, "-m", "pip", "--python", installed.program("python")]
    (tmp_path / "mkdocs-osai").symlink_to(dist.clone)
    site = write_site(tmp_path / "site")
    # What the package needs, and what builds it, is there already.
    here = {"PIP_NO_DEPS": "1", "PIP_NO_INDEX": "1", "PIP_NO_BUILD_ISOLATION": "0"}

    for number, line in enumerate(commands.splitlines()):
        subprocess.run([*pip, "uninstall", "-qy", "mkdocs-osai"], check=True)
        command = line.replace("pip install", f"{' '.join(pip)} install -q")
        subprocess.run(["bash", "-ec", command], cwd=site, env={**os.environ, **here}, check=True)
        build = (installed.program("python"), "-m", "mkdocs", "build", "--strict")
        built = installed.run(*build, "-d", str(number), where=site)
        assert is_built(site / str(number)), built.stdout
    assert len(commands.splitlines()) == 2
