"""What a release of the site is made of, so that a browser can keep it whole: `offline.json` and `sw.js`.

Pages, scripts and the browser's Python of one release belong together. The manifest names every file that a
browser loads, with a hash of its content; the name of the release is a hash of them all.
"""

import gzip
import hashlib
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

from macros.publish.headers import HEADERS_FILE, RUNTIME, Policy, headers_file, read_pages, read_policy
from macros.publish.scripts import check_scripts

MANIFEST = "offline.json"
WORKER = "sw.js"
PAGE_SCRIPT = "assets/offline/offline.mjs"
PLACEHOLDER = "@RELEASE@"
HASH_DIGITS = 16
# What no page needs, because it is meant for hosts, search engines and programs. The site API and the twins in Markdown
# say once more what the pages say.
LEFT_OUT = re.compile(
    r"^sitemap\.xml|^api/v|^llms\.txt$|^llms-full\.txt$|\bindex\.md$|"
    rf"^{HEADERS_FILE}$|^{re.escape(MANIFEST)}$|^{re.escape(WORKER)}$"
)

# The pictures of the pages, which are there where the address of the site is known; a chat asks for them.
PREVIEWS = "assets/previews"
# Words of a language, which lies in the folder of this name; macros/languages/pages.py writes them.
LANGUAGE = re.compile(r"^assets/words/(?P<id>[^/]+)-all\.json$")

FAREWELL = """\
// `make dev` keeps nothing: this takes the place of a release's service worker, removes what it kept, and goes.
const kept = "hyperbdr-guide " + new URL(self.registration.scope).pathname;
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(leave()));

async function leave() {
  await caches.delete(kept);
  await self.registration.unregister();
  // A tab that still loads is not among them at first.
  for (const wait of [0, 1000]) {
    await new Promise((resolve) => setTimeout(resolve, wait));
    for (const tab of await self.clients.matchAll({ type: "window" })) tab.navigate(tab.url).catch(() => {});
  }
}
"""

type Entry = list[str | int]
"""Hash and size of a file, and of a packed one the hash of its content."""


def finish_release(site: Path, data_date: date) -> None:
    """Complete the site in ``site``: give its scripts their release, and write manifest, service worker, headers.

    Raises ScriptError when a page holds a script that is not the theme's.
    """
    check_scripts(read_pages(site))
    policy = read_policy(site)
    entries = {path: _entry(site / path) for path in release_files(site)}
    release = release_name(site, entries, policy)
    for name in (WORKER, PAGE_SCRIPT):
        file = site / name
        file.write_text(file.read_text("utf-8").replace(PLACEHOLDER, release), "utf-8")
    entries[PAGE_SCRIPT] = _entry(site / PAGE_SCRIPT)
    manifest = {
        "release": release,
        "data": data_date.isoformat(),
        "headers": _short(json.dumps(policy.everywhere).encode()),
        "packed": [path for path in entries if _is_packed(site / path)],
        **_by_language(entries),
    }
    (site / MANIFEST).write_text(json.dumps(manifest, separators=(",", ":")) + "\n", "utf-8")
    (site / HEADERS_FILE).write_text(headers_file(policy), "utf-8")


def same_everywhere(site: Path) -> None:
    """Take out of the files what tells when and by whom they were made; any program of the host may read them."""
    packed = site / "sitemap.xml.gz"
    if packed.is_file():
        packed.write_bytes(gzip.compress((site / "sitemap.xml").read_bytes(), mtime=0))
    for path in (site, *site.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


def keep_nothing(site: Path) -> None:
    """Give the site in ``site`` a service worker that removes itself and what an earlier one kept."""
    (site / WORKER).write_text(FAREWELL, "utf-8")
    script = site / PAGE_SCRIPT
    script.write_text(script.read_text("utf-8").replace(PLACEHOLDER, ""), "utf-8")


def release_files(site: Path) -> tuple[str, ...]:
    """Return the paths of the files that a browser keeps to have the whole site, sorted."""
    files = sorted(file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file())
    runtimes = [site / path for path in files if re.fullmatch(rf"{RUNTIME[1:]}[^/]+/runtime\.json", path)]
    used = {name for runtime in runtimes for name in _runtime_files(runtime, site)}
    return tuple(
        path
        for path in files
        if (path in used if path.startswith(RUNTIME[1:]) else not LEFT_OUT.search(path))
        and not path.startswith(f"{PREVIEWS}/")
    )


def _by_language(entries: dict[str, Entry]) -> dict[str, Any]:
    """Return the entries of what every reader needs, and apart those that only readers of another language need."""
    ids = [found["id"] for path in entries if (found := LANGUAGE.match(path))]
    own = {name: {path: item for path, item in entries.items() if path.startswith(_of_language(name))} for name in ids}
    others = {path for paths in own.values() for path in paths}
    return {"files": {path: item for path, item in entries.items() if path not in others}, "languages": own}


def _of_language(name: str) -> tuple[str, ...]:
    return f"{name}/", f"assets/words/{name}-", f"search/{name}."


def release_name(site: Path, entries: dict[str, Entry], policy: Policy) -> str:
    """Return the name of the release: a hash of its files before any of them knew it, and of its headers."""
    parts = [f"{path} {entry[0]}" for path, entry in (entries | {WORKER: _entry(site / WORKER)}).items()]
    return _short("\n".join([*parts, json.dumps(policy.everywhere)]).encode())


def _runtime_files(sizes: Path, site: Path) -> set[str]:
    """Return the files of a runtime's folder that a page asks for, on either way to start Python, and the extras."""
    known = json.loads(sizes.read_text("utf-8"))
    names = {name for way in known["start"].values() for name in way if name in known["files"]} | {sizes.name}
    names |= {f"{extra}.zip" for extra in known["extras"]}
    return {(sizes.parent / name).relative_to(site).as_posix() for name in names}


def _entry(file: Path) -> Entry:
    """Return hash and size of a file, and the hash of what is in it: some hosts have browsers unpack any .gz file."""
    content = file.read_bytes()
    if file.suffix != ".gz":
        return [_short(content), len(content)]
    # Beside each packed file of the runtime lies the plain one, and unpacking takes ten times as long as reading.
    plain = file.with_suffix("")
    unpacked = plain.read_bytes() if plain.is_file() else gzip.decompress(content)
    return [_short(content), len(content), _short(unpacked)]


def _is_packed(file: Path) -> bool:
    """Tell whether a host that does not compress is better asked for the .gz beside a file; scripts cannot be."""
    return file.suffix != ".mjs" and file.with_name(f"{file.name}.gz").is_file()


def _short(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:HASH_DIGITS]
