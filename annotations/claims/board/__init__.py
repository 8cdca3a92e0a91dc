"""The claims board without a screen: its rows and cells, and how they are laid out."""
