"""The options of the plugin.

The guide's page of options is made from this class: types and defaults from the options, texts and
examples from their docstrings.
"""

from __future__ import annotations

from mkdocs.config import base
from mkdocs.config import config_options as c
from mkdocs.config.defaults import MkDocsConfig

from mkdocs_osai.plugin.other_plugins import language_of
from mkdocs_osai.website.settings import SiteSettings


class OsaiConfig(base.Config):
    """The options under `osai:` in the plugins of mkdocs.yml."""

    models_dir = c.Type(str, default="models")
    """The folder of YAML files, relative to mkdocs.yml; it can be outside the repository. It cannot
    be a symbolic link out of the repository or the site: name the folder itself.

    Example:
        ```yaml
        plugins:
          - osai:
              models_dir: ../database
        ```
    """

    indexes = c.DictOfItems(c.Type(str), default={})
    """Other indexes by name; a page uses one with `osai: {index: name}` in its front matter.
    Each is a folder, relative to mkdocs.yml, or a bare clone of a repository with one; the name of
    the clone must end in `.git`.

    Example:
        ```yaml
        plugins:
          - osai:
              indexes:
                small: ../small-index
                drafts: ../drafts.git
        ```
    """

    pages = c.Type(bool, default=True)
    """Whether the site has the database, and a page for each model and category.

    Example:
        ```yaml
        plugins:
          - osai:
              pages: false
        ```
    """

    page_rendering = c.Choice(("auto", "theme"), default="auto")
    """How the pages of models, categories and evidence are rendered. With `auto`, the theme and the
    plugins render one page of each kind, and the others are made from it; a build compares one of
    them with what the theme makes of it, and lets the theme render each if they differ. With
    `theme`, MkDocs renders each page. Set this if a plugin or an override of the theme must see
    each of these pages, such as Material's `social` plugin.

    Example:
        ```yaml
        plugins:
          - osai:
              page_rendering: theme
        ```
    """

    cards = c.Type(bool, default=True)
    """Whether pages have metadata for other sites (title, description), and an image that is shown
    when they are shared: the card of a model, or the first figure of a page.

    Example:
        ```yaml
        plugins:
          - osai:
              cards: false
        ```
    """

    nouns = c.ListOfItems(c.Type(str), default=[])
    """What the site calls the things that it counts, besides "models", "systems", "releases" and
    "entries". [Claims](claims.md) can have these words after a quantity.

    Example:
        ```yaml
        plugins:
          - osai:
              nouns: [chatbots, projects]
        ```
    """

    on_error = c.Choice(("fail", "warn"), default="fail")
    """What a build does if a page has errors: `fail` stops with all problems of the site, `warn`
    logs them and shows a dash in their place.

    Example:
        ```yaml
        plugins:
          - osai:
              on_error: warn
        ```
    """


def site_settings(site: MkDocsConfig) -> SiteSettings:
    """What pages and files need to know of the site."""
    return SiteSettings(
        name=site.site_name,
        url=site.site_url,
        directory_urls=site.use_directory_urls,
        language=language_of(site),
        description=site.site_description,
        repo_url=site.repo_url,
        edit_uri=site.edit_uri,
        docs_dir=site.docs_dir,
    )
