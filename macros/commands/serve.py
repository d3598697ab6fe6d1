"""Serve the built site on this machine: ``python -m macros.commands.serve site --port 8000``."""

import argparse
import atexit
import gzip
import hashlib
import os
import shutil
import sys
from collections.abc import Sequence
from functools import cache, lru_cache, partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from urllib.parse import urlsplit

from macros.publish.headers import ASK_AGAIN, Policy, content_type, read_policy
from macros.publish.offline import MANIFEST

HOST = "127.0.0.1"
MAX_PORT = 65535
OTHER_PORTS = (8001, 8002)
# Copies of a file that may stand beside it, the best first: how the answer calls them, and their ending.
ENCODINGS = (("br", ".br"), ("gzip", ".gz"))
# What any good host compresses by itself.
TEXTS = (".css", ".csv", ".html", ".js", ".json", ".md", ".mjs", ".svg", ".txt", ".xml")


class SiteHandler(SimpleHTTPRequestHandler):
    """Answer from the site's folder, with the headers that a careful host would send."""

    protocol_version = "HTTP/1.1"
    encoding = ""
    """The encoding of the file that is sent."""
    varies = False
    """Whether another encoding of it could have been sent."""

    def handle_one_request(self) -> None:
        """Answer a request; nothing of the last one on the same connection counts."""
        self.encoding, self.varies = "", False
        super().handle_one_request()

    def translate_path(self, path: str) -> str:
        """Return the file to send for an address: a packed copy beside it, if the browser can unpack it."""
        # No file has a name with a NUL or with half of a letter, and asking for one is no error of the server.
        file = super().translate_path(path).replace("\0", "?").encode("utf-8", "replace").decode("utf-8")
        # The base class looks for the page of a folder only after this.
        page = str(Path(file, "index.html")) if path.partition("?")[0].endswith("/") else file
        if not Path(page).is_file():
            return file
        packed = [(name, page + ending) for name, ending in ENCODINGS if Path(page + ending).is_file()]
        is_text = Path(page).suffix in TEXTS
        if not packed and not is_text:
            return page
        self.varies = True
        wanted = accepted(self.headers.get("Accept-Encoding", ""))
        if is_text and not packed and "gzip" in wanted:
            packed = [("gzip", str(packed_text(page, Path(page).stat().st_mtime_ns)))]
        self.encoding, chosen = next((item for item in packed if item[0] in wanted), ("", page))
        return chosen

    def guess_type(self, path: Any) -> str:
        """Return the type of a file, which packing does not change."""
        return content_type(str(path).removesuffix(dict(ENCODINGS).get(self.encoding, "")))

    def list_directory(self, path: Any) -> None:
        """Answer for a folder without a page as for any unknown address."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_response(self, code: int, message: str | None = None) -> None:
        """Start an answer; the caching header depends on its status."""
        self.status = code
        super().send_response(code, message)

    def end_headers(self) -> None:
        """Add the headers that every answer carries."""
        policy = current_policy(Path(self.directory))
        kept = self.status in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED)
        caching = policy.caching(urlsplit(self.path).path) if kept else ASK_AGAIN
        self.send_header("Cache-Control", caching)
        for name, value in policy.everywhere.items():
            self.send_header(name, value)
        if self.encoding:
            self.send_header("Content-Encoding", self.encoding)
        if self.varies:
            self.send_header("Vary", "Accept-Encoding")
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
        self.send_header("Content-Type", content_type(page.name))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Print nothing: only errors are worth a line in the terminal."""


def current_policy(site: Path) -> Policy:
    """Return the policy for the site in ``site``, read anew after each build."""
    release = site / MANIFEST
    return _policy(site, release.stat().st_mtime_ns if release.is_file() else 0)


@lru_cache(maxsize=1)
def _policy(site: Path, state: int) -> Policy:
    return read_policy(site)


@cache
def packed_text(file: str, changed: int) -> Path:
    """Return a packed copy of a text file, made anew when the file has changed; `changed` in nanoseconds."""
    copy = _copies() / f"{hashlib.sha256(file.encode()).hexdigest()}-{changed}{Path(file).suffix}.gz"
    copy.write_bytes(gzip.compress(Path(file).read_bytes(), compresslevel=6, mtime=0))
    # A browser asks whether the file has changed since the time that it was told.
    os.utime(copy, ns=(changed, changed))
    return copy


@cache
def _copies() -> Path:
    folder = Path(mkdtemp(prefix="packed-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def accepted(header: str) -> set[str]:
    """Return the encodings that an Accept-Encoding header allows."""
    names = set()
    for part in header.lower().split(","):
        name, _, weight = part.partition(";")
        if weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000"):
            names.add(name.strip())
    return names


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


def unusable(port: int, error: OSError, target: str) -> str:
    """Return why a port cannot be had, and how to call a target of make with another."""
    other = OTHER_PORTS[port == OTHER_PORTS[0]]
    return f"Port {port} cannot be used: {error.strerror}. Choose another: make {target} PORT={other}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until Ctrl+C and return the exit status: 1 if the folder or the port cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m macros.commands.serve", description="Serve the built site.")
    parser.add_argument("folder", type=Path, help="the built site")
    parser.add_argument("--port", type=port_number, default=8000, help="default: 8000; 0 takes a free one")
    options = parser.parse_args(arguments)
    if not Path(options.folder, "index.html").is_file():
        print(f"{options.folder} holds no built site. Run `make site` first.", file=sys.stderr)
        return 1
    try:
        server = open_server(options.folder, options.port)
    except OSError as error:
        print(unusable(options.port, error, "serve"), file=sys.stderr)
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
