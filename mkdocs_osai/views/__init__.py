"""Facts of an index as HTML: the pages that are made from data, whatever builds the site.

What a page shows is a template in `templates/`; what it is filled with is a function beside it.
"""

from mkdocs_osai.views.addresses import Addresses, addresses
from mkdocs_osai.views.pages import Made, Site, pages

__all__ = ["Addresses", "Made", "Site", "addresses", "pages"]
