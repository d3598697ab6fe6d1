"""The theme's script without what it would load from another host, and without landmarks that lead nowhere."""

import re
from pathlib import Path

from macros.publish.bundle import BundleError

# Its search and the languages of it: the site has its own (macros/publish/search/), so no page asks for them.
UNUSED = re.compile(r"assets/javascripts/(?:lunr|workers)/")
BUNDLES = "assets/javascripts/bundle.*.min.js"
# It asks a host of packages for what a browser does not have, and for what draws diagrams of a kind that no page has.
FOREIGN = re.compile(r'"https://unpkg\.com/[^"]*"')
NOWHERE = '"data:,"'
# The button that copies a block of code stands in a <nav> without a name: a page with several has as many landmarks.
LANDMARK = '("nav",{class:"md-code__nav"})'
NO_LANDMARK = '("div",{class:"md-code__nav"})'
# In place of the one that it would load: sizes are then those of the first moment.
SIZES = (
    "window.ResizeObserver=window.ResizeObserver||"
    "function(){this.observe=this.unobserve=this.disconnect=function(){}};\n"
)


def keep_to_the_site(site: Path) -> None:
    """Take foreign addresses and needless landmarks out of the theme's script in ``site``.

    Raises BundleError when it is not built in the way that is known here.
    """
    bundles = list(site.glob(BUNDLES))
    for bundle in bundles:
        text = bundle.read_text("utf-8")
        if text.startswith(SIZES):
            continue
        text, count = FOREIGN.subn(NOWHERE, text)
        if not count:
            raise BundleError(f"{bundle.name} loads nothing from unpkg.com any more: see macros/publish/theme.py.")
        if LANDMARK not in text:
            raise BundleError(f"{bundle.name} copies code in another way: see macros/publish/theme.py.")
        bundle.write_text(SIZES + text.replace(LANDMARK, NO_LANDMARK), "utf-8")
    if not bundles:
        raise BundleError(f"The theme has no {BUNDLES} any more: see macros/publish/theme.py.")
