"""What fills the rows of the table."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from time import sleep

from benchmarks import history, indexes, rivals, sites
from benchmarks.measuring import ROOT, Run, ask, in_turns, least, run
from benchmarks.serving import Server
from benchmarks.table import Figure
from benchmarks.works import SIZES
from mkdocs_osai import load
from mkdocs_osai.views.urls import page_urls
from tests.repositories import a_long_history, a_repository, commit

MODELS = ROOT / "models"
POST = "docs/blog/posts/post-02.md"
"""It tells the share of models from China in 2024, and has bars of the weights of base models."""

Rows = Iterator[tuple[str, Figure]]


@dataclass(frozen=True)
class Measure:
    """How much is measured.

    Attributes:
        folder: where sites and indexes are made.
        posts: of a site.
        rounds: of each build and each edit.
        sizes: of the indexes that are read.
        commits: of the history.
        models: of the index with a page for each.
    """

    folder: Path
    posts: int = sites.POSTS
    rounds: int = 7
    sizes: tuple[int, ...] = SIZES
    commits: int = history.COMMITS
    models: int = 5_000


def building(measure: Measure) -> Rows:
    """Whole builds of a site, and of the same with everything pasted.

    Raises:
        RuntimeError: the two sites do not say the same.
    """
    ours, theirs = _both(measure.folder / "building", measure.posts)
    bare = ours.with_name(sites.BARE)
    cold = shutil.copytree(ours.parent, measure.folder / "building/cold") / ours.name
    bare_cold = shutil.copytree(ours.parent, measure.folder / "building/bare") / bare.name
    cards = ours.with_name("cards.yml")
    sites.build(cards)
    runs = in_turns(
        measure.rounds,
        {
            "pasted": partial(sites.build, theirs),
            "build-warm": partial(sites.build, ours),
            "build-cold": partial(sites.build, cold, cold=True),
            "build-cards": partial(sites.build, cards),
            "bare-warm": partial(sites.build, bare),
            "bare-cold": partial(sites.build, bare_cold, cold=True),
        },
    )
    pasted = runs.pop("pasted")
    for name, taken in runs.items():
        yield name, Figure(taken, pasted)
    yield "diff", Figure(_diff(ours, measure.rounds), runs["build-warm"])
    ours, theirs = _both(measure.folder / "five", min(measure.posts, 5), 6)
    few = {"ours": partial(sites.build, ours), "pasted": partial(sites.build, theirs)}
    runs = in_turns(measure.rounds, few)
    yield "five-warm", Figure(runs["ours"], runs["pasted"])


def pages(measure: Measure) -> Rows:
    """A site with a page for each model of a large index."""
    models = measure.models
    site = sites.write(measure.folder / "pages", MODELS, [])
    shutil.rmtree(site.parent / "models")
    indexes.make(site.parent / "models", MODELS, models)
    sites.build(site)
    yield "pages-5000", Figure(least(sites.build(site) for _ in range(min(3, measure.rounds))))


def own(measure: Measure) -> Rows:
    """A post saved on this project's own site, with and without pages of models."""
    page = "docs/guide/writing.md"
    taken: dict[bool, list[Run]] = {True: [], False: []}
    address = "/guide/writing/"
    whole, bare = (sites.our_own(measure.folder / f"own-{p}", pages=p) for p in taken)
    with Server(whole, address) as with_pages, Server(bare, address) as without:
        for turn in range(measure.rounds + 1):
            for pages, server in ((True, with_pages), (False, without)):
                sleep(0.5 * turn / measure.rounds)
                text = _longer((server.site.parent / page).read_text("utf-8"))
                saved, _ = server.save(page, text)
                if turn > 0:
                    taken[pages].append(saved)
    ours, theirs = least(taken[True]), least(taken[False])
    yield "own-post", Figure(ours, theirs)
    yield "own-seconds", Figure(ours)


