# Runs in PyScript: the same package and the same call as on the site.
import json
from pathlib import Path

from pyscript import document

from calculators.bridge import answer

reply = json.loads(answer(Path("request.json").read_text()))
document.querySelector("#answer").innerHTML = reply["result"]["html"]
