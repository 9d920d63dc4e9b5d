"""The pages and data files that are generated from an index, independent of the site builder.

Each page has a template in `templates/`, and a function in a module that renders it.
"""
