"""A page that leads on: for readers of an address that has changed."""

from __future__ import annotations

from mkdocs_osai.views.rendering import render


def redirect_page(address: str) -> str:
    """A whole page that leads to an address, without a script.

    Args:
        address: where to, relative to the page.

    Example:
        >>> '<a href="../b/">' in redirect_page("../b/")
        True
    """
    return render("redirect.html", address=address)
