"""What the plugin adds to a site: pages, bylines, social cards."""
