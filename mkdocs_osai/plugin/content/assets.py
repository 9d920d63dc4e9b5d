"""The style sheet and the scripts of a site: its pages load them, and it has their files."""

from __future__ import annotations

from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from mkdocs_osai.views.assets import FIGURES_SCRIPT, SCRIPT, STYLE, figures_script, joined


class Assets:
    """The style sheet and the scripts of one build.

    Args:
        site: the configuration of the site.
        pages: whether the site has pages from data, which have a script of their own.

    Attributes:
        files: the files that were added.
    """

    def __init__(self, site: MkDocsConfig, *, pages: bool) -> None:
        self.site = site
        self.files: list[File] = []
        self._scripts = {SCRIPT: joined(".js")} if pages else {}
        self._scripts[FIGURES_SCRIPT] = figures_script()

    def load(self) -> None:
        """Make all pages load them."""
        site = self.site
        if STYLE not in site.extra_css:
            site.extra_css.append(STYLE)
        for path in self._scripts:
            if path not in map(str, site.extra_javascript):
                script = ExtraScriptValue(path)
                script.defer = True
                site.extra_javascript.append(script)

    def add(self, files: Files) -> None:
        """Add them to the files of the site, unless the author has files of the same name."""
        for path, content in {STYLE: joined(".css"), **self._scripts}.items():
            if files.get_file_from_path(path) is None:
                file = File.generated(
                    self.site, path, content=content, inclusion=InclusionLevel.NOT_IN_NAV
                )
                files.append(file)
                self.files.append(file)
