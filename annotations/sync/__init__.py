"""Carrying one store between machines. ``synchronize`` and ``begin_with_git`` are its verbs."""

from annotations.sync.engine import Engine, Synced, synchronize
from annotations.sync.git_engine import GitEngine
from annotations.sync.git_setup import begin_with_git, open_git_engine

__all__ = ["Engine", "GitEngine", "Synced", "begin_with_git", "open_git_engine", "synchronize"]
