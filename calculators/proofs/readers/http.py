"""Whether an HTTP service answers: `curl`, `curl -I` or `curl -v`."""

import re

from calculators.proofs.model import Claim, Judgement, Value
from calculators.proofs.texts import shown
from calculators.proofs.wanted import Wanted

TITLE = "curl"

_STATUS = re.compile(r"^(?:< )?HTTP/[\d.]+ (\d{3})(?: ([^\n]*?))?\s*$", re.MULTILINE)
_XML = re.compile(r"<Error>\s*<Code>(\w+)</Code>")
_FAILED = re.compile(r"^curl: \((\d+)\) ([^\n]+)", re.MULTILINE)


def recognise(text: str) -> Claim:
    """Return how sure it is that a text is an answer over HTTP."""
    return "sure" if _STATUS.search(text) or _XML.search(text) or _FAILED.search(text) else "no"


def judge(text: str, wanted: Wanted) -> Judgement:
    """Return whether the answer is one of those that show that the service is reached."""
    failed = _FAILED.search(text)
    if failed:
        sentence = f"Nothing answered: {shown(failed[2])}. Check DNS, the proxy, firewall and route."
        return wanted.judgement("not proved", sentence, lines=(shown(failed[0]),))
    codes = list(_STATUS.finditer(text))
    words = [found[1] for found in _XML.finditer(text)]
    lines = tuple(shown(found[0]) for found in (*codes, *_XML.finditer(text)))
    told = [f"{found[1]} {found[2] or ''}".strip() for found in codes] + words
    values = (Value(label="Answer", value=", ".join(told), wanted=" or ".join(wanted.proof.answers)),)
    # A proxy answers `200 Connection established` first; the last answer is that of the service.
    last = codes[-1][1] if codes else ""
    if (last and last not in wanted.proof.answers) or (not last and words[-1] not in wanted.proof.answers):
        answer = told[len(codes) - 1]
        sentence = f"The answer is {answer}, which the service itself does not give. Check the address and the proxy."
        return wanted.judgement("not proved", sentence, values=values, lines=lines)
    return wanted.judgement("proved", f"The service answers: {told[-1]}.", values=values, lines=lines)
