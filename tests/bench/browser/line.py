"""Web servers behind an emulated line. Connections themselves are slow, so that workers get no way round it."""

import io
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import Any

from macros.commands.serve import HOST, SiteHandler, SiteServer

CHUNK = 16 * 1024
# What a line may catch up, in seconds: a thread sleeps a little longer than it was told.
CREDIT = 0.01
STEP = 0.05


class Line:
    """A line that all servers on it share."""

    def __init__(self, name: str, *, mbps: float | None = None, round_trip: float = 0) -> None:
        """`mbps` is None for as fast as the machine; `round_trip` in seconds."""
        self.name = name
        self.round_trip = round_trip
        self.is_cut = False
        self.sent = 0
        self._rate = mbps and mbps * 1e6 / 8
        self._free_at = 0.0
        self._last = time.monotonic()
        self._lock = threading.Lock()

    def carry(self, size: int) -> None:
        """Return when so many bytes have gone through."""
        with self._lock:
            self.sent += size
            self._last = now = time.monotonic()
            if self._rate is None:
                return
            self._free_at = max(self._free_at, now - CREDIT) + size / self._rate
            wait = self._free_at - now
        if wait > 0:
            time.sleep(wait)

    def wait_until_quiet(self, quiet: float, limit: float) -> None:
        """Return when nothing was sent for `quiet` seconds, at the latest after `limit` seconds."""
        start = time.monotonic()
        while time.monotonic() < min(start + limit, max(self._last, start) + quiet):
            time.sleep(STEP)


class _Metered(io.BufferedIOBase):
    """The way out of a server, onto a line."""

    def __init__(self, out: io.BufferedIOBase, line: Line) -> None:
        self._out, self._line = out, line

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        content = memoryview(data).cast("B")
        for start in range(0, len(content), CHUNK):
            piece = content[start : start + CHUNK]
            self._line.carry(len(piece))
            self._out.write(piece)
        return len(content)


class _OnLine(SimpleHTTPRequestHandler):
    """A round trip for each connection and one for each request; no answer at all while the line is cut."""

    disable_nagle_algorithm = True

    def __init__(self, *arguments: Any, line: Line, **options: Any) -> None:
        self.line = line
        super().__init__(*arguments, **options)

    def setup(self) -> None:
        super().setup()
        self.wfile = _Metered(self.wfile, self.line)
        time.sleep(self.line.round_trip)

    def parse_request(self) -> bool:
        if self.line.is_cut:
            self.close_connection = True
            return False
        time.sleep(self.line.round_trip)
        return super().parse_request()


class SiteHost(_OnLine, SiteHandler):
    """The site, as `make serve` sends it."""


class PeerHost(_OnLine):
    """A good host for everything else: gzip where a file has a `.gz` beside it, and browsers may keep all files."""

    protocol_version = "HTTP/1.1"
    extensions_map = SiteHandler.extensions_map

    def send_head(self) -> Any:
        file = Path(self.translate_path(self.path))
        packed = file.with_name(f"{file.name}.gz")
        if "gzip" not in self.headers.get("Accept-Encoding", "") or not packed.is_file():
            return super().send_head()
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(file.name))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(packed.stat().st_size))
        self.end_headers()
        return packed.open("rb")

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "public, max-age=31536000, immutable")
        # PyScript wants to share memory with its worker.
        self.send_header("Cross-Origin-Opener-Policy", "same-origin")
        self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
        super().end_headers()

    def log_message(self, format: str, *arguments: Any) -> None:
        """Print nothing: a page that misses a file fails its measurement."""


@contextmanager
def served(host: type[SiteHost | PeerHost], folder: Path, line: Line) -> Iterator[str]:
    """Serve a folder over a line; gives the address."""
    handler = partial(host, directory=str(folder), line=line)
    with SiteServer((HOST, 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://{HOST}:{server.server_port}/"
        server.shutdown()
