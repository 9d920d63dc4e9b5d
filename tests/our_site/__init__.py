"""What a reader of our own site is promised, seen in a browser."""
