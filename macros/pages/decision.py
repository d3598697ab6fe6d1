"""Decisions."""

from markupsafe import Markup

from macros.diagrams import flow_diagram
from macros.pages.view import View


def decision_diagram(view: View, name: str) -> Markup:
    """Return a flow as a drawing."""
    return flow_diagram(view.data.catalog.flow(name))
