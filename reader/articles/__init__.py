"""An article: its text, what it is made of, and what it points to."""
