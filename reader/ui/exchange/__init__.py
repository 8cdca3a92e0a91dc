"""Exporting marks and taking marks in."""
