"""`python -m macros.commands.picture site`: make the README's picture of a calculator anew, and its caption."""

import argparse
import os
import re
import struct
import sys
import threading
import zlib
from collections.abc import Sequence
from pathlib import Path

from calculators.catalog import Catalog
from calculators.registry import run
from macros.commands.serve import open_server
from macros.data.examined import read

PICTURE = "images/guide.png"
PAGE = "rpo-rto/"
CAPTION = re.compile(rf"!\[([^\]]*)\]\({re.escape(PICTURE)}\)")
PNG_START = 8
"""Bytes before the first chunk of a PNG file."""
PNG_HEAD = 25
"""Bytes of its first chunk."""


def caption(catalog: Catalog) -> str:
    """Return the words of the picture, with the first figure of the answer that it shows."""
    report = run("rpo_bandwidth", {}, catalog)
    answer = report.answers[0]
    return f"The {report.title} calculator with its example answer: {answer.label}, {answer.value}"


def described(png: bytes, words: str) -> bytes:
    """Return a PNG file that holds what it shows in words, in plain Latin letters."""
    chunk = b"tEXt" + b"Description\0" + words.encode("latin-1", "replace")
    end = PNG_START + PNG_HEAD
    return png[:end] + struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk)) + png[end:]


def description(png: bytes) -> str:
    """Return the words that `described` put into a PNG file, or nothing."""
    at = png.find(b"tEXtDescription\0")
    if at < 0:
        return ""
    (length,) = struct.unpack(">I", png[at - 4 : at])
    return png[at + len(b"tEXtDescription\0") : at + 4 + length].decode("latin-1")


def shot(site: Path, figure: str) -> bytes:
    """Return a picture of the answer once the page works it out itself. `figure` must stand in it."""
    from playwright.sync_api import expect, sync_playwright  # noqa: PLC0415  # of the tests, not of the site

    server = open_server(site, 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with sync_playwright() as playwright:
            options = ["--no-sandbox", "--disable-gpu"]
            browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM"), args=options)
            page = browser.new_page(viewport={"width": 1280, "height": 940})
            page.goto(f"http://127.0.0.1:{server.server_port}/{PAGE}")
            expect(page.locator(".hb-status")).to_contain_text("Up to date", timeout=60_000)
            answer = page.locator(".hb-short").first
            expect(answer).to_contain_text(figure)
            return page.screenshot(animations="disabled")
    finally:
        server.shutdown()
        server.server_close()


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the picture and its caption, and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m macros.commands.picture", description="Make the README's picture.")
    parser.add_argument("site", type=Path, help="the built site")
    site = parser.parse_args(arguments).site
    root = Path.cwd()
    catalog = read(root / "data").catalog
    words = caption(catalog)
    png = shot(site, run("rpo_bandwidth", {}, catalog).answers[0].value)
    (root / PICTURE).write_bytes(described(png, words))
    readme = root / "README.md"
    readme.write_text(CAPTION.sub(f"![{words}]({PICTURE})", readme.read_text("utf-8")), "utf-8")
    print(f"{PICTURE}: {words}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
