"""A project: said once, answered by every calculator, kept as a file, sent as a link, shown on a page."""

from calculators.project.file import Opened, ProjectError, open_text, pack, sample, unpack, write, wrong
from calculators.project.model import Decision, Known, Project, Recording
from calculators.project.overview import influences, lines, open_questions
from calculators.project.page import page
from calculators.project.replies import replied
from calculators.project.taken import taken

__all__ = [
    "Decision",
    "Known",
    "Opened",
    "Project",
    "ProjectError",
    "Recording",
    "influences",
    "lines",
    "open_questions",
    "open_text",
    "pack",
    "page",
    "replied",
    "sample",
    "taken",
    "unpack",
    "write",
    "wrong",
]
