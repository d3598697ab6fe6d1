"""What MkDocs does besides rendering pages: fresh code while serving, and files from outside docs/."""

import sys
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files


@event_priority(100)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Forget the project's modules, so that an edit of code shows up at the next build of `make dev`."""
    for name in [name for name in sys.modules if name.split(".")[0] in ("macros", "calculators")]:
        if name != __name__:
            del sys.modules[name]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add images/ and the browser's Python to the site."""
    from macros.bundle import BundleError  # noqa: PLC0415  # after on_config has dropped old modules
    from macros.datafile import DataError  # noqa: PLC0415
    from macros.site import prepare  # noqa: PLC0415

    root = Path(config.config_file_path).parent
    try:
        site = prepare(root)
    except (DataError, BundleError) as error:
        raise PluginError(str(error)) from None
    for path in sorted((root / "images").iterdir()):
        _add(files, config, f"images/{path.name}", path)
    for path in site.runtime.files:
        _add(files, config, f"{site.runtime_url}/{path.name}", path)
    return files


def _add(files: Files, config: Any, uri: str, path: Path) -> None:
    files.append(File.generated(config, uri, abs_src_path=str(path)))
