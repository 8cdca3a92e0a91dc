"""A pause between two steps of long work, in which keys are obeyed."""

import asyncio
from collections.abc import Callable

from textual.message_pump import MessagePump


def after(seconds: float, node: MessagePump, callback: Callable[[], object]) -> None:
    """Call back once the seconds have passed, unless the screen is closed by then.

    Textual's ``set_timer`` leaves its one call out where the machine is busy for longer than
    that as the timer starts: of a chain of short pauses one would be the last.
    """
    asyncio.get_running_loop().call_later(seconds, node.call_later, callback)
