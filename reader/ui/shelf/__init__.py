"""The shelf: the list of all articles, and what was read and marked of them."""
