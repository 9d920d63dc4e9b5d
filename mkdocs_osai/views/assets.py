"""The style sheet and the script of the site, each joined from several files."""

from __future__ import annotations

from importlib.resources import files


def joined(ending: str) -> str:
    """The files of `plugin/assets/` with an ending, one after the other.

    Example:
        >>> "osaiPages" in joined(".js")
        True
    """
    folder = files("mkdocs_osai").joinpath("plugin/assets")
    own = sorted(file.name for file in folder.iterdir() if file.name.endswith(ending))
    return "\n".join(folder.joinpath(name).read_text("utf-8") for name in own)
