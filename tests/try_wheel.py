"""A site of three files, and an environment in which only a wheel is installed.

`python -m tests.try_wheel dist/*.whl` installs the wheel and what it needs, and builds the site.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
import tempfile
import venv
from dataclasses import dataclass
from pathlib import Path

import matplotlib as mpl

LEFT_OUT = ("mkdocs_osai", "pip")
FILES = {
    "mkdocs.yml": """
site_name: Notes on open AI
theme:
  name: material
plugins:
  - search
  - osai
""",
    "docs/index.md": """
# A post

<< osai.share('national_origins', 'China') >> of << osai.n() >> models are Chinese.

<< osai.bar('national_origins') >>
""",
    "models/some.yaml": """
system:
  name: Some model
  link: https://example.org/some
  type: text
  performanceclass: full
  endmodellicense: MIT License
  releasedate: 2024-07
org:
  name: A lab
  origin: China
  contributor: Academic (University)
datasources_basemodel: {class: open}
datasources_endmodel: {class: open}
weights_basemodel: {class: open}
weights_endmodel: {class: open}
trainingcode: {class: open}
code: {class: open}
hardware_architecture: {class: partial}
preprint: {class: open}
paper: {class: closed}
modelcard: {class: open}
datasheet: {class: open}
licenses: {class: open}
""",
}


def write_site(folder: Path) -> Path:
    """Write the three files into a folder."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.lstrip(), encoding="utf-8")
    return folder


@dataclass(frozen=True, slots=True)
class Installed:
    """An environment of its own, with the wheel in it."""

    folder: Path

    def program(self, name: str) -> str:
        """The path of one of its programs."""
        return str(self.folder / "bin" / name)

    def run(self, *command: str | Path, where: Path) -> subprocess.CompletedProcess[str]:
        """Run a command of it, seeing nothing of the environment that runs this."""
        env = {
            "PATH": f"{self.folder / 'bin'}{os.pathsep}{os.defpath}",
            "HOME": str(self.folder),
            # Without it, each environment would list the fonts anew.
            "MPLCONFIGDIR": mpl.get_cachedir(),
            "NO_MKDOCS_2_WARNING": "1",
        }
        return subprocess.run(
            [*map(str, command)],
            cwd=where,
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )


def install(wheel: Path, folder: Path) -> Installed:
    """Install a wheel and what it needs into an empty environment."""
    return _installed(wheel, folder, [])


def install_alone(wheel: Path, folder: Path) -> Installed:
    """Install a wheel into an environment that sees what it needs, but nothing else of ours.

    What it needs is that of the environment which runs this, each package by a link.
    """
    links = folder / "others"
    links.mkdir(parents=True)
    for package in Path(sysconfig.get_path("purelib")).iterdir():
        if not package.name.startswith(LEFT_OUT) and package.suffix != ".pth":
            (links / package.name).symlink_to(package)
    made = _installed(wheel, folder, ["--no-deps", "--no-index"])
    [packages] = folder.glob("lib/python*/site-packages")
    (packages / "others.pth").write_text(f"{links}\n", encoding="utf-8")
    return made


def _installed(wheel: Path, folder: Path, options: list[str]) -> Installed:
    venv.create(folder, symlinks=True)
    python = str(folder / "bin" / "python")
    command = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", *options]
    subprocess.run([*command, str(wheel)], check=True)
    return Installed(folder)


def is_built(site: Path) -> bool:
    """Whether the number and the figure of the post stand on its page, and the figure is a file."""
    page = site / "index.html"
    if not page.is_file():
        return False
    text = page.read_text("utf-8")
    figure = re.search(r'src="(osai/figures/bar-national_origins-\w+\.svg)"', text)
    number = '<data value="1">100.0%</data>' in text
    return number and figure is not None and (site / figure[1]).is_file()


def main(wheel: str) -> int:
    """Install a wheel from where packages come, and build the site with it."""
    with tempfile.TemporaryDirectory() as folder:
        installed = install(Path(wheel), Path(folder) / "environment")
        site = write_site(Path(folder) / "site")
        done = installed.run(installed.program("mkdocs"), "build", "--strict", where=site)
        sys.stdout.write(done.stdout)
        return done.returncode or not is_built(site / "site")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
