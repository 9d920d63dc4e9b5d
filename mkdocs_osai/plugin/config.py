"""The options of the plugin.

The guide's page of options is made from this class: types and defaults from the options, words and
examples from their docstrings.
"""

from __future__ import annotations

from mkdocs.config import base
from mkdocs.config import config_options as c


class OsaiConfig(base.Config):
    """What can stand under `osai:` in the plugins of mkdocs.yml."""

    models_dir = c.Type(str, default="models")
    """The folder of YAML files, relative to mkdocs.yml; it may lie outside the repository. A
    symbolic link may not lead to it from inside the repository or the site: name the folder itself.

    Example:
        ```yaml
        plugins:
          - osai:
              models_dir: ../database
        ```
    """

    indexes = c.DictOfItems(c.Type(str), default={})
    """Other indexes that a page can speak of, by name: `osai: {index: name}` in its front matter.
    A folder each, relative to mkdocs.yml, or a bare clone of a repository that holds one; the name
    of the clone has to end in `.git`.

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
    """Whether the site gets the database, and a page for each model and category.

    Example:
        ```yaml
        plugins:
          - osai:
              pages: false
        ```
    """

    cards = c.Type(bool, default=True)
    """Whether pages tell other sites their title and what they are about, and have an image for
    where somebody shares them: that of a model, or the first figure of a page.

    Example:
        ```yaml
        plugins:
          - osai:
              cards: false
        ```
    """

    on_error = c.Choice(("fail", "warn"), default="fail")
    """What a build does when a page asks for what cannot be had: `fail` stops with every problem of
    the site, `warn` logs them and leaves the places empty.

    Example:
        ```yaml
        plugins:
          - osai:
              on_error: warn
        ```
    """
