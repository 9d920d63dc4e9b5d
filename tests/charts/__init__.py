"""What a chart is promised to look like, in numbers."""
