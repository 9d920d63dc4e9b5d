"""One site, built by three programs."""

from __future__ import annotations

import os
import posixpath
import re
import subprocess
import sys
from html import unescape
from importlib.metadata import version
from pathlib import Path
from urllib.parse import unquote

from tests.conftest import ROOT, osai
from tests.our_site.walking import blocks
from tests.sites import Built, Site, a_file

GUIDE = "engines.md"
"""The page of the guide whose configuration and commands are used here."""

HOME = """\
# Home

There are << osai.n() >> models, << osai.share('national_origins', 'China') >> from China;
<< osai.claim('more than a third', osai.share('national_origins', 'China')) >>, and
[no link in << osai.n() >> links](https://example.org/).

<< osai.model('a') >> is one.

<< osai.models(type='video') >>

<< osai.database(top=2) >>

<< osai.compare('a', 'b') >>

## Numbers such as << osai.n(type='video') >>
"""
PAST = """\
---
title: The past
osai: {as_of: 2024-01-31}
---
# What was

<< osai.n() >> models, and << osai.share('national_origins', 'China') >> from China.
"""
POST = """\
---
date: 2024-11-05
author: Ada <Example>
---
# A post

<< osai.n(origin='China') >> models; << osai.model('b') >>.

<!-- more -->

<< osai.mean() >> on average.
"""
CHART = """\
# A chart

<< osai.pie('national_origins') >>
"""
HOSTILE = "A & \"B\" <script>alert(1)</script> 'C' {{ config }} </title> \\ %s $& \\1"


def write(folder: Path) -> Site:
    """A site with a page, a page of a past day, a post and four models, one with a hostile name."""
    site = Site(folder)
    [config] = [block for block in blocks(GUIDE) if block.title == "mkdocs.yml"]
    site.write("mkdocs.yml", config.text)
    site.write("docs/index.md", HOME)
    site.write("docs/past.md", PAST)
    site.write("docs/chart.md", CHART)
    site.write("docs/blog/index.md", "# Blog\n")
    site.write("docs/blog/posts/p.md", POST)
    site.write("models/a.yaml", a_file("Model A", type="text"))
    site.write("models/b.yaml", a_file("Early model B", type="text,code", origin="France"))
    commit(folder, "2024-01-01T12:00:00+00:00")
    site.write("models/b.yaml", a_file("Model B", type="text,code", origin="France"))
    site.write("models/c.yaml", a_file("Model C", type="video"))
    site.write("models/h.yaml", a_file(HOSTILE, origin="United States"))
    commit(folder, "2024-06-01T12:00:00+00:00")
    return site


def commit(folder: Path, date: str) -> None:
    """Commit everything on a day."""
    who = {f"GIT_{one}_{key}": value for one in ("AUTHOR", "COMMITTER") for key, value in WHO}
    env = {**who, "GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date, "PATH": PATH}
    for command in ("git init -q", "git add models", "git commit -qm models"):
        subprocess.run(command.split(), cwd=folder, check=True, env=env)


WHO = (("NAME", "A"), ("EMAIL", "a@example.org"))
PATH = os.environ["PATH"]


def run(site: Site, program: str) -> Built:
    """Build a site with a program, by the commands of the guide."""
    [block] = [b for b in blocks(GUIDE) if b.language == "sh" and f"\n{program} build" in b.text]
    messages = []
    for command in block.text.splitlines():
        name, *arguments = command.split()
        if name == "pip":
            needs(arguments[1:])
            continue
        module, _, function = PROGRAMS[name].partition(":")
        done = subprocess.run(
            [sys.executable, "-c", f"from {module} import {function}; {function}()", *arguments],
            cwd=site.folder,
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": "1700000000"},
        )
        assert done.returncode == 0, done.stderr
        messages += [*done.stdout.splitlines(), *done.stderr.splitlines()]
    copy = site.folder / f"built-{program}"
    (site.folder / "site").rename(copy)
    return Built(copy, messages, "")


PROGRAMS = {
    "mkdocs": "mkdocs.__main__:cli",
    "properdocs": "properdocs.__main__:cli",
    "zensical": "zensical.main:cli",
    "osai": "mkdocs_osai.cli:main",
}
"""Command → where its function is, to run it with the code of this checkout."""


def needs(packages: list[str]) -> None:
    """The packages are installed."""
    for package in packages:
        version(package)


def finished(site: Site, *options: object) -> str:
    """Run `osai site build` on the built site; returns what it says."""
    config = ("-f", site.folder / "mkdocs.yml")
    result = osai("site", "build", site.folder / "site", *config, *options)
    assert result.exit_code == 0, result.output
    return result.output


def text(html: str) -> str:
    """The text of a page's content, without that of the theme."""
    article = re.sub(
        r"<(script|style|button|nav|header)\b.*?</\1>", "", _article(html), flags=re.DOTALL
    )
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", article)).split())


def links(html: str, path: str) -> list[tuple[str, str]]:
    """The links of a page's content: the address from the root of the site, and the text."""
    found = re.findall(r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', _article(html), re.DOTALL)
    return [
        (_from_root(unescape(address), path), " ".join(re.sub(r"<[^>]*>", "", shown).split()))
        for address, shown in found
        if shown.strip() not in ("¶", "&para;")
    ]


def _article(html: str) -> str:
    return html[html.index("<article") : html.rindex("</article>")]


def _from_root(address: str, path: str) -> str:
    if re.match(r"[a-z]+:|#", address):
        return address
    bare, sign, rest = re.fullmatch(r"([^?#]*)([?#]?)(.*)", address).groups()  # type: ignore[union-attr]
    found = posixpath.normpath(posixpath.join("/", posixpath.dirname(path), unquote(bare)))
    return f"{found.rstrip('/')}{sign}{rest}"
