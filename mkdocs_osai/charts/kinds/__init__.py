"""A module for each kind of chart, with `prepare` and `draw`."""
