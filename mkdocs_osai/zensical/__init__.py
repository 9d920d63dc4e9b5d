"""The macros on Zensical, which runs no plugins but loads modules with `define_env`.

    plugins:
      - macros:
          modules: [mkdocs_osai.zensical]
          j2_extensions: [mkdocs_osai.zensical.Templates]
          include_dir: models

Macros cannot add files in Zensical, so the images and data of a figure are in the page itself.
`include_dir` makes Zensical render pages again when a model changes; without it they are stale.
"""

from mkdocs_osai.zensical.environment import Templates, define_env

__all__ = ["Templates", "define_env"]
