"""Benchmarks: `make bench`. They measure and print; no test depends on what comes out."""
