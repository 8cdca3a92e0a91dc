"""The reader: articles, pages, screens and the command line. Take names from its modules."""
