"""Whether an HTTP service answers: `curl`, `curl -I` or `curl -v`."""

import re

from calculators.proofs.model import Claim, Judgement, Value
from calculators.proofs.texts import shown
from calculators.proofs.wanted import Wanted

TITLE = "curl"

_STATUS = re.compile(r"^(?:< )?HTTP/[\d.]+ (\d{3})(?: ([^\n]*?))?\s*$", re.MULTILINE)
_XML = re.compile(r"<Error>\s*<Code>(\w+)</Code>")
_OPENED = re.compile(r"connection established|continue", re.IGNORECASE)
# What object storage puts beside its answers, and what a proxy does.
_STORAGE = re.compile(r"^(?:< )?(?:server: *(?:OBS|AmazonS3|AliyunOSS|tencent-cos)\b|x-[\w-]*request-id:)", re.M | re.I)
_PROXY = re.compile(
    r"^(?:< )?(?:server: *(?:squid|bluecoat|zscaler|mcafee)|x-squid|x-bluecoat|proxy-)[^\n]*", re.M | re.I
)
REFUSED = "403"
"""An answer of object storage, and of proxies as well."""
_FAILED = re.compile(r"^curl: \((\d+)\) ([^\n]+)", re.MULTILINE)


def recognise(text: str) -> Claim:
    """Return how sure it is that a text is an answer over HTTP."""
    return "sure" if _STATUS.search(text) or _XML.search(text) or _FAILED.search(text) else "no"


def judge(text: str, wanted: Wanted) -> Judgement:
    """Return whether the answer is one of those that show that the service is reached."""
    failed = _FAILED.search(text)
    if failed:
        sentence = f"Nothing answered: `{shown(failed[2])}`. Check DNS, the proxy, firewall and route."
        return wanted.judgement("not proved", sentence, lines=(shown(failed[0]),))
    # A proxy says first that it has opened the way; every other answer counts.
    codes = [found for found in _STATUS.finditer(text) if not _OPENED.search(found[2] or "")]
    words = [found[1] for found in _XML.finditer(text)]
    lines = tuple(shown(found[0]) for found in (*codes, *_XML.finditer(text)))
    told = [f"{found[1]} {found[2] or ''}".strip() for found in codes] + words
    values = (Value(label="Answer", value=", ".join(told), wanted=" or ".join(wanted.proof.answers)),)
    wrong = [answer for answer in told if answer.split()[0] not in wanted.proof.answers]
    proxy = _PROXY.search(text)
    if wrong or not told:
        answer = wrong[0] if wrong else "none of the service"
        sentence = f"The answer is {answer}, which the service itself does not give. Check the address and the proxy."
        return wanted.judgement("not proved", sentence, values=values, lines=lines)
    if proxy:
        sentence = f"A proxy gave this answer: `{shown(proxy[0])}`. Let it through to the service, and try again."
        return wanted.judgement("not proved", sentence, values=values, lines=(*lines, shown(proxy[0])))
    if not words and told[-1].split()[0] == REFUSED and not _STORAGE.search(text):
        sentence = f"A proxy may answer {REFUSED}, too. Paste all that `curl -v` prints, with the lines of the head."
        return wanted.judgement("cannot tell", sentence, values=values, lines=lines)
    return wanted.judgement("proved", f"The service answers: {told[-1]}.", values=values, lines=lines)
