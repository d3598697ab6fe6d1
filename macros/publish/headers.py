"""The headers that the site is to be sent with: one list for `make serve`, for static hosts and for nginx.

``python -m macros.publish.headers site`` prints the part of an nginx configuration that serves the built site.
"""

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from macros.publish.scripts import script_hashes

HEADERS_FILE = "_headers"
FOREVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
# The name of every folder below this one is a hash of what the folder holds.
RUNTIME = "/assets/runtime/"
# What a page asks for first. If a host once sends another text in its place, trying again must help.
FACTS = "runtime.json"
# The type of every kind of file on the site. Spelled out, because a machine's own table may say otherwise, and a
# browser refuses a module or a .wasm file of another type.
TYPES = {
    ".bin": "application/octet-stream",
    ".br": "application/x-brotli",
    ".css": "text/css",
    ".csv": "text/csv",
    ".gz": "application/gzip",
    ".html": "text/html",
    ".ico": "image/x-icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript",
    ".json": "application/json",
    ".map": "application/json",
    ".md": "text/markdown",
    ".mjs": "text/javascript",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".wasm": "application/wasm",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".whl": "application/zip",
    ".xml": "text/xml",
    ".zip": "application/zip",
}
# What gains by being compressed: the texts, and what is like them.
GAINS = ("application/json", "application/wasm", "image/svg+xml")
# The style sheet and the typeface of every page are named by what they hold: eight digits before the ending.
HASHED = re.compile(r"^/assets/page/[\w-]+\.[0-9a-f]{8}\.(?:css|woff2)$")
# What is sent with every answer, besides the policy for content.
SAFETY = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


@dataclass(frozen=True, slots=True)
class Policy:
    """What a host is to send with the files of one built site."""

    everywhere: dict[str, str]
    """Headers of every answer."""

    hashed: tuple[str, ...]
    """Addresses of files outside the runtime whose names change with their content."""

    checked: tuple[str, ...]
    """Addresses of the pages and of what tells a browser that there is a new release."""

    runtime: tuple[str, ...]
    """Addresses of the runtime's files that never change; the one that tells of the others is not among them."""

    def caching(self, path: str) -> str:
        """Return the Cache-Control of an address that holds a file."""
        return FOREVER if path in self.runtime or path in self.hashed else ASK_AGAIN


def read_policy(site: Path) -> Policy:
    """Return the policy for the site that was built into ``site``."""
    files = sorted(f"/{file.relative_to(site).as_posix()}" for file in site.rglob("*") if file.is_file())
    pages = [path for path in files if path.endswith(".html")]
    return Policy(
        everywhere={"Content-Security-Policy": content_policy(script_hashes(read_pages(site)))} | SAFETY,
        runtime=tuple(path for path in files if path.startswith(RUNTIME) and not is_facts(path)),
        hashed=tuple(path for path in files if not path.startswith(RUNTIME) and HASHED.search(path)),
        checked=("/sw.js", "/offline.json", *(re.sub(r"/index\.html$", "/", page) for page in pages)),
    )


def is_facts(path: str) -> bool:
    """Return whether a file is the one that says what a runtime's folder holds."""
    return path.endswith(f"/{FACTS}")


def content_type(path: str) -> str:
    """Return the type of a file, with the charset of a text."""
    kind = TYPES.get(Path(path).suffix, "application/octet-stream")
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


def read_pages(site: Path) -> Iterator[tuple[str, str]]:
    """Yield path and HTML of every page of the site that was built into ``site``."""
    for file in sorted(site.rglob("*.html")):
        yield file.relative_to(site).as_posix(), file.read_text("utf-8")


def content_policy(hashes: Sequence[str]) -> str:
    """Return a Content-Security-Policy under which only the site itself is heard."""
    scripts = " ".join(["'self'", "'wasm-unsafe-eval'", *hashes])
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {scripts}",
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "manifest-src 'self'",
            "worker-src 'self'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
    )


def headers_file(policy: Policy) -> str:
    """Return the file `_headers`, which Netlify, Cloudflare Pages and their like read.

    A host joins the values of all rules that match, so no address has two rules about caching. Some hosts take a
    hundred rules at most: a rule for pages holds for all of a depth, whose addresses end with a slash.
    """
    checked = dict.fromkeys(page_pattern(path) for path in policy.checked)
    rules = [("/*", policy.everywhere)]
    rules += [(path, {"Cache-Control": FOREVER}) for path in (*policy.runtime, *policy.hashed)]
    rules += [(path, {"Cache-Control": ASK_AGAIN}) for path in checked]
    lines = ([path, *(f"  {name}: {value}" for name, value in sent.items())] for path, sent in rules)
    return "".join(f"{line}\n" for rule in lines for line in rule)


def page_pattern(path: str) -> str:
    """Return the rule for a page's address, with a placeholder for each folder; other addresses stay as they are."""
    if not path.endswith("/"):
        return path
    return "/" + "".join(f":folder{depth}/" for depth in range(1, path.count("/")))


def nginx(policy: Policy) -> str:
    """Return the inside of an nginx `server`, for a site at the root of its host."""
    # nginx drops what a block inherits as soon as the block adds a header of its own, so each has them all.
    everywhere = [f'add_header {name} "{value}" always;' for name, value in policy.everywhere.items()]

    def block(place: str, caching: str) -> str:
        lines = [*everywhere, f'add_header Cache-Control "{caching}";']
        return f"location {place} {{\n" + "".join(f"    {line}\n" for line in lines) + "}\n"

    texts = [kind for kind in dict.fromkeys(TYPES.values()) if kind.startswith("text/") and kind != "text/html"]
    by_type: dict[str, list[str]] = {}
    for ending, kind in TYPES.items():
        by_type.setdefault(kind, []).append(ending[1:])
    return (
        "# Made by `python -m macros.publish.headers site`. It belongs into a `server`, after its `root`.\n"
        "# Once the host is reached by HTTPS only, add to every block:\n"
        '# add_header Strict-Transport-Security "max-age=31536000" always;\n'
        "index index.html;\n"
        "error_page 400 403 404 =404 /404.html;  # also for a folder without a page, and for /%\n"
        "absolute_redirect off;  # a redirect names no host and no port\n"
        "default_type application/octet-stream;\n"
        "types {\n" + "".join(f"    {kind} {' '.join(endings)};\n" for kind, endings in by_type.items()) + "}\n"
        "charset utf-8;\n"
        f"charset_types {' '.join(texts)};\n"
        "gzip on;\n"
        "gzip_vary on;\n"
        "gzip_min_length 1000;\n"
        f"gzip_types {' '.join((*texts, *GAINS))};\n"
        "gzip_static on;  # sends file.gz for file\n"
        "# brotli_static on;  # the same for file.br, where the module ngx_brotli is installed\n"
        + block("/", ASK_AGAIN)
        + block(RUNTIME, FOREVER)
        + block(f"~ ^{RUNTIME}[^/]+/{re.escape(FACTS)}$", ASK_AGAIN)
        + "".join(block(f"= {path}", FOREVER) for path in policy.hashed)
        + f"location = /{HEADERS_FILE} {{\n    return 404;\n}}\n"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the nginx configuration and return the exit status: 1 if there is no site."""
    parser = argparse.ArgumentParser(
        prog="python -m macros.publish.headers", description="Print an nginx configuration."
    )
    parser.add_argument("folder", type=Path, help="the built site")
    folder: Path = parser.parse_args(arguments).folder
    if not (folder / "index.html").is_file():
        print(f"{folder} holds no built site. Run `make site` first.", file=sys.stderr)
        return 1
    print(nginx(read_policy(folder)), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
