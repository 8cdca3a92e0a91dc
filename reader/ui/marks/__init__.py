"""The list of marks."""
