"""Models → files for other programs: JSON, CSV, Parquet, citations."""
