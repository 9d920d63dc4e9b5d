"""Drawings → SVG and PNG."""
