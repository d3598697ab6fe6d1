"""`python -m macros.commands.serve`: the site on this machine, with the headers of a careful host."""

import gzip
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from macros.commands.serve import main
from macros.publish.scripts import inline_scripts
from tests.conftest import ROOT
from tests.site.conftest import asking

pytestmark = pytest.mark.site


@pytest.fixture(scope="module")
def runtime(site: Path) -> str:
    """The address of the runtime."""
    (folder,) = (site / "assets/runtime").iterdir()
    return f"/assets/runtime/{folder.name}"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/rpo-rto/", "text/html; charset=utf-8"),
        ("/assets/python/worker.mjs", "text/javascript; charset=utf-8"),
        ("/assets/search/search.css", "text/css; charset=utf-8"),
        ("/images/logo.svg", "image/svg+xml"),
        ("/search/en.json", "application/json"),
    ],
)
def test_every_kind_of_file_is_called_by_its_type(ask, site: Path, path, kind):
    status, headers, body = ask(path)
    assert (status, headers["Content-Type"]) == (200, kind)
    file = site / path.lstrip("/")
    assert body == (file / "index.html" if file.is_dir() else file).read_bytes()
    assert headers["Cache-Control"] == "no-cache"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_the_runtime_may_be_kept_for_ever(ask, site: Path, runtime):
    kinds = {".mjs": "text/javascript; charset=utf-8", ".wasm": "application/wasm", ".zip": "application/zip"}
    kinds |= {".whl": "application/zip", ".json": "application/json", ".gz": "application/gzip"}
    kinds |= {".br": "application/x-brotli", ".bin": "application/octet-stream"}
    for file in (site / runtime.lstrip("/")).iterdir():
        status, headers, body = ask(f"{runtime}/{file.name}")
        assert (status, headers["Content-Type"]) == (200, kinds[file.suffix]), file.name
        told = "no-cache" if file.name == "runtime.json" else "public, max-age=31536000, immutable"
        assert headers["Cache-Control"] == told
        assert len(body) == file.stat().st_size


def test_a_file_that_is_gone_is_not_kept(ask, runtime):
    for path in (f"{runtime}/gone.mjs", "/assets/runtime/000000000000/pyodide.mjs"):
        status, headers, _ = ask(path)
        assert (status, headers["Cache-Control"]) == (404, "no-cache")


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere/",
        "/nowhere.html",
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/%ff",
        "/foo%",
        "/%E0%A4%A/",
        "/%00",
        "/%ed%a0%80",
        "/assets/runtime/",
    ],
)
def test_an_unknown_address_gets_the_sites_own_page(ask, site: Path, path):
    status, headers, body = ask(path)
    assert status == 404
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert body == (site / "404.html").read_bytes()


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    """A site with a script in three encodings."""
    (tmp_path / "index.html").write_text("<h1>Guide</h1>", "utf-8")
    (tmp_path / "plain.mjs").write_text("plain", "utf-8")
    (tmp_path / "both.mjs").write_text("script", "utf-8")
    (tmp_path / "both.mjs.gz").write_bytes(gzip.compress(b"script"))
    (tmp_path / "both.mjs.br").write_bytes(b"brotli")
    (tmp_path / "gz.wasm").write_bytes(b"module")
    (tmp_path / "gz.wasm.gz").write_bytes(gzip.compress(b"module"))
    (tmp_path / "alone.mjs.gz").write_bytes(gzip.compress(b"alone"))
    return tmp_path


@pytest.mark.parametrize(
    ("path", "accepts", "encoding", "kind"),
    [
        ("/both.mjs", "gzip, deflate, br", "br", "text/javascript; charset=utf-8"),
        ("/both.mjs", "gzip", "gzip", "text/javascript; charset=utf-8"),
        ("/both.mjs", "GZIP;q=0.5, br;q=0", "gzip", "text/javascript; charset=utf-8"),
        ("/both.mjs", "br; q=0.000", None, "text/javascript; charset=utf-8"),
        ("/both.mjs", "identity", None, "text/javascript; charset=utf-8"),
        ("/gz.wasm", "br, gzip", "gzip", "application/wasm"),
    ],
)
def test_a_packed_copy_is_sent_to_who_can_unpack_it(packed: Path, path, accepts, encoding, kind):
    with asking(packed) as ask:
        status, headers, body = ask(path, **{"Accept-Encoding": accepts})
    suffix = {"br": ".br", "gzip": ".gz", None: ""}[encoding]
    assert (status, headers["Content-Encoding"], headers["Content-Type"]) == (200, encoding, kind)
    assert headers["Vary"] == "Accept-Encoding"
    assert body == (packed / f"{path[1:]}{suffix}").read_bytes()
    assert int(headers["Content-Length"]) == len(body)


