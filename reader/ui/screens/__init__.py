"""The full screens, each in its own module, imported when it is first opened."""
