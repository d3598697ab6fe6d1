"""Build time: from data/ to pages. The only file that knows the macros plugin."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any


def define_env(env: Any) -> None:
    """Give the pages their macros. Raises PluginError with every problem of the data."""
    # Imported here, so that the commands of maintainers start without MkDocs.
    from mkdocs.exceptions import PluginError  # noqa: PLC0415

    from macros.data.datafile import DataError  # noqa: PLC0415
    from macros.pages import MACROS  # noqa: PLC0415
    from macros.pages.blocks import Blocks  # noqa: PLC0415
    from macros.pages.view import View, way_to_root  # noqa: PLC0415
    from macros.publish.bundle import BundleError  # noqa: PLC0415
    from macros.site import prepare  # noqa: PLC0415

    try:
        site = prepare(Path(env.project_dir), quick=env.conf.extra["rebuild"] is not None)
    except (DataError, BundleError) as error:
        raise PluginError(str(error)) from None

    blocks: Blocks = env.conf.extra["blocks"]

    def bound(macro: Callable[..., str]) -> Callable[..., str]:
        @wraps(macro)
        def call(*arguments: Any) -> str:
            known = {"address": address} if (address := env.conf.site_url) else {}
            view = View(site.data, way_to_root(env.page.url), site.runtime_url, **known)
            return blocks.hold(macro(view, *arguments))

        return call

    for macro in MACROS:
        env.macro(bound(macro), macro.__name__)
