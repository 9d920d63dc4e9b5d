"""The style sheet and the scripts of a site: their paths, and their texts from several files."""

from __future__ import annotations

from importlib.resources import files

STYLE = "osai/osai.css"
SCRIPT = "osai/osai.js"
FIGURES_SCRIPT = "osai/figures.js"
FIGURES = "figures.js"


def joined(ending: str) -> str:
    """The files of `plugin/assets/` with an ending, one after the other, without that of figures.

    Example:
        >>> "osaiPages" in joined(".js")
        True
    """
    folder = files("mkdocs_osai").joinpath("plugin/assets")
    own = sorted(f.name for f in folder.iterdir() if f.name.endswith(ending) and f.name != FIGURES)
    return "\n".join(folder.joinpath(name).read_text("utf-8") for name in own)


def figures_script() -> str:
    """The script of figures without indentation and comments: every page with a figure loads it."""
    text = files("mkdocs_osai").joinpath("plugin/assets", FIGURES).read_text("utf-8")
    lines = (line.partition("// ")[0].strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("/*"))
