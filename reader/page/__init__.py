"""Lines, pages and motions over a text, in pure Python: no screen, no article files, no marks."""
