"""The layout of text, labels, axes and legends."""
