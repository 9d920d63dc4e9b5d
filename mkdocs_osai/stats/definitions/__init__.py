"""Definitions as data: conditions over the facts of an index, such as those of open source AI."""
