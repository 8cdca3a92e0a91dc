"""What articles and annotations have to do with each other: marks of a library, suggestions, imports."""
