"""What `mkdocs serve` answers while sites are built."""

from __future__ import annotations

import os
import shutil
import threading
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mkdocs_osai.cache import Cache
from mkdocs_osai.charts import draw
from mkdocs_osai.charts.drawing import Drawing
from mkdocs_osai.charts.png_pool import PngTask
from mkdocs_osai.macros.png_queue import PngQueue
from mkdocs_osai.macros.templates import call_mistakes, escaping
from mkdocs_osai.plugin.build import Build
from mkdocs_osai.plugin.plugin import OsaiPlugin
from mkdocs_osai.plugin.serve import MOST_CHARACTERS, Building, on_request
from tests import sites
from tests.charts.samples import sample
from tests.plugin.beside import needs
from tests.repositories import a_repository, commit, git
from tests.sites import MACROS, Site, said

PIE = draw("pie", sample("pie", {"France": 2, "China": 1}))

Start = Callable[..., Any]


class Server:
    """A server that counts what it is asked, and can be told that a build begins meanwhile."""

    def __init__(self, begins: int = 0) -> None:
        self.asked: list[str] = []
        self.closed = 0
        self.builds = 1
        self.begins = begins

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if "\0" in path:
            raise ValueError("embedded null byte")
        self.asked.append(path.encode("latin-1").decode("utf-8", "ignore"))
        if self.begins:
            self.begins -= 1
            self.builds += 1
        start("200 OK", [("Content-Type", "text/html")])
        return Body(self, f"build {self.builds}".encode())


class Body(list[bytes]):
    def __init__(self, server: Server, content: bytes) -> None:
        super().__init__([content])
        self.server = server

    def close(self) -> None:
        self.server.closed += 1


def ask(
    server: Server, path: str, make: Callable[[str], bool] = lambda _: False, mount: str = "/"
) -> tuple[str, bytes]:
    told: list[str] = []
    application = on_request(server, mount, make, lambda: server.builds)
    body = application({"PATH_INFO": path}, lambda status, _: told.append(status))  # type: ignore[arg-type]
    [status] = told
    return status, b"".join(body)


@pytest.mark.parametrize(
    "path",
    ["/\0", "/a\0/", "/osai/figures/\0.png", "/livereload/\0", "/" + "x" * 9_000, "/." * 9_000],
)
def test_an_impossible_address_is_not_found(path: str) -> None:
    server = Server()

    assert ask(server, path)[0] == "200 OK", "the server behind finds nothing, and says so"

    [asked] = server.asked
    assert "\0" not in asked
    assert len(asked) <= MOST_CHARACTERS
    assert "\N{REPLACEMENT CHARACTER}" in asked


def test_an_address_that_is_no_utf_8_is_not_taken_for_another() -> None:
    server = Server()

    ask(server, "/\xff/")
    ask(server, "/é/".encode().decode("latin-1"))

    assert server.asked == ["/\N{REPLACEMENT CHARACTER}/", "/é/"]


def test_a_response_is_requested_again_if_a_build_began_meanwhile() -> None:
    server = Server(begins=2)

    assert ask(server, "/") == ("200 OK", b"build 3")
    assert len(server.asked) == 3
    assert server.closed == 2, "what is not given to anybody is closed"


def test_a_request_does_not_wait_for_endless_builds() -> None:
    server = Server(begins=1_000)

    assert ask(server, "/")[0] == "200 OK"
    assert len(server.asked) < 10


def test_a_browser_that_waits_for_the_next_build_waits_once() -> None:
    server = Server(begins=5)

    ask(server, "/livereload/1/2")

    assert server.asked == ["/livereload/1/2"]


def test_a_file_of_the_awaited_build_is_made_and_requested_again() -> None:
    server, made = Server(), iter((False, True, False, False))

    assert ask(server, "/models/a/", lambda _: next(made)) == ("200 OK", b"build 1")
    assert len(server.asked) == 2
    assert server.closed == 1


def test_a_path_is_that_below_the_address_of_the_site() -> None:
    asked: list[str] = []

    def make(path: str) -> bool:
        asked.append(path)
        return False

    ask(Server(), "/sub/models/\xc3\xa9/", make, mount="/sub/")
    ask(Server(), "/other/", make, mount="/sub/")

    assert {*asked} == {"models/é/"}


def test_no_file_is_made_while_a_build_runs() -> None:
    building, order = Building(), list[str]()

    def make() -> None:
        with building.finished():
            order.append("made")

    building.begin()
    request = threading.Thread(target=make)
    request.start()
    request.join(0.05)
    order.append("built")
    building.begin()  # an error of another plugin ended the build unseen
    building.end()
    building.end()
    request.join(5)

    assert order == ["built", "made"]


def test_a_file_that_cannot_be_made_is_not_found() -> None:
    plugin = OsaiPlugin()

    def broken(_: str) -> bool:
        raise OSError(24, "Too many open files")

    plugin.finished = type("Build", (), {"make": staticmethod(broken)})  # type: ignore[assignment]
    with said() as messages:
        assert plugin._make("osai/figures/a.png") is False

    [message] = messages
    assert "osai/figures/a.png cannot be made (OSError: [Errno 24] Too many open files)" in message


