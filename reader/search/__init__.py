"""Finding words in the texts of a library, and in what was said of them."""
