"""Ways from a page to where it is edited, and to a report of a mistake, on the hosts of repositories in use."""

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

KINDS = ("github", "gitlab", "gitea")
# Of a file: what follows the address of the repository. Forgejo has the addresses of Gitea.
EDIT = {
    "github": "/edit/main/{file}#L{line}",
    "gitlab": "/-/edit/main/{file}#L{line}",
    "gitea": "/_edit/main/{file}#L{line}",
}
REPORT = {
    "github": "/issues/new?title={title}&body={body}",
    "gitlab": "/-/issues/new?issue[title]={title}&issue[description]={body}",
    "gitea": "/issues/new?title={title}&body={body}",
}
# What the name of a host says about its kind, where nobody said it.
NAMES = (("gitlab", "gitlab"), ("gitea", "gitea"), ("forgejo", "gitea"), ("codeberg.org", "gitea"))


class RepositoryError(Exception):
    """What is wrong with the settings of the repository, in words for a maintainer."""


@dataclass(frozen=True, slots=True)
class Repository:
    """Patterns of addresses: `{file}` and `{line}` of a place, `{title}` and `{body}` of a report."""

    edit: str
    report: str

    def edit_address(self, file: str, line: int) -> str:
        """Return where a file is edited."""
        return self.edit.replace("{file}", quote(file)).replace("{line}", str(line))

    def report_address(self, title: str, address: str, place: str) -> str:
        """Return where a mistake on a page is reported, with what is known about it filled in."""
        return self.report.replace("{title}", quote(title, safe="")).replace(
            "{body}", quote(body(address, place), safe="")
        )


def body(address: str, place: str) -> str:
    """Return the text that a report begins with: the page, where it comes from, and what to add."""
    return f"Page: {address}\nFrom: {place}\n\nWhat is wrong:\n\nWhat is right, and where that can be read:\n"


def repository(address: str, kind: str = "", edit: str = "") -> Repository | None:
    """Return the ways into a repository, or None without an address.

    `kind` is one of KINDS, or empty to tell it by the address; `edit` is another pattern for files, with
    `{repository}`. Raises RepositoryError for an address or a kind that cannot be used.
    """
    if not address:
        return None
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise RepositoryError(f"REPOSITORY_URL: '{address}' is no address of a web page. It begins with https://.")
    if kind and kind not in KINDS:
        raise RepositoryError(f"REPOSITORY_KIND: '{kind}' is not allowed. Allowed: {', '.join(KINDS)}.")
    host = parts.hostname
    known = kind or next((found for name, found in NAMES if name in host), KINDS[0])
    base = address.rstrip("/").removesuffix(".git")
    return Repository(
        edit=edit.replace("{repository}", base) if edit else base + EDIT[known],
        report=base + REPORT[known],
    )