def test_a_packed_file_that_is_asked_for_by_name_stays_packed(packed: Path):
    with asking(packed) as ask:
        for path in ("/both.mjs.gz", "/alone.mjs.gz"):
            status, headers, body = ask(path, **{"Accept-Encoding": "gzip, br"})
            assert (status, headers["Content-Encoding"], headers["Vary"]) == (200, None, None)
            assert body == (packed / path[1:]).read_bytes()
        assert ask("/alone.mjs", **{"Accept-Encoding": "gzip"})[0] == 404
        _, headers, body = ask("/plain.mjs", **{"Accept-Encoding": "gzip, br"})
        assert (headers["Content-Encoding"], headers["Vary"]) == ("gzip", "Accept-Encoding")
        assert gzip.decompress(body) == b"plain"
        _, headers, body = ask("/plain.mjs")
        assert (headers["Content-Encoding"], headers["Vary"], body) == (None, "Accept-Encoding", b"plain")


def test_a_site_that_is_built_again_brings_its_own_headers(site: Path, packed: Path):
    with asking(packed) as ask:
        before = ask("/")[1]["Content-Security-Policy"]
        script = next(inline_scripts((site / "index.html").read_text("utf-8")))
        (packed / "index.html").write_text(f"<script>{script}</script><script>alert(1)</script>", "utf-8")
        (packed / "offline.json").write_text("{}", "utf-8")
        after = ask("/")[1]["Content-Security-Policy"]
    assert "'sha256-" not in before
    assert after.count("'sha256-") == 1


def test_only_the_headers(ask):
    for path, expected in (("/", 200), ("/nowhere/", 404)):
        status, headers, body = ask(path, "HEAD")
        assert (status, body) == (expected, b"")
        assert int(headers["Content-Length"]) > 1000


def test_a_file_that_has_not_changed_is_not_sent_again(ask):
    _, headers, _ = ask("/assets/python/worker.mjs")
    status, _, body = ask("/assets/python/worker.mjs", **{"If-Modified-Since": headers["Last-Modified"]})
    assert (status, body) == (304, b"")


def test_a_page_without_its_slash_leads_to_the_page(ask):
    status, headers, _ = ask("/rpo-rto")
    assert (status, headers["Location"]) == (301, "/rpo-rto/")


def test_other_methods_are_refused(ask):
    status, headers, _ = ask("/", "DELETE")
    assert (status, headers["Cache-Control"]) == (501, "no-cache")


def test_a_used_port_is_told_in_one_line(site: Path, capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main([str(site), "--port", str(port)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err == f"Port {port} cannot be used: Address already in use. Choose another: make serve PORT=8001\n"


def test_a_folder_without_a_site_is_told_in_one_line(tmp_path: Path, capsys):
    assert main([str(tmp_path)]) == 1
    assert capsys.readouterr().err == f"{tmp_path} holds no built site. Run `make site` first.\n"


@pytest.mark.parametrize("port", ["http", "-1", "65536", "8e3", "", "²"])
def test_a_port_that_is_none_is_told(site: Path, capsys, port):
    with pytest.raises(SystemExit) as stopped:
        main([str(site), "--port", port])
    assert stopped.value.code == 2
    assert f"'{port}' is not a port. Give a number from 0 to 65535." in capsys.readouterr().err


@pytest.fixture
def hearing() -> Iterator[None]:
    """What is started hears Ctrl+C: what a shell runs in the background does not, nor does what that starts."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_the_command_says_where_the_guide_is_and_stops_at_control_c(site: Path, hearing):
    command = [sys.executable, "-m", "macros.commands.serve", str(site), "--port", "0"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, env=environment, text=True, **pipes) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)
    assert line.startswith("The guide is at http://127.0.0.1:")
    assert (process.returncode, errors) == (0, "")
