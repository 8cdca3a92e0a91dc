"""Kinds of file, one module each: from the bytes to the content, or to the articles within."""
