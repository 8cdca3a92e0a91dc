"""Corpora and reading lists: files that hold many articles, or the addresses of many."""
