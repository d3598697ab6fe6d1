"""`python -m macros.commands.dev`: serve the site, show every edit in it, and show what is wrong when it cannot be."""

import argparse
import logging
import re
import sys
import time
import traceback
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import BuildError, ConfigurationError
from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileSystemEvent, FileSystemEventHandler

from calculators import catalog
from calculators.answers.wording import count
from macros.commands.serve import HOST, port_number, unusable
from macros.rebuild import Rebuild

POLLING_SECONDS = 0.2
# What the site is made from. An editor's lock, copy or swap file is called otherwise, and so is what Python keeps.
EDITED = re.compile(r"/[^./][^/]*\.(?:css|html|js|json|md|mjs|png|py|svg|ya?ml)$")
# The build writes it.
DATASET = f"/calculators/{catalog.DATASET}"
# MkDocs says so of each build that makes only pages that changed. Here it is known which those are.
OF_NO_USE = "A 'dirty' build is being performed"


class Told(logging.Handler):
    """What MkDocs complained about during a build."""

    def __init__(self) -> None:
        """Listen to warnings and errors."""
        super().__init__(logging.WARNING)
        self.errors: list[str] = []
        self.warnings: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a message, by how bad it is."""
        text = record.getMessage()
        if record.levelno >= logging.ERROR:
            self.errors.append(text)
        elif not text.startswith(OF_NO_USE):
            self.warnings.append(text)


class DevServer(LiveReloadServer):
    """Serve the site as it was last built, or the problems that keep it from being built."""

    def __init__(self, root: Path, site: str, port: int) -> None:
        """Take the port; raises OSError when it cannot be had. Nothing is built yet."""
        super().__init__(self.make, HOST, port, site, polling_interval=POLLING_SECONDS)
        self.server_bind()
        self.server_activate()
        # A free one, for 0.
        self.url = f"http://{HOST}:{self.server_port}/"
        # An editor may empty a file before it fills it: longer than from one look at the files to the next.
        self.build_delay = 1.5 * POLLING_SECONDS
        self._project = root
        self._started = False
        self._rebuild: Rebuild | None = None
        self._problems: list[str] = []
        self._warnings: list[str] = []
        # Requests wait until the first build is done.
        self._visible_epoch = -1
        self._want_rebuild = True

    def make(self) -> None:
        """Build the site and say how long it took, or what is wrong. What is wrong is shown in every page."""
        start = time.monotonic()
        told = Told()
        logger = logging.getLogger("mkdocs")
        logger.addHandler(told)
        try:
            config = load_config(str(self._project / "mkdocs.yml"), site_dir=self.root, strict=False)
            if not self._started:
                config.plugins.on_startup(command="serve", dirty=False)
                self._started = True
            config.site_url = self.url
            build(config, serve_url=self.url, dirty=True)
            self._rebuild = config.extra["rebuild"]
            self._problems = []
        except (BuildError, ConfigurationError, SystemExit) as error:
            self._problems = told.errors or [str(error)]
        except Exception:
            self._problems = [*told.errors, traceback.format_exc()]
        finally:
            logger.removeHandler(told)
        self._warnings = told.warnings
        print("\n".join((*self._problems, *self._warnings, self._summary(time.monotonic() - start))), flush=True)

    def watch(self, path: str, func: None = None, *, recursive: bool = True) -> None:
        """Build again when a file below a path is edited, made or removed, but not for what is no edit."""

        def edited(event: FileSystemEvent) -> None:
            if not event.is_directory and any(is_edit(str(name)) for name in (event.src_path, event.dest_path) if name):
                with self._rebuild_cond:
                    self._want_rebuild = True
                    self._rebuild_cond.notify_all()

        handler = FileSystemEventHandler()
        handler.on_any_event = edited  # type: ignore[method-assign]  # as livereload does
        self.observer.schedule(handler, path, recursive=recursive)
        # By this the server knows that pages are to be reloaded.
        self._watched_paths[path] = 1

    def serve(self, *, open_in_browser: bool = False) -> None:
        """Watch, answer and build until Ctrl+C."""
        self.observer.start()
        self.serve_thread.start()
        self._build_loop()  # type: ignore[no-untyped-call]  # MkDocs has no types

    def _serve_request(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes] | None:
        path = environ["PATH_INFO"]
        if path.startswith("/livereload/"):
            return super()._serve_request(environ, start_response)
        with self._epoch_cond:
            self._epoch_cond.wait_for(lambda: self._visible_epoch == self._wanted_epoch)
            epoch = self._visible_epoch
        if self._problems and path.endswith(("/", ".html")):
            page = self._inject_js_into_html(problem_page(self._problems), epoch)
            start_response("503 Service Unavailable", [("Content-Type", "text/html; charset=utf-8")])
            return [page]
        if self._rebuild:
            self._rebuild.make_now(path.lstrip("/"))
        return super()._serve_request(environ, start_response)

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        page: bytes = super()._inject_js_into_html(content, epoch)  # type: ignore[no-untyped-call]  # likewise
        if not self._warnings:
            return page
        before, end, after = page.rpartition(b"</body>")
        return before + _listed("The build of the release will stop at this:", self._warnings).encode() + end + after

    def _summary(self, seconds: float) -> str:
        if self._problems:
            return f"{self.url} shows what is wrong ({seconds:.1f} s)."
        new, whole = self._rebuild.made if self._rebuild else (0, 0)
        return f"{self.url} shows the site of now: {new} of {count(whole, 'page')} made anew ({seconds:.1f} s)."


def is_edit(path: str) -> bool:
    """Tell whether a file that changed is one that a maintainer edits."""
    return bool(EDITED.search(path)) and not path.endswith(DATASET)


def problem_page(problems: Sequence[str]) -> bytes:
    """Return a page that names problems, each as it would stand in a terminal."""
    return (
        '<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width"><title>Mend this first</title>\n'
        "<style>:root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;"
        "padding:0 1rem}</style></head>\n<body>\n<h1>The site cannot be built</h1>\n"
        + _listed("This page shows the site again as soon as this is mended:", problems)
        + "</body>\n</html>\n"
    ).encode()


def _listed(heading: str, lines: Iterable[str]) -> str:
    """Return texts as HTML, each line of them in a paragraph of its own."""
    style = "white-space:pre-wrap;overflow-wrap:anywhere;font:.9rem/1.5 ui-monospace,monospace"
    items = "".join(f'<p style="{style}">{escape(line)}</p>\n' for text in lines for line in text.splitlines())
    return f'<section style="border:2px solid #c33;padding:0 1rem;margin:1rem"><p>{heading}</p>\n{items}</section>\n'


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until Ctrl+C and return the exit status: 1 if the port cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m macros.commands.dev", description="Serve the site while editing.")
    parser.add_argument("--port", type=port_number, default=8000, help="default: 8000; 0 takes a free one")
    port = parser.parse_args(arguments).port
    root = Path.cwd()
    with TemporaryDirectory(prefix="guide-") as site:
        try:
            server = DevServer(root, site, port)
        except OSError as error:
            print(unusable(port, error, "dev"), file=sys.stderr)
            return 1
        for name in ("data", "docs", "macros", "calculators", "images", "mkdocs.yml"):
            server.watch(str(root / name))
        print(f"Building what {server.url} will show (stop with Ctrl+C)", flush=True)
        try:
            server.serve()
        except KeyboardInterrupt:
            print()
        finally:
            server.shutdown()
    return 0


if __name__ == "__main__":
    sys.exit(main())
