"""Serve the built site on this machine: ``python -m macros.serve site --port 8000``."""

import argparse
import sys
from collections.abc import Sequence
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

HOST = "127.0.0.1"
MAX_PORT = 65535
# The name of every folder below this one is a hash of what the folder holds.
IMMUTABLE = "/assets/runtime/"


class SiteHandler(SimpleHTTPRequestHandler):
    """Answer from the site's folder, with the headers that a careful host would send."""

    protocol_version = "HTTP/1.1"
    # Spelled out, because a machine's own table of types may say otherwise, and a browser refuses
    # a module or a .wasm file of another type.
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".css": "text/css; charset=utf-8",
        ".csv": "text/csv; charset=utf-8",
        ".html": "text/html; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".json": "application/json",
        ".md": "text/markdown; charset=utf-8",
        ".mjs": "text/javascript; charset=utf-8",
        ".svg": "image/svg+xml",
        ".txt": "text/plain; charset=utf-8",
        ".wasm": "application/wasm",
        ".whl": "application/zip",
        ".zip": "application/zip",
    }

    def send_response(self, code: int, message: str | None = None) -> None:
        """Start an answer; the caching header depends on its status."""
        self.status = code
        super().send_response(code, message)

    def end_headers(self) -> None:
        """Add the headers that every answer carries."""
        kept = self.status in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED)
        immutable = kept and urlsplit(self.path).path.startswith(IMMUTABLE)
        self.send_header("Cache-Control", "public, max-age=31536000, immutable" if immutable else "no-cache")
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the site's own page for an unknown address, else with the plain one."""
        page = Path(self.directory, "404.html")
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        self.log_error("not found: %s", self.path)
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", self.extensions_map[".html"])
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Print nothing: only errors are worth a line in the terminal."""


class SiteServer(ThreadingHTTPServer):
    """Serve each request in a thread of its own."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Report a fault, unless the browser only went away in the middle of an answer."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def open_server(folder: Path, port: int) -> SiteServer:
    """Return a server for ``folder`` that listens on ``port``, or on a free port for 0; raises OSError."""
    return SiteServer((HOST, port), partial(SiteHandler, directory=str(folder)))


def port_number(text: str) -> int:
    """Return the port that ``text`` names, 0 to 65535; raises ArgumentTypeError."""
    if not text.isdecimal() or int(text) > MAX_PORT:
        raise argparse.ArgumentTypeError(f"'{text}' is not a port. Give a number from 0 to {MAX_PORT}.")
    return int(text)


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until Ctrl+C and return the exit status: 1 if the folder or the port cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m macros.serve", description="Serve the built site.")
    parser.add_argument("folder", type=Path, help="the built site")
    parser.add_argument("--port", type=port_number, default=8000, help="default: 8000; 0 takes a free one")
    options = parser.parse_args(arguments)
    if not Path(options.folder, "index.html").is_file():
        print(f"{options.folder} holds no built site. Run `make site` first.", file=sys.stderr)
        return 1
    try:
        server = open_server(options.folder, options.port)
    except OSError as error:
        print(
            f"Port {options.port} cannot be used: {error.strerror}. Choose another: make serve PORT=8001",
            file=sys.stderr,
        )
        return 1
    with server:
        try:
            print(f"The guide is at http://{HOST}:{server.server_port}/ (stop with Ctrl+C)", flush=True)
            server.serve_forever()
        except KeyboardInterrupt:
            print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
