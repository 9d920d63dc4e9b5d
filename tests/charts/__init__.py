"""The look of charts, in numbers."""
