"""The help, and the list of all commands."""
