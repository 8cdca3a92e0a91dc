"""The user's own editor, for a note."""

import os
import shlex
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from textual.app import App, SuspendNotSupported

from reader.errors import ReaderError
from reader.ui.guards import lent_screen


class EditorError(ReaderError):
    """The user's editor could not be run, or gave nothing back."""


def edit_outside(app: "App[Any]", text: str, editor: str | None) -> str:
    """The text as the user's editor left it; the screen is theirs meanwhile.

    ``editor`` is the settings' command, else ``$VISUAL``, else ``$EDITOR``, else ``vi``.

    Raises:
        EditorError: it cannot be run, ended with an error, or left something unreadable; the
            file it worked on is kept then, and named.
    """
    command = editor or os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    handle, name = tempfile.mkstemp(suffix=".md", prefix="note-")
    file = Path(name)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write(text)
    try:
        with lent_screen(app):
            status = subprocess.call([*shlex.split(command), str(file)])
        edited = file.read_text(encoding="utf-8")
    except (OSError, ValueError, SuspendNotSupported) as error:
        raise EditorError(f"{command} could not be used as an editor ({error}).") from error
    if status:
        raise EditorError(f"{command} ended with status {status}; what it wrote is in {file}.")
    file.unlink()
    return edited.removesuffix("\n") if not text.endswith("\n") else edited