def served(site: Site) -> Build:
    """A build of `mkdocs serve`, in which nothing is made that nobody asked for."""
    site.build("serve", request=False)
    plugin = sites.plugins()["osai"]
    assert isinstance(plugin, OsaiPlugin)
    assert plugin.finished is not None
    return plugin.finished


def test_nothing_is_made_that_nobody_asks_for(site: Site) -> None:
    site.configure()
    site.write("docs/index.md", "# Home\n\n<< osai.pie('regions') >>\n\n<< osai.n() >>\n")
    build = served(site)
    files = [
        p.relative_to(site.folder / "site").as_posix() for p in (site.folder / "site").rglob("*")
    ]
    built = site.folder / "site"

    assert not [f for f in files if f.startswith(("models/", "osai/figures/", "osai/cards/"))]
    assert not [f for f in files if f.startswith(("evidence/", "badges/")) or f.endswith(".csv")]
    assert build.make("models/a/")
    assert (built / "models/a/index.html").exists()
    assert not build.make("models/a/"), "it is there"
    assert build.make("models/b"), "MkDocs redirects to the address with a slash"
    assert build.make("data/models/a.json")
    for path in ("models/z/", "models/", "../mkdocs.yml", "", "osai/figures/x.png"):
        assert not build.make(path)


def test_a_save_draws_and_compiles_only_what_is_on_the_saved_page(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.configure(plugins=["search", {"macros": MACROS}, {"osai": {"cards": False}}])
    site.write("docs/index.md", "# Home\n\n<< osai.timeline() >>\n\n<< osai.n() >>\n")
    site.write("docs/two.md", "# Two\n\n<< osai.bar('types') >>\n")
    served(site)
    counts = Counter[str]()
    svg, compiled = Drawing.svg, call_mistakes.compiled

    def drawing(one: Drawing, *told: Any, **words: Any) -> str:
        counts["drawn"] += 1
        return svg(one, *told, **words)

    def compiling(env: Any, text: str) -> Any:
        counts[text] += 1
        return compiled(env, text)

    monkeypatch.setattr(Drawing, "svg", drawing)
    monkeypatch.setattr(escaping, "compiled", compiling)
    served(site)
    assert not counts

    site.write("docs/two.md", "# Two\n\n<< osai.bar('regions') >>\n")
    served(site)
    assert counts["drawn"] == 5, "two forms in two themes, and the one to download"
    assert not [text for text in counts if "timeline" in text]

    counts.clear()
    site.write("docs/models/zed.md", "# A page of the author for a model\n")
    served(site)
    assert "drawn" not in counts, "no figure links a model"


def test_links_from_the_root_are_made_again_if_the_author_of_a_page_is_removed(site: Site) -> None:
    page = "# Home\n\n[other](/other/)\n"
    site.write("docs/other.md", "# Other\n")
    site.write("docs/index.md", f"---\nauthor:\n---\n{page}")
    site.configure()
    assert 'href="other/"' in site.build("serve").article("index.html")

    site.write("docs/index.md", page)
    assert 'href="/other/"' in site.build("serve").article("index.html")


def test_a_plugin_that_changes_images_is_known_to_figures_that_were_kept(site: Site) -> None:
    needs("mkdocs-glightbox")
    plugins = ["search", {"macros": MACROS}, "osai"]
    site.configure(plugins=plugins)
    site.write("docs/index.md", "# Home\n\n<< osai.bar('types') >>\n")
    assert "off-glb" not in site.build("serve").article("index.html")

    site.configure(plugins=[*plugins, "glightbox"])
    assert "off-glb" in site.build("serve").article("index.html")


def test_a_build_as_in_serve_is_that_of_a_build(site: Site) -> None:
    site.configure()
    site.write("docs/index.md", "# Home\n\n<< osai.pie('regions') >>\n\n<< osai.n() >>\n")
    expected = site.build().same_bytes()
    site_url = "http://localhost/"
    site.configure(site_url=site_url)
    cold = site.build().same_bytes()
    served_files = site.build("serve").same_bytes()

    assert served_files.keys() == cold.keys() == expected.keys()
    assert served_files == cold


def _origin(number: int) -> str:
    return ("France", "China", "Germany")[number % 3]


def _remove(*paths: Path) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


EDITS: dict[str, Callable[[Site, int], object]] = {
    "nothing": lambda *_: None,
    "a post": lambda site, number: site.write(
        "docs/one.md", f"# One\n\n<< osai.n() >> {number}\n\n[two](two.md#a)\n"
    ),
    "another post": lambda site, number: site.write(
        "docs/two.md", f"# Two {number}\n\n## A\n\n<< osai.pie('regions') >>\n"
    ),
    "no other post": lambda site, _: _remove(site.folder / "docs/two.md"),
    "the home page": lambda site, number: site.write(
        "docs/index.md", f'# Home {number}\n\n[one](one.md)\n\n--8<-- "part.txt"\n'
    ),
    "an included part": lambda site, number: site.write(
        "docs/part.txt", f"A part {number}, << osai.n() >>.\n"
    ),
    "a model": lambda site, number: site.write(
        "models/a.yaml", sites.a_file(f"Model {number}", origin=_origin(number))
    ),
    "a new model": lambda site, number: site.write(
        f"models/new-{number}.yaml", sites.a_file("New")
    ),
    "no new model": lambda site, _: _remove(*site.folder.glob("models/new-*.yaml")),
    "a commit": lambda site, number: commit(site.folder, {}, f"2025-03-{number:02d}"),
    "a tag": lambda site, _: git(site.folder, "tag", "--force", "read"),
    "a definition": lambda site, number: site.write(
        "models/_definitions.yml",
        "mine:\n  name: Mine\n  all:\n    - weights_endmodel: "
        + ("open\n", "closed\n")[number % 2],
    ),
    "no definition": lambda site, _: _remove(site.folder / "models/_definitions.yml"),
    "a page for a model": lambda site, number: site.write(
        "docs/models/a.md", f"# A model {number}\n"
    ),
    "no page for a model": lambda site, _: _remove(site.folder / "docs/models/a.md"),
    "the configuration": lambda site, number: site.configure(
        **{**SETTINGS, "site_name": f"Site {number}"}
    ),
    "the theme": lambda site, number: site.write(
        "overrides/main.html",
        "{% extends 'base.html' %}{% block footer %}" + str(number) + "{% endblock %}",
    ),
    "a module of macros": lambda site, number: site.write(
        "main.py", f"def define_env(env):\n    env.variables['version'] = {number}\n"
    ),
}
"""What authors do between two builds of `mkdocs serve`."""


SETTINGS: dict[str, Any] = {
    "site_url": "http://localhost/",
    "theme": {"name": "material", "font": False, "custom_dir": "overrides"},
    "markdown_extensions": [
        "admonition",
        {"toc": {"permalink": True}},
        {"pymdownx.snippets": {"base_path": "docs"}},
    ],
}


FOUR = """# Four

<< osai.timeline() >>

<< osai.line('month', over='history') >>

<< osai.n(as_of='read') >> of << osai.n() >>, << osai.count(meets='osaid') >>

"""


@settings(max_examples=int(os.environ.get("OSAI_EDITS", "6")))
@given(edits=st.lists(st.sampled_from([*EDITS]), min_size=2, max_size=6))
@example(edits=["a definition", "a model", "a commit", "a tag", "a page for a model", "a commit"])
def test_what_is_served_is_a_cold_build_after_any_edit(
    tmp_path_factory: pytest.TempPathFactory, edits: list[str]
) -> None:
    site = Site(tmp_path_factory.mktemp("edited"))
    site.write("overrides/main.html", "{% extends 'base.html' %}")
    site.configure(**SETTINGS)
    for stem, origin in (("a", "China"), ("b", "France"), ("c", "China")):
        site.write(f"models/{stem}.yaml", sites.a_file(f"Model {stem}", origin=origin))
    first = ("another post", "a post", "an included part", "the home page", "a module of macros")
    for number, what in enumerate(first):
        EDITS[what](site, number)
    site.write("docs/three.md", "# Three\n\n| a | b |\n| - | - |\n| 1 | << version >> |\n")
    site.write("docs/four.md", FOUR)
    site.write(".gitignore", "*\n!/models/\n!/models/**\n")
    a_repository(site.folder)
    commit(site.folder, {}, "2025-03-01")
    git(site.folder, "tag", "read")
    for number, what in enumerate(["nothing", *edits]):
        EDITS[what](site, number + 10)
        warm = site.build("serve")
        served = warm.same_bytes()
        with sites.new_plugins():
            with_cache = Site(site.folder).build().same_bytes()
            shutil.rmtree(site.folder / ".cache")
            cold = Site(site.folder).build()

        assert warm.stopped == cold.stopped
        assert served == cold.same_bytes(), edits[: number + 1]
        assert with_cache == cold.same_bytes(), edits[: number + 1]


def test_all_pngs_are_rendered_by_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = set[str]()
    render = PngTask.png

    def rendering(task: PngTask) -> bytes:
        seen.add(threading.current_thread().name)
        return render(task)

    monkeypatch.setattr(PngTask, "png", rendering)
    with ThreadPoolExecutor(1, "png") as thread, ThreadPoolExecutor(4) as readers:
        queue = PngQueue(Cache(None), on_request=True, thread=thread)
        for n in range(4):
            queue.png(f"{n}.png", PngTask(PIE, scale=n + 1))
        pngs = [*readers.map(queue.requested, [f"{n % 4}.png" for n in range(12)])]

    assert all(png and png.startswith(b"\x89PNG") for png in pngs)
    assert seen == {"png_0"}
