"""The headers that the site is to be sent with: one list for `make serve`, for static hosts and for nginx.

``python -m macros.publish.headers site`` prints the part of an nginx configuration that serves the built site.
"""

import argparse
import base64
import hashlib
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

HEADERS_FILE = "_headers"
FOREVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
# The name of every folder below this one is a hash of what the folder holds.
RUNTIME = "/assets/runtime/"
# Only the theme names its files by what they hold: eight digits before the last endings.
HASHED = re.compile(r"\.[0-9a-f]{8}\.min\.(?:css|js)$")
SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<text>.*?)</script>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Policy:
    """What a host is to send with the files of one built site."""

    everywhere: dict[str, str]
    """Headers of every answer."""

    hashed: tuple[str, ...]
    """Addresses of files outside the runtime whose names change with their content."""

    checked: tuple[str, ...]
    """Addresses of the pages and of what tells a browser that there is a new release."""

    def caching(self, path: str) -> str:
        """Return the Cache-Control of an address that holds a file."""
        return FOREVER if path.startswith(RUNTIME) or path in self.hashed else ASK_AGAIN


def read_policy(site: Path) -> Policy:
    """Return the policy for the site that was built into ``site``."""
    files = sorted(f"/{file.relative_to(site).as_posix()}" for file in site.rglob("*") if file.is_file())
    pages = [path for path in files if path.endswith(".html")]
    hashes = sorted({item for page in pages for item in inline_scripts(Path(site, page[1:]).read_text("utf-8"))})
    return Policy(
        everywhere={
            "Content-Security-Policy": content_policy(hashes),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
        },
        hashed=tuple(path for path in files if not path.startswith(RUNTIME) and HASHED.search(path)),
        checked=("/sw.js", "/offline.json", *(re.sub(r"/index\.html$", "/", page) for page in pages)),
    )


def inline_scripts(html: str) -> Iterator[str]:
    """Yield the source expression of every script that stands in a page itself."""
    for script in SCRIPT.finditer(html):
        if "src=" not in script["attributes"] and "application/json" not in script["attributes"]:
            digest = hashlib.sha256(script["text"].encode()).digest()
            yield f"'sha256-{base64.b64encode(digest).decode()}'"


def content_policy(hashes: Sequence[str]) -> str:
    """Return a Content-Security-Policy under which only the site itself is heard."""
    scripts = " ".join(["'self'", "'wasm-unsafe-eval'", *hashes])
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src {scripts}",
            # The theme and the drawings size parts by style attributes, which have no hash.
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "worker-src 'self'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
    )


def headers_file(policy: Policy) -> str:
    """Return the file `_headers`, which Netlify, Cloudflare Pages and their like read.

    A host joins the values of all rules that match, so the rules about caching match one address each.
    """
    rules = [("/*", policy.everywhere), (f"{RUNTIME}*", {"Cache-Control": FOREVER})]
    rules += [(path, {"Cache-Control": FOREVER}) for path in policy.hashed]
    rules += [(path, {"Cache-Control": ASK_AGAIN}) for path in policy.checked]
    lines = ([path, *(f"  {name}: {value}" for name, value in sent.items())] for path, sent in rules)
    return "".join(f"{line}\n" for rule in lines for line in rule)


def nginx(policy: Policy) -> str:
    """Return the inside of an nginx `server`, for a site at the root of its host."""
    # nginx drops what a block inherits as soon as the block adds a header of its own, so each has them all.
    everywhere = [f'add_header {name} "{value}" always;' for name, value in policy.everywhere.items()]

    def block(place: str, caching: str) -> str:
        lines = [*everywhere, f'add_header Cache-Control "{caching}";']
        return f"location {place} {{\n" + "".join(f"    {line}\n" for line in lines) + "}\n"

    return (
        "# Made by `python -m macros.publish.headers site`. It belongs into a `server`, after its `root`.\n"
        "index index.html;\n"
        "error_page 404 /404.html;\n"
        "charset utf-8;\n"
        "include mime.types;\n"
        "types { text/javascript mjs; application/wasm wasm; application/zip whl; }\n"
        "gzip_static on;  # sends file.gz for file\n"
        "# brotli_static on;  # the same for file.br, where the module ngx_brotli is installed\n"
        + block("/", ASK_AGAIN)
        + block(f"^~ {RUNTIME}", FOREVER)
        + "".join(block(f"= {path}", FOREVER) for path in policy.hashed)
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
