"""The claims board: its screen, two articles side by side, and its export."""
