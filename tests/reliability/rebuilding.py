"""`mkdocs serve` while a site is built again and again, and readers ask for its pages meanwhile.

    python -m tests.reliability.rebuilding 200

takes a minute or more for every hundred builds, and prints what the server holds as it goes.
"""

from __future__ import annotations

import http.client
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import click

from tests.reliability.running import Served, serving, until, words
from tests.sites import MACROS, Site, a_file

PATIENCE = 60
"""Seconds after which a request counts as hanging, on the busiest machine."""

NOWHERE = (
    "none/",
    "%00",
    "a%00b/",
    "osai/figures/%00.png",
    "osai/figures/none.png",
    "osai/figures/../../../../etc/passwd",
    "livereload/%00/1",
    "livereload/" + "9" * 9_000 + "/1",
    "x" * 9_000,
    "./" * 4_500,
    "%ff%fe/",
    "..%2f..%2fmkdocs.yml",
    "%0d%0aX:%20y",
)
"""Addresses that lead to nothing."""

COUNTRIES = ("France", "Germany", "Italy", "Spain", "Poland", "Norway", "Japan")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server has answered."""

    path: str
    status: int
    body: bytes
    seconds: float


@dataclass
class Held:
    """What the process of a server holds after some builds."""

    builds: int
    descriptors: int
    fonts: int
    megabytes: float
    threads: int


@dataclass
class Report:
    """What came of some builds.

    Attributes:
        answers: how many requests were answered.
        wrong: those that were answered wrongly.
        slowest: seconds of the slowest.
        held: what the server held as it went.
    """

    answers: int = 0
    wrong: list[str] = field(default_factory=list)
    slowest: float = 0
    held: list[Held] = field(default_factory=list)


def page(number: int) -> str:
    """A page that says which build it is of, from its first word to its last."""
    return (
        f"# Build {number}\n\nThere are << osai.n() >> models.\n\n"
        "<< osai.pie('national_origins') >>\n\n<< osai.bar('national_origins') >>\n\n"
        f"The end of {number}.\n"
    )


def change(site: Site, number: int) -> None:
    """The site as it is to be in a build, and none of its figures as it was before."""
    for place in range(3):
        country = COUNTRIES[(number // (1 + 6 * place)) % len(COUNTRIES)]
        text = a_file(f"Model {number} {place}", origin=country)
        site.write(f"models/m{place}.yaml", text)
    site.write("docs/index.md", page(number))


def ask(served: Served, path: str) -> Answer:
    began = time.monotonic()
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=PATIENCE)
    try:
        connection.request("GET", f"/{path}")
        answer = connection.getresponse()
        return Answer(path, answer.status, answer.read(), time.monotonic() - began)
    except (OSError, http.client.HTTPException) as error:
        return Answer(path, 0, repr(error).encode(), time.monotonic() - began)
    finally:
        connection.close()


def numbers_in(body: bytes) -> set[str]:
    """The builds that a page is of."""
    return set(re.findall(r"(?:Build|The end of) (\d+)", words(body.decode())))


def figures_in(body: bytes) -> list[str]:
    return sorted({m.decode() for m in re.findall(rb"osai/figures/[\w-]+\.png", body)})


def wrong(answer: Answer, number: int) -> str | None:
    """What is wrong with an answer while a build is under way, or is done."""
    told = f"{answer.path[:40]}: {answer.status}, {len(answer.body)} bytes, {answer.seconds:.1f} s"
    if answer.path in NOWHERE:
        return None if answer.status in (302, 404) else told
    if answer.path.endswith(".png"):
        whole = answer.body.startswith(b"\x89PNG") and answer.body.endswith(b"IEND\xaeB`\x82")
        # A figure of the build before is gone when the next is done.
        right = whole if answer.status == 200 else answer.status == 404
        return None if right else told
    found = numbers_in(answer.body)
    right = answer.status == 200 and len(found) == 1 and found <= {str(number - 1), str(number)}
    return None if right else f"{told}, of the builds {sorted(found)}"


def rebuild(site: Site, served: Served, builds: int, every: int = 10) -> Report:
    """Build a site that is served again and again, and ask for its pages meanwhile."""
    report = Report()
    seen: list[str] = []
    with ThreadPoolExecutor(8) as readers:
        for number in range(1, builds + 1):
            change(site, number)
            asked = [*[""] * 6, *seen, *NOWHERE[number % 2 :: 2]]
            answers = list(readers.map(lambda path: ask(served, path), asked))
            if not until(lambda: numbers_in(served.get("") or b"") == {str(number)}, PATIENCE):  # noqa: B023
                report.wrong.append(f"build {number} never came")
                break
            now = ask(served, "")
            seen = figures_in(now.body)
            images = list(readers.map(lambda path: ask(served, path), seen))
            report.wrong += [f"{i.path}: {i.status}" for i in images if i.status != 200]
            for answer in (*answers, now, *images):
                report.answers += 1
                report.slowest = max(report.slowest, answer.seconds)
                if told := wrong(answer, number):
                    report.wrong.append(f"build {number}: {told}")
            if number % every == 0 or number == builds:
                report.held.append(held(served, number))
    return report


def held(served: Served, builds: int) -> Held:
    """What a server holds now."""
    process = Path(f"/proc/{served.process.pid}")
    opened = []
    for descriptor in (process / "fd").iterdir():
        try:
            opened.append(str(descriptor.readlink()))
        except OSError:
            continue
    status = (process / "status").read_text("ascii", "replace")
    fonts = sum(name.endswith((".ttf", ".otf", ".ttc")) for name in opened)
    megabytes = int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) / 1024
    threads = int(re.findall(r"Threads:\s+(\d+)", status)[0])
    return Held(builds, len(opened), fonts, megabytes, threads)


@contextmanager
def a_served_site(folder: Path) -> Iterator[tuple[Site, Served]]:
    """A site that is served from a folder."""
    (folder / "project").mkdir()
    site = Site(folder / "project")
    site.configure(site_url="", plugins=["search", {"macros": MACROS}, "osai"])
    change(site, 0)
    with serving(site.folder, folder / "said") as served:
        if not served.shows("Build 0"):
            raise RuntimeError(served.said)
        yield site, served


def main(builds: int) -> None:
    """Print what came of some builds."""
    with tempfile.TemporaryDirectory() as folder, a_served_site(Path(folder)) as (site, served):
        report = rebuild(site, served, builds)
        for one in report.held:
            click.echo(one)
        click.echo(f"{report.answers} answers, the slowest after {report.slowest:.1f} s")
        click.echo("\n".join([f"{len(report.wrong)} wrong", *report.wrong[:20]]))
        click.echo(f"a traceback: {'Traceback' in served.said}")


if __name__ == "__main__":
    main(int(sys.argv[1]))
