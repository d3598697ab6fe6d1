"""HTML as a browser would read it: elements and text."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

# They have no end tag.
VOID = frozenset(["area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"])


@dataclass(frozen=True, slots=True)
class Element:
    """A start tag."""

    tag: str
    attributes: dict[str, str]


@dataclass(frozen=True, slots=True)
class Page:
    """An HTML file of the site, or a part of one."""

    path: str
    html: str
    elements: list[Element]
    words: str
    """All text but scripts and styles, without white space, so that line breaks do not matter."""
    open_tags: list[str]
    """What is wrong with the nesting of the tags, for markup that closes every tag."""

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """Return the elements with this tag and these attributes."""
        return [
            element
            for element in self.elements
            if element.tag == tag and attributes.items() <= element.attributes.items()
        ]

    @property
    def ids(self) -> list[str]:
        """Return every id, also twice."""
        return [element.attributes["id"] for element in self.elements if "id" in element.attributes]


@dataclass
class Reader(HTMLParser):
    """Collects elements, text and tags that do not match."""

    elements: list[Element] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    stack: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.stack.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if self.stack and self.stack[-1] == tag:
            self.stack.pop()
        else:
            self.faults.append(f"</{tag}> in {self.stack[-1:]}, line {self.getpos()[0]}")
            if tag in self.stack:
                del self.stack[len(self.stack) - 1 - self.stack[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        if not {"script", "style"} & set(self.stack[-1:]):
            self.texts.append(data)


def read_page(html: str, path: str = "") -> Page:
    """Return HTML as elements and text."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    return Page(path, html, reader.elements, squeezed("".join(reader.texts)), reader.faults + reader.stack)


def squeezed(text: str) -> str:
    """Return text without white space."""
    return "".join(text.split())