def serving(measure: Measure) -> Rows:
    """Edits while a site is served: of a post in both, and of models in ours."""
    ours, theirs = _both(measure.folder / "serving", measure.posts)
    built = theirs.parent / "site"
    address = f"/{next(built.rglob('post-2/')).relative_to(built).as_posix()}/"
    taken: dict[str, list[tuple[Run, float]]] = {}
    with Server(theirs, address) as pasted, Server(ours, address) as computed:
        models = _models(ours.parent)
        sources = page_urls(load(ours.parent / "models")).models
        rounds = 2 * measure.rounds
        for turn in range(rounds + 1):
            model = next(models)
            edits = [
                ("pasted", pasted, POST, _longer, True),
                ("post", computed, POST, _longer, True),
                ("note", computed, model, _noted, False),
                ("class", computed, model, _graded, True),
                ("origin", computed, model, _moved, True),
            ]
            for name, server, file, edited, changes in edits:
                # The watch looks every half second: each turn begins at another moment of it.
                sleep(0.5 * turn / rounds)
                text = edited((server.site.parent / file).read_text("utf-8"))
                also = _address(sources[Path(model).stem]) if name == "class" else None
                saved = server.save(file, text, changes=changes, also=also)
                if turn > 0:
                    taken.setdefault(name, []).append(saved)
        first = computed.first([_address(source) for source in sorted(sources.values())[-10:]])
    whole = {name: least(run for run, _ in saved) for name, saved in taken.items()}
    build = {name: Run(min(built for _, built in saved)) for name, saved in taken.items()}
    for name in ("post", "note", "class", "origin"):
        yield f"serve-{name}", Figure(whole[name], whole["pasted"])
        yield f"serve-{name}-built", Figure(build[name], build["pasted"])
    yield "serve-first", Figure(first)


def reading(measure: Measure) -> Rows:
    """Indexes of several sizes, in processes of their own: time, memory, tallies."""
    cold: dict[int, Run] = {}
    for size in measure.sizes:
        folder = indexes.make(measure.folder / f"index-{size}", MODELS, size)
        caches = iter(measure.folder / f"cache-{size}-{turn}" for turn in range(1_000))
        rounds = measure.rounds if size < 10_000 else min(3, measure.rounds)
        runs = in_turns(
            rounds,
            {
                "yaml": lambda: Run(*ask("load_yaml", folder)),  # noqa: B023
                "cold": lambda: Run(*ask("read", folder, next(caches))),  # noqa: B023
                "again": lambda: Run(*ask("read", folder, measure.folder / f"cache-{size}-0")),  # noqa: B023
            },
        )
        cold[size] = runs["cold"]
        yield f"read-{size}", Figure(runs["cold"], runs["yaml"])
        yield f"again-{size}", Figure(runs["again"], runs["cold"])
    fewest, most = min(cold), max(cold)
    a_file = {size: Run(cold[size].seconds / size) for size in (fewest, most)}
    yield "read-linear", Figure(a_file[most], a_file[fewest])
    folder, cache = measure.folder / f"index-{most}", measure.folder / f"cache-{most}-0"
    for name, where, more in (
        ("cold", measure.folder / "cache-memory", ["pydantic"]),
        ("warm", cache, []),
    ):
        libraries = min(ask("libraries", *more) for _ in range(min(3, measure.rounds)))
        yield f"memory-{name}", Figure(Run(ask("memory", folder, where)), Run(libraries))
    tallies = ask("tally", folder, cache)
    named = {"": ["national_origins"], "many-": ["organizations"]}
    named["others-"] = [name for name in tallies if [name] not in named.values()]
    for name, dimensions in named.items():
        for place, turn in enumerate(("first", "again")):
            slowest = max(tallies[dimension][place] for dimension in dimensions)
            yield f"tally-{name}{turn}", Figure(Run(slowest))


def past(measure: Measure) -> Rows:
    """The history of an index, and the same in another process."""
    folder = measure.folder / "past"
    repository = a_long_history(folder / "index.git", measure.commits, history.FILES)
    for turn in ("first", "again"):
        parts = dict(ask("history", repository, folder / "cache"))
        months = parts.pop("months as indexes")
        yield f"history-{turn}", Figure(Run(sum(parts.values())))
    yield "history-months", Figure(Run(months))


