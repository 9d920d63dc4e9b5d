"""Facts of an index as HTML: the pages that are made from data, whatever builds the site.

What a page shows is a template in `templates/`; what it is filled with is a function beside it.
"""
