"""Marks that the reader has to decide about: their article changed, or they changed in two places."""
