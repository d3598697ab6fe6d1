"""The manifest of a release, and the headers that a host is to send with it."""

import gzip
import hashlib
import json
import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from macros.publish import headers, offline
from macros.publish.headers import Policy
from macros.publish.scripts import script_hashes
from tests.conftest import ROOT
from tests.site.page import Page

pytestmark = pytest.mark.site


@pytest.fixture(scope="module")
def manifest(site: Path) -> dict:
    """The manifest of the built site."""
    return json.loads((site / "offline.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def policy(site: Path) -> Policy:
    """What hosts are to send with the built site."""
    return headers.read_policy(site)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A site of a few files that is not finished yet."""
    folder = tmp_path / "site"
    for path, text in {
        "index.html": "<script src='a.js'></script>",
        "plan/index.html": "plan",
        "assets/offline/offline.mjs": 'const RELEASE = "@RELEASE@";',
        "assets/runtime/abc/runtime.json": json.dumps(
            {
                "start": {"snapshot": ["c"], "whole": ["a.gz", "b.zip"]},
                "extras": ["e"],
                "files": {"a.gz": 8, "b.zip": 1, "c": 1, "d": 1, "e.zip": 1},
            }
        ),
        "assets/runtime/abc/a": "a",
        "assets/runtime/abc/a.br": "a packed well",
        "assets/runtime/abc/b.zip": "b",
        "assets/runtime/abc/c": "c",
        "assets/runtime/abc/c.gz": "c packed",
        "assets/runtime/abc/d": "d",
        "assets/runtime/abc/e.zip": "e",
        "assets/page/frame.0123abcd.css": "a {}",
        "assets/previews/plan.png": "a picture",
        "sw.js": 'const RELEASE = "@RELEASE@";',
    }.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    (folder / "assets/runtime/abc/a.gz").write_bytes(gzip.compress(b"a", mtime=0))
    return folder


def finished(folder: Path) -> dict:
    offline.finish_release(folder, date(2030, 1, 2))
    return json.loads((folder / "offline.json").read_text("utf-8"))


def test_every_file_is_listed_with_its_hash_and_size(site: Path, manifest):
    for path, (digest, size, *unpacked) in manifest["files"].items():
        content = (site / path).read_bytes()
        if path.endswith(".gz"):
            assert unpacked == [hashlib.sha256(gzip.decompress(content)).hexdigest()[:16]]
        assert (digest, size) == (hashlib.sha256(content).hexdigest()[:16], len(content)), path
    assert list(manifest["files"]) == sorted(manifest["files"])


def test_everything_that_a_page_names_is_listed(pages: dict[str, Page], manifest):
    assert set(pages) <= set(manifest["files"])
    for file in ("search/en.json", "assets/search/minisearch.mjs", "assets/python/worker.mjs", "images/logo.svg"):
        assert file in manifest["files"]
    for page in pages.values():
        for element in (*page.all("script"), *page.all("img")):
            address = element.attributes.get("src", "").lstrip("./")
            assert not address or address in manifest["files"], f"{page.path}: {address}"


def test_nothing_is_listed_that_no_page_loads(manifest):
    for path in manifest["files"]:
        assert not re.search(r"\.map$|^assets/stylesheets|^sitemap|^_headers$|^sw\.js$|^offline\.json$", path), path


def test_the_scripts_know_their_release(site: Path, manifest):
    for name in ("sw.js", "assets/offline/offline.mjs"):
        text = (site / name).read_text("utf-8")
        assert text.count(f'"{manifest["release"]}"') == 1
        assert offline.PLACEHOLDER not in text


def test_the_manifest_carries_the_date_of_the_data(manifest, data):
    assert manifest["data"] == data.catalog.date.isoformat()


def test_of_a_runtime_only_what_a_page_asks_for_is_listed(small: Path):
    assert list(finished(small)["files"]) == [
        "assets/offline/offline.mjs",
        "assets/page/frame.0123abcd.css",
        "assets/runtime/abc/a.gz",
        "assets/runtime/abc/b.zip",
        "assets/runtime/abc/c",
        "assets/runtime/abc/e.zip",
        "assets/runtime/abc/runtime.json",
        "index.html",
        "plan/index.html",
    ]


def test_what_is_kept_unpacked_and_also_lies_there_packed_is_named(small: Path, manifest):
    assert finished(small)["packed"] == ["assets/runtime/abc/c"]
    assert [path.rpartition("/")[2] for path in manifest["packed"]] == ["rest.bin", "slim.wasm", "snapshot.bin"]


def test_the_same_site_is_the_same_release_and_another_is_not(small: Path, tmp_path: Path):
    for name in ("again", "page", "worker"):
        shutil.copytree(small, tmp_path / name)
    (tmp_path / "page/plan/index.html").write_text("another plan", "utf-8")
    (tmp_path / "worker/sw.js").write_text('"use strict"; const RELEASE = "@RELEASE@";', "utf-8")
    first, again = finished(small), finished(tmp_path / "again")
    assert again == first
    page, worker = finished(tmp_path / "page"), finished(tmp_path / "worker")
    assert len({item["release"] for item in (first, page, worker)}) == 3
    changed = {path for path in first["files"] if first["files"][path] != page["files"][path]}
    assert changed == {"plan/index.html", "assets/offline/offline.mjs"}


def test_an_edited_site_is_no_release(small: Path):
    offline.keep_nothing(small)
    assert (small / "assets/offline/offline.mjs").read_text("utf-8") == 'const RELEASE = "";'
    assert "unregister" in (small / "sw.js").read_text("utf-8")
    assert not (small / "offline.json").exists()


def test_the_three_scripts_call_the_cache_by_the_same_name():
    sources = [(ROOT / path).read_text("utf-8") for path in ("docs/sw.js", "docs/assets/offline/offline.mjs")]
    names = [re.findall(r'"(hyperbdr-guide )"|`(hyperbdr-guide )\$', text) for text in (*sources, offline.FAREWELL)]
    assert [len(found) for found in names] == [1, 1, 1]


def test_scripts_in_pages_are_allowed_by_their_hash_alone(site: Path, policy: Policy, pages: dict[str, Page]):
    rule = policy.everywhere["Content-Security-Policy"]
    scripts = dict(part.split(" ", 1) for part in rule.split("; "))["script-src"].split()
    assert set(scripts[:2]) == {"'self'", "'wasm-unsafe-eval'"}
    assert all(item.startswith("'sha256-") for item in scripts[2:])
    assert scripts[2:] == script_hashes((file.name, file.read_text("utf-8")) for file in site.rglob("*.html"))
    # What comes before a page is drawn, what asks for its scripts afterwards, and which pages to fetch ahead.
    assert len(scripts) == 5
    assert "unsafe-inline" not in rule
    assert "//" not in re.sub(r"'sha256-[^']*'", "", rule)  # no other host
    for page in pages.values():
        for element in page.elements:
            assert not [name for name in element.attributes if name.startswith("on")], page.path


def read_headers_file(text: str) -> dict[str, dict[str, str]]:
    rules: dict[str, dict[str, str]] = {}
    for line in text.splitlines():
        if line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            rules[list(rules)[-1]][name] = value
        else:
            rules[line] = {}
    return rules


def read_nginx(text: str) -> dict[str, dict[str, str]]:
    blocks = re.findall(r"^location (?:= |~ )?(\S+) \{\n(.*?)^\}", text, re.MULTILINE | re.DOTALL)
    return {place: dict(re.findall(r'add_header (\S+) "([^"]*)"', body)) for place, body in blocks}


def test_static_hosts_nginx_and_our_own_server_send_the_same(site: Path, policy: Policy, ask):
    static = read_headers_file((site / "_headers").read_text("utf-8"))
    blocks = read_nginx(headers.nginx(policy))
    everywhere = static.pop("/*")
    for files in (site.rglob("*.html"), site.glob("assets/**/*"), site.glob("*.js*")):
        for file in files:
            if file.is_dir():
                continue
            path = re.sub(r"/index\.html$", "/", "/" + file.relative_to(site).as_posix())
            _, sent, _ = ask(path)
            ours = {name: sent[name] for name in (*everywhere, "Cache-Control")}
            facts = next(place for place in blocks if place.endswith("$"))
            place = headers.RUNTIME if path.startswith(headers.RUNTIME) else path if path in blocks else "/"
            place = facts if re.search(facts, path) else place
            assert blocks[place] == ours, path
            place = headers.page_pattern(path)
            # Without a rule a host has a browser ask again, which is what ours says in words.
            assert everywhere | {"Cache-Control": headers.ASK_AGAIN} | static.get(place, {}) == ours, path
    assert len(static) < 100  # some hosts take no more


def test_what_tells_of_a_runtime_is_asked_for_again(site: Path, ask):
    (facts,) = (site / "assets/runtime").glob("*/runtime.json")
    assert ask(f"/{facts.relative_to(site)}")[1]["Cache-Control"] == "no-cache"


def directives(text: str) -> dict[str, str]:
    """Return what nginx is told outside blocks."""
    lines = [line.partition("#")[0].strip().removesuffix(";") for line in text.splitlines() if line[:1] not in " #}"]
    return dict(line.split(" ", 1) for line in lines if not line.endswith("{"))


def test_nginx_compresses_texts_and_says_so(policy: Policy):
    told = directives(headers.nginx(policy))
    assert (told["gzip"], told["gzip_vary"], told["gzip_static"]) == ("on", "on", "on")
    texts = {"text/css", "text/csv", "text/javascript", "text/markdown", "text/plain", "text/xml"}
    # nginx packs HTML and gives it a charset by itself, and warns where it is named again.
    assert set(told["gzip_types"].split()) == texts | {"application/json", "application/wasm", "image/svg+xml"}
    assert (told["charset"], set(told["charset_types"].split())) == ("utf-8", texts)


def test_nginx_knows_the_type_of_every_file_once(site: Path, policy: Policy, ask):
    text = headers.nginx(policy)
    (body,) = re.findall(r"^types \{\n(.*?)^\}", text, re.MULTILINE | re.DOTALL)
    endings = [(ending, kind) for kind, names in re.findall(r"(\S+) (.*);", body) for ending in names.split()]
    types = dict(endings)
    assert len(types) == len(endings)
    assert "include" not in text
    for file in site.rglob("*.*"):
        path = f"/{file.relative_to(site).as_posix()}"
        if file.is_file() and file.suffix[1:] not in ("gz", "br"):
            charset = "; charset=utf-8" if types[file.suffix[1:]].startswith("text/") else ""
            assert headers.content_type(path) == types[file.suffix[1:]] + charset, path


def test_nginx_keeps_the_hosts_own_address_and_the_list_of_headers_to_itself(policy: Policy):
    text = headers.nginx(policy)
    assert directives(text)["absolute_redirect"] == "off"
    assert "location = /_headers {\n    return 404;\n}\n" in text


def test_pages_and_the_service_worker_are_asked_for_again(policy: Policy, pages: dict[str, Page]):
    for page in pages:
        path = re.sub(r"/index\.html$", "/", f"/{page}")
        assert path in policy.checked
        assert policy.caching(path) == "no-cache"
    assert policy.caching("/sw.js") == policy.caching("/offline.json") == "no-cache"
    assert {Path(path).suffix for path in policy.hashed} == {".css", ".woff2"}
    assert {policy.caching(path) for path in policy.hashed} == {"public, max-age=31536000, immutable"}


def test_the_command_prints_the_nginx_configuration(site: Path, policy: Policy, tmp_path: Path, capsys):
    assert headers.main([str(site)]) == 0
    assert capsys.readouterr().out == headers.nginx(policy)
    assert headers.main([str(tmp_path)]) == 1
    assert capsys.readouterr().err == f"{tmp_path} holds no built site. Run `make site` first.\n"
