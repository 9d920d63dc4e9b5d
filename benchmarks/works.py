"""The measures: one for each row of the table."""

from __future__ import annotations

from benchmarks.table import Work

_B = "B"
_POST = "a post in B"
_OWN = "the same without model pages"
_YAML = "PyYAML's C loader"
_EXEC = "markdown-exec"
_MACROS = "mkdocs-macros"

SIZES = (200, 2_000, 20_000)

WORKS = (
    Work("build-cold", "Build with model pages, cold", _B, "ratio", 2),
    Work("build-warm", "Build with model pages, warm", _B, "ratio", 1.3),
    Work("build-cards", "Build with model pages and cards, warm", _B, "ratio", None),
    Work("bare-cold", "Build without model pages, cold", _B, "ratio", 1.6),
    Work("bare-warm", "Build without model pages, warm", _B, "ratio", 1.15),
    Work("five-warm", "Build of five posts with 30 figures, warm", "the same pasted", "ratio", 1.2),
    Work("diff", "osai diff after a model was changed", "build with model pages, warm", "ratio", 1),
    Work("pages-5000", "Build with the pages of 5,000 models, warm", "", "s", 12),
    Work("own-post", "Our own site: a post saved, to the page ready", _OWN, "ratio", 1.2),
    Work("own-seconds", "… in seconds", "", "s", 2),
    Work("serve-post", "Serve: a post saved, to the page ready", _POST, "ratio", 1.2),
    Work("serve-post-built", "… the build alone, as MkDocs says", _POST, "ratio", None),
    Work("serve-note", "Serve: a note in a model saved, to the page ready", _POST, "ratio", 1.3),
    Work("serve-note-built", "… the build alone, as MkDocs says", _POST, "ratio", None),
    Work(
        "serve-class", "Serve: a class saved, to a post and the model's page", _POST, "ratio", 1.5
    ),
    Work("serve-class-built", "… the build alone, as MkDocs says", _POST, "ratio", None),
    Work(
        "serve-origin", "Serve: the origin of a model saved, to the page ready", _POST, "ratio", 1.3
    ),
    Work("serve-origin-built", "… the build alone, as MkDocs says", _POST, "ratio", None),
    Work("serve-first", "The first request of a page from data", "the second one", "ms", 50),
    *(Work(f"read-{n}", f"Read {n:,} files, cold", _YAML, "ratio", 1.5) for n in SIZES),
    Work("read-linear", "A file of the most files, cold", "a file of the fewest", "ratio", 1.2),
    *(Work(f"again-{n}", f"Read {n:,} files again", "cold", "%", 15) for n in SIZES),
    Work("memory-cold", "Memory, the most files read cold", "the libraries", "MB", 150),
    Work("memory-warm", "Memory, the most files read again", "the libraries", "MB", 150),
    Work("tally-first", "A tally of origins, first", "", "ms", 20),
    Work("tally-again", "A tally of origins, repeated", "", "ms", 1),
    Work("tally-others-first", "The slowest of five other tallies, first", "", "ms", 20),
    Work("tally-others-again", "The slowest of five other tallies, repeated", "", "ms", 1),
    Work("tally-many-first", "A tally of 5,000 organisations, first", "", "ms", None),
    Work("tally-many-again", "A tally of 5,000 organisations, repeated", "", "ms", None),
    Work("history-first", "History listed and read, first", "", "s", 10),
    Work("history-again", "History listed and read, repeated", "", "s", 0.2),
    Work("history-months", "An index for each month of it, repeated", "", "s", None),
    Work("exec-warm", "What the posts add to a build, warm", _EXEC, "faster", 5),
    Work("exec-warm-whole", "Build of the posts, warm", _EXEC, "faster", None),
    Work("exec-cold", "Build of the posts, cold", _EXEC, "ratio", 1),
    Work("macros-warm", "What the posts add to a build, warm", _MACROS, "faster", None),
    Work("macros-warm-whole", "Build of the posts, warm", _MACROS, "faster", None),
    Work("macros-cold", "Build of the posts, cold", _MACROS, "ratio", 1),
    Work("exec-one-warm", "What one post adds to a build, warm", _EXEC, "faster", 5),
    Work("exec-one-warm-whole", "Build of one post, warm", _EXEC, "faster", None),
    Work("exec-one-cold", "Build of one post, cold", _EXEC, "ratio", 1),
    Work("macros-one-cold", "Build of one post, cold", _MACROS, "ratio", 1),
)
