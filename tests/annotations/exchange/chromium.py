"""A headless Chromium, spoken to over two pipes in its DevTools protocol."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

import pytest

from tests.conftest import IN_CI

_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
_FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --hide-scrollbars "
    "--disable-background-networking --disable-component-update --disable-sync "
    "--remote-debugging-pipe"
).split()


def program() -> str:
    """Where Chromium is; without it the test is skipped, in CI it fails."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        reason = "Chromium is missing: install it, so that the exported page can be opened"
        if IN_CI:
            pytest.fail(reason)
        pytest.skip(reason)
    return found


class Tab:
    """One page; ``requests`` are the addresses that it has asked for so far."""

    def __init__(self, reads: int, writes: int) -> None:
        self._reads = os.fdopen(reads, "rb")
        self._writes = os.fdopen(writes, "wb")
        self._asked = 0
        self._session: str | None = None
        self.requests: list[str] = []
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        found = self.ask("Target.attachToTarget", targetId=target, flatten=True)
        self._session = found["sessionId"]
        for domain in ("Page", "Network", "Runtime"):
            self.ask(f"{domain}.enable")

    def __enter__(self) -> "Tab":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._writes.close()
        self._reads.close()

    def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Do one thing and give what came of it."""
        self._asked += 1
        asked: dict[str, Any] = {"id": self._asked, "method": method, "params": parameters}
        if self._session is not None:
            asked["sessionId"] = self._session
        self._writes.write(json.dumps(asked).encode() + b"\0")
        self._writes.flush()
        while True:
            heard = self._hear()
            if heard.get("id") == self._asked:
                assert "error" not in heard, heard
                result: dict[str, Any] = heard["result"]
                return result

    def open(self, page: Path, *, width: int = 1200, scheme: str = "light") -> None:
        """Show a file at so many pixels across, and wait until it is there."""
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
        self.ask("Emulation.setDeviceMetricsOverride", **size)
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.ask("Emulation.setEmulatedMedia", features=features)
        self.ask("Page.navigate", url=page.as_uri())
        while self.value("document.readyState") != "complete":
            self._hear()

    def value(self, expression: str) -> Any:
        """What an expression comes to on the page."""
        found = self.ask("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    def press(self, key: str) -> None:
        """Press a key and let it go; a letter is also typed."""
        code = {"Tab": 9, "Enter": 13}.get(key, ord(key[0].upper()))
        text = {"Enter": "\r"}.get(key, key if len(key) == 1 else "")
        for kind in ("keyDown", "keyUp"):
            event = {"type": kind, "key": key, "windowsVirtualKeyCode": code}
            self.ask("Input.dispatchKeyEvent", **event, **({"text": text} if text else {}))

    def _hear(self) -> dict[str, Any]:
        pieces = []
        while (byte := self._reads.read(1)) != b"\0":
            assert byte, "Chromium ended"
            pieces.append(byte)
        heard: dict[str, Any] = json.loads(b"".join(pieces))
        if heard.get("method") == "Network.requestWillBeSent":
            self.requests.append(heard["params"]["request"]["url"])
        return heard


@contextmanager
def tab(profile: Path) -> Iterator[Tab]:
    """A page in a Chromium of its own, with an empty profile."""
    reads_here, writes_there = os.pipe()
    reads_there, writes_here = os.pipe()
    # The protocol wants to be read from 3 and written to 4.
    line = f'exec "$@" 3<&{reads_there} 4>&{writes_there}'
    words = ["bash", "-c", line, "bash", program(), *_FLAGS, f"--user-data-dir={profile}"]
    running = subprocess.Popen(
        words, pass_fds=(reads_there, writes_there), stderr=subprocess.DEVNULL
    )
    os.close(reads_there)
    os.close(writes_there)
    try:
        with Tab(reads_here, writes_here) as found:
            yield found
    finally:
        running.terminate()
        running.wait()
