"""What MkDocs does besides rendering pages: fresh code while serving, files from outside docs/, and the release."""

import sys
from pathlib import Path
from typing import Any, Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files

_serving = False


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Note whether this is `make dev`. MkDocs tells the hooks apart from plugins by this one: they stay loaded."""
    global _serving  # noqa: PLW0603
    _serving = command == "serve"


@event_priority(100)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Forget the project's modules, so that an edit of code shows up at the next build of `make dev`."""
    for name in [name for name in sys.modules if name.split(".")[0] in ("macros", "calculators")]:
        if name != __name__:
            del sys.modules[name]
    # What is made for `make dev` need not start fast in the browser, but must be made fast.
    config.extra["quick"] = _serving
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add images/ and the browser's Python to the site."""
    from macros.bundle import BundleError  # noqa: PLC0415  # after on_config has dropped old modules
    from macros.datafile import DataError  # noqa: PLC0415
    from macros.site import prepare  # noqa: PLC0415

    root = Path(config.config_file_path).parent
    try:
        site = prepare(root, quick=_serving)
    except (DataError, BundleError) as error:
        raise PluginError(str(error)) from None
    for path in sorted((root / "images").iterdir()):
        _add(files, config, f"images/{path.name}", path)
    for path in site.runtime.files:
        _add(files, config, f"{site.runtime_url}/{path.name}", path)
    return files


@event_priority(-100)
def on_post_build(config: MkDocsConfig) -> None:
    """Make a release of the finished site, or keep browsers from keeping what `make dev` serves."""
    from macros.offline import finish_release, keep_nothing  # noqa: PLC0415  # after on_config, as above
    from macros.site import prepare  # noqa: PLC0415

    folder = Path(config.site_dir)
    if _serving:
        keep_nothing(folder)
    else:
        site = prepare(Path(config.config_file_path).parent, quick=False)
        finish_release(folder, site.data.catalog.date)


def _add(files: Files, config: Any, uri: str, path: Path) -> None:
    files.append(File.generated(config, uri, abs_src_path=str(path)))
