"""`make check` answers at once, so it needs few packages."""

import re
import subprocess
import sys

from tests.conftest import ROOT


def test_the_check_loads_no_package_but_those_of_its_own_lock_file():
    code = (
        "import sys, macros.commands.check;"
        "files = {name.partition('.')[0] for name, item in sys.modules.items() if getattr(item, '__file__', None)};"
        "print(*files - sys.stdlib_module_names)"
    )
    # Without site-packages' own start-up files, which may load what they like.
    run = [sys.executable, "-S", "-c", f"import sys; sys.path += {sys.path!r}; {code}"]
    loaded = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    lock = (ROOT / "requirements/check.txt").read_text("utf-8")
    locked = {name.replace("-", "_") for name in re.findall(r"^([a-z0-9-]+)==", lock, re.MULTILINE)}
    assert set(loaded) >= {"yaml", "pydantic"}
    assert {name for name in loaded if name[0] != "_"} <= locked | {"calculators", "macros", "yaml"}


def test_the_lock_file_of_the_check_has_the_versions_of_the_site():
    check, site = ((ROOT / f"requirements/{name}.txt").read_text("utf-8") for name in ("check", "site"))
    assert set(check.splitlines()[1:]) <= set(site.splitlines())
