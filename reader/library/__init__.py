"""The articles of a library: which there are, what is known of each, and how far they were read."""
