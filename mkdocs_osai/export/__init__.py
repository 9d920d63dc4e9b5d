"""Models → files for other programs: JSON, CSV, Parquet, Atom, citations."""
