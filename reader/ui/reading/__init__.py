"""Reading one article."""
