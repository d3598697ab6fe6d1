"""Pictures drawn from records as inline SVG."""

from macros.diagrams.checklists import Leaf, checklist_tree
from macros.diagrams.decision import flow_diagram
from macros.diagrams.investigation import inquiries
from macros.diagrams.network import network_picture
from macros.diagrams.objectives import Value, objectives_timeline
from macros.diagrams.plan import gantt
from macros.diagrams.storage import storage_paths

__all__ = [
    "Leaf",
    "Value",
    "checklist_tree",
    "flow_diagram",
    "gantt",
    "inquiries",
    "network_picture",
    "objectives_timeline",
    "storage_paths",
]
