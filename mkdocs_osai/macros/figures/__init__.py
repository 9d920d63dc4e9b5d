"""Charts with their texts, tables and files."""
