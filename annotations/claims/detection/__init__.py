"""Which sentences of a text are worth checking, and why."""
