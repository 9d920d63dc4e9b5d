"""Which parts of a page are templates, and mistakes in them."""
