"""What `mkdocs serve` needs."""
