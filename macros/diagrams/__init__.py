"""Diagrams drawn from records as inline SVG."""

from macros.diagrams.decision import flow_diagram
from macros.diagrams.network import network_picture
from macros.diagrams.plan import gantt

__all__ = ["flow_diagram", "gantt", "network_picture"]
