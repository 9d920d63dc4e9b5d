"""What is counted: tallies, tables and series."""
