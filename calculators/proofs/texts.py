"""The text that a reader pasted: without what terminals add, and with what went wrong in it."""

import re

MOST_LETTERS = 5_000_000
"""A report of some ten thousand tasks has fewer."""
SHOWN = 160
"""How many letters of a line are shown."""

_ESCAPES = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?")
# A colour of which a mail or a chat has dropped the sign that cannot be seen.
_COLOURS = re.compile(r"\[\d{1,3}(?:;\d{1,3})*m")
_FENCE = re.compile(r"^\s*```[a-z]*\s*$", re.MULTILINE)
_BEGIN = re.compile(r"^\{\s*$", re.MULTILINE)
# The command is not there, or may not be run.
_MISSING = re.compile(
    r"command not found|not recognized as (?:an internal|the name)|n'est pas reconnu|Die Benennung|"
    r"ist entweder falsch geschrieben|no se reconoce como|não é reconhecido|non è riconosciuto|"
    r"не является внутренней|不是内部或外部命令|无法将.{1,80}项识别为|未找到命令|Befehl nicht gefunden|"
    r"commande introuvable|orden no encontrada|No such file or directory|コマンドが見つかりません",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"permission denied|operation not permitted|access is denied|Zugriff verweigert|Accès refusé|"
    r"Acceso denegado|Acesso negado|权限不够|拒绝访问|must be root|are you root",
    re.IGNORECASE,
)


def cleaned(text: str) -> str:
    """Return a text with lines that end in one way, without colours and without the marks of a quotation."""
    text = _COLOURS.sub("", _ESCAPES.sub("", text.removeprefix("\ufeff")))
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return _FENCE.sub("", text)


def braced(text: str) -> str:
    """Return a text from its first line with a brace alone to the last one: the lines of the shell are no JSON."""
    begin, end = _BEGIN.search(text), text.rfind("\n}")
    whole = text[begin.start() : end + 2] if begin and end > begin.start() else text[begin.start() :] if begin else text
    return whole.strip()


def went_wrong(text: str) -> str:
    """Return what kept a command from being run, as a sentence; nothing where no line says so."""
    for line in text.split("\n"):
        if _MISSING.search(line):
            return f"The command was not there: `{shown(line)}`. Install it, or run the command of another system."
        if _DENIED.search(line):
            return f"The command was not allowed to run: `{shown(line)}`. Run it with more rights."
    return ""


def shown(line: str) -> str:
    """Return a line as it can be shown: cut short, without signs that cannot be seen."""
    letters = " ".join(line[: 2 * SHOWN].replace("`", "'").split())
    letters = "".join(sign if sign.isprintable() else "?" for sign in letters)
    return letters if len(letters) <= SHOWN else f"{letters[:SHOWN]}..."