def rivalry(measure: Measure) -> Rows:
    """The same posts by other means.

    Raises:
        RuntimeError: markdown-exec is not installed.
    """
    if find_spec("markdown_exec") is None:
        raise RuntimeError(
            "markdown-exec is not installed; .venv/bin/pip install --editable '.[bench]' does it"
        )
    for name, posts in (("", measure.posts), ("-one", 1)):
        folder = measure.folder / f"rivals{name}"
        ours = rivals.ours(folder / "ours", MODELS, posts).with_name(sites.BARE)
        pasted = sites.pasted(ours, folder / "pasted")
        runs = in_turns(
            measure.rounds,
            {
                "pasted": partial(sites.build, pasted),
                "cold": partial(sites.build, ours, cold=True),
                "warm": partial(sites.build, ours),
                "exec": partial(sites.build, rivals.executed(folder / "exec", MODELS, posts)),
                "macros": partial(sites.build, rivals.macros(folder / "macros", MODELS, posts)),
            },
        )
        added = {key: _more(run, runs["pasted"]) for key, run in runs.items()}
        for rival in ("exec", "macros"):
            yield f"{rival}{name}-warm", Figure(added["warm"], added[rival])
            yield f"{rival}{name}-warm-whole", Figure(runs["warm"], runs[rival])
            yield f"{rival}{name}-cold", Figure(runs["cold"], runs[rival])


SUITES = {
    "build": building,
    "pages": pages,
    "own": own,
    "serve": serving,
    "read": reading,
    "history": past,
    "rivals": rivalry,
}


def _both(folder: Path, posts: int, figures: int = 3) -> tuple[Path, Path]:
    """A site that computes, with model pages, and one with everything pasted that has none.

    Raises:
        RuntimeError: without model pages, the two are not the same.
    """
    ours = sites.computed(folder / "computed", MODELS, posts, figures)
    bare = ours.with_name(sites.BARE)
    theirs = sites.pasted(bare, folder / "pasted")
    for site in (bare, theirs):
        sites.build(site)
    if differing := sites.differences(bare, theirs):
        raise RuntimeError(f"the two sites do not say the same: {', '.join(differing[:5])}")
    sites.build(ours)
    return ours, theirs


def _diff(site: Path, rounds: int) -> Run:
    """`osai diff` of a site one of whose models was changed, in a process of its own."""
    folder = site.parent
    commit(a_repository(folder), {".gitignore": ".cache/\nsite/\n"})
    model = folder / next(_models(folder))
    model.write_text(_noted(model.read_text("utf-8")), encoding="utf-8")
    command = ("-c", "from mkdocs_osai.cli import main; main()", "diff", "HEAD", "-f", site.name)
    return least(run(*command, cwd=folder) for _ in range(rounds))


def _address(source: str) -> str:
    """The address of a page, by its source."""
    return f"/{source.removesuffix('.md')}/"


def _models(site: Path) -> Iterator[str]:
    """Models whose edits show: from China in 2024, with open weights of their base models."""
    for path in sorted((site / "models").glob("*.yaml")):
        text = path.read_text("utf-8")
        if all(mark in text for mark in (_ORIGIN, _RELEASED, _WEIGHTS)):
            yield f"models/{path.name}"


_ORIGIN = "  origin: China\n"
_RELEASED = "  releasedate: 2024"
_WEIGHTS = "weights_basemodel:\n  class: open\n"


def _longer(post: str) -> str:
    return f"{post}\nSaved once more, at {len(post)} characters.\n"


def _noted(model: str) -> str:
    return model.replace("datasheet:\n", "datasheet:\n  notes: Seen.\n")


def _graded(model: str) -> str:
    return model.replace(_WEIGHTS, _WEIGHTS.replace("open", "closed"))


def _moved(model: str) -> str:
    return model.replace(_ORIGIN, _ORIGIN.replace("China", "Japan"))


def _more(run: Run, pasted: Run) -> Run:
    """What a run took more than another; a hundredth of a second, where that is nothing."""
    cpu = None if run.cpu is None or pasted.cpu is None else max(run.cpu - pasted.cpu, 0.01)
    return Run(max(run.seconds - pasted.seconds, 0.01), cpu)
