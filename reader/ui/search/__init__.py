"""Finding words in all articles."""
