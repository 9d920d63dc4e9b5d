"""Check, fix and create the files of an index."""
