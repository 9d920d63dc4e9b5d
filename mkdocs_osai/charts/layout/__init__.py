"""Where labels, axes and legends go."""
