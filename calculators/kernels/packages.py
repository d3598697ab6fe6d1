"""Lines of package managers and of boot directories: which kernels are installed."""

import re

from calculators.kernel_list.named import Named, named
from calculators.kernel_list.names import DEBUGINFO, is_cut
from calculators.kernels.found import CUT, Open, Passed, Said

VERSION = r"[0-9]{1,2}\.[0-9]+(?:\.[0-9]+)*"
PROCESSORS = (
    r"x86_64|amd64|x86-64|aarch64|arm64|armhf|armv\w+|i[3-6]86|ppc64le|ppc64el|ppc64|s390x|riscv64|noarch|all|src"
)
_RELEASED = re.compile(rf"{VERSION}-[0-9A-Za-z][\w.+~-]*", re.ASCII)
_EPOCH = re.compile(r"[0-9]+:")

# Packages of RPM that hold a kernel to start. SUSE's names have a flavour that ends the kernel's own name, too.
_HOLDS = re.compile(
    r"kernel(?:-(?:uek|lt|ml|plus|rt|longterm|default|azure))?(?:-core)?|kernel-(?:xen|pae|trace|ec2|vmi|preempt)"
)
SUSE = ("default", "azure", "rt", "longterm", "xen", "pae", "trace", "ec2", "vmi", "preempt")
_RPM_BESIDE = re.compile(
    r"kernel(?:-uek|-lt|-ml|-rt|-plus|-default|-azure|-debug)*-(?:headers|devel(?:-matched)?|tools(?:-libs(?:-devel)?)?|"
    r"docs?(?:-html)?|abi-\w+|modules(?:-\w+)*|debug(?:info)?(?:-\w+)*|source|syms|macros|firmware|\w*-?rpm-macros|"
    r"bootwrapper|cross-headers|selftests\S*|livepatch\S*|install-tools|extra|optional|vdso|man|debugsource|kmp\S*)|"
    r"kernel-debug"
)
_DEB_IMAGE = re.compile(r"linux-image-(?:unsigned-|extra-)?(?=[0-9])|(?:pve|proxmox)-kernel-(?=[0-9])")
_DEB_NAME = re.compile(rf"({VERSION}-[0-9][0-9.]*)-([A-Za-z][\w+.-]*)", re.ASCII)
_META = re.compile(r"linux-image(?:-[a-z][\w.+-]*)?", re.ASCII)
_DEB_PACKAGE = re.compile(r"[a-z0-9][a-z0-9.+-]+(?::(?:amd64|i386|arm64|all))?")

# The state of a package, as `dpkg -l` puts it in front: wanted, found, fault.
_STATE = re.compile(r"([uihrp][nicurHWUFtT][R ]?)\s+(\S+)(?:\s+(\S+))?")
_APT = re.compile(r"(\S+?)/(\S+)\s+(\S+)\s+(\S+)(?:\s+\[([^\]]*)(\])?)?.*")
_RPM = re.compile(rf"(\S+)-([^-\s]+)-([^-\s]+?)(?:\.({PROCESSORS}|\(none\)))?(?:\.rpm)?")
_LISTED = re.compile(rf"(\S+)\.({PROCESSORS})\s+(?:[0-9]+:)?([^\s-]+-[^\s-]+)(?:\s+(\S+))?\s*")
_MODE = re.compile(r"[-dlbcps][-rwxsStT]{9}[.+@]?\s.*?(\S+)(?:\s+->\s+(\S+))?")
_IMAGE = re.compile(r"(?:\S*/)?(?:vmlinuz|vmlinux|bzImage|kernel)-([^\s/,;|]+?)(?:\.gz)?")
_MODULES = re.compile(r"\S*/lib/modules/([^/\s]+)/?")
_BOOT_BESIDE = re.compile(
    r"(?:\S*/)?(?:config|initrd(?:\.img)?|initramfs|System\.map|symvers|symtypes|sysctl\.conf|elfcorehdr|abi|retpoline|"
    r"memtest86\+?|xen|loader|grub2?|efi|extlinux|lost\+found|tboot|boot|message|\.{1,2}|\.vmlinuz-\S*|"
    r"(?:do_)?purge_kernels)(?:[-_.]\S*)?/?|(?:\S*/)?(?:(?:vmlinuz|vmlinux)(?:\.old)?|vmlinuz-0-rescue-\S*)"
)
_LAST = re.compile(r"(\S+)\s+[^\d\s]\D*[0-9].*")


def package(line: str, *, absent: bool = False) -> Said | None:
    """Return what a line of a package manager or of a boot directory says; None where it is no such line.

    `absent` is whether the heading above the line says that its packages are on offer only.
    """
    found = _dpkg(line) or _apt(line) or _zypper(line) or _yum(line) or _boot(line) or _rpm(line)
    return Passed.ABSENT if absent and isinstance(found, Named) else found


def _dpkg(line: str) -> Said | None:
    state = _STATE.fullmatch(line) or _STATE.match(line)
    if not state or line[2:3] not in (" ", "R") or not state.group(3):
        return None
    name, there = state.group(2), state.group(1)[1] in "iHWUFtT"
    if _DEB_IMAGE.match(name) or name.startswith("linux-imag"):
        return _debian(name, state.group(3)) if there else Passed.ABSENT
    return Passed.BESIDE if _DEB_PACKAGE.fullmatch(name) else None


def _apt(line: str) -> Said | None:
    found = _APT.fullmatch(line)
    if not found or not re.fullmatch(PROCESSORS, found.group(4)) or line.startswith("/"):
        return None
    name, suites, version, _, state, closed = found.groups()
    if not _DEB_IMAGE.match(name):
        return Passed.BESIDE
    here = "now" in suites.split(",")
    if (state is not None and not closed) or (here and not state):
        return Open(why="the state of the package is cut off")
    if "residual-config" in (state or "") or not state:
        return Passed.ABSENT
    return _debian(name, version)


def _debian(name: str, version: str) -> Said:
    """Return the kernel of a Debian package. Its name is cut where `dpkg -l` has too narrow a column."""
    start = _DEB_IMAGE.match(name)
    plain = name.partition(":")[0]
    if not start:
        return Passed.BESIDE if _META.fullmatch(name) and not name.endswith("-") else Open(why=CUT)
    rest = plain[start.end() :]
    if rest.endswith("-dbg") or rest.endswith("-dbgsym"):
        return Passed.BESIDE
    rest = rest.removesuffix("-unsigned").removesuffix("-signed")
    found = _DEB_NAME.fullmatch(rest)
    if not found:
        # The package of a series, such as pve-kernel-6.2, holds no kernel itself.
        return Passed.BESIDE if _of_a_series(rest, version) else Open(why=CUT)
    doubt = "" if version else "the name alone does not say whether the package is installed"
    return Open(why=CUT) if is_cut(found.group(2)) else named(rest, installed=True, doubt=doubt)


def _of_a_series(rest: str, version: str) -> bool:
    return bool(re.fullmatch(r"[0-9]+\.[0-9]+", rest)) and "-" not in _EPOCH.sub("", version, count=1)


def fit(text: str) -> str:
    """Return a short text without signs that end a quotation."""
    return text.rstrip("-").replace("`", "'")[:40]


def _zypper(line: str) -> Said | None:
    cells = [cell.strip() for cell in line.split("|")]
    place = next((place for place, cell in enumerate(cells) if cell.startswith("kernel-")), None)
    if len(cells) < 2 or place is None or len(cells[0]) > 3:  # noqa: PLR2004
        return None
    if cells[0] not in ("i", "i+", "il", "i |"):
        return Passed.ABSENT if cells[0] in ("", "v", "l", "vl") else None
    name = cells[place]
    if not _HOLDS.fullmatch(name):
        return Passed.BESIDE if _RPM_BESIDE.fullmatch(name) else Open(why=f"an unknown package: `{fit(name)}`")
    after = cells[place + 1 :]
    version = next((at for at, cell in enumerate(after) if _RELEASED.fullmatch(cell)), None)
    # Without the column behind it the version may be cut, and its beginning may be another kernel.
    if version is None or version + 1 >= len(after) or not re.fullmatch(PROCESSORS, after[version + 1]):
        return Open(why="no whole version in the line")
    return _of_rpm(name, after[version], after[version + 1])


def _yum(line: str) -> Said | None:
    found = _LISTED.fullmatch(line)
    if not found:
        return None
    name, processor, version, repository = found.groups()
    if not _HOLDS.fullmatch(name):
        return _rpm_beside(name)
    if repository is None:
        return _of_rpm(name, version, processor, doubt="the line ends before it says whether the package is installed")
    if not repository.startswith(("@", "installed")):
        doubt = "the package may be on offer only: the line does not say that it is installed"
        return _of_rpm(name, version, processor, doubt=doubt)
    return _of_rpm(name, version, processor)


def _boot(line: str) -> Said | None:
    mode = _MODE.fullmatch(line)
    word = (mode.group(2) or mode.group(1)) if mode else line
    command = re.search(r"(?:BOOT_IMAGE=|^linux(?:16|efi)?\s+|^kernel=\"?)(?:\([^)]*\))?(\S+?)\"?(?=\s|$)", word)
    word = command.group(1) if command else word
    if " " in word:
        return None
    if _BOOT_BESIDE.fullmatch(word):
        return Passed.BESIDE
    modules = _MODULES.fullmatch(word)
    image = modules or (_IMAGE.fullmatch(word) if "/" in word or not word.startswith("kernel-") else None)
    if image:
        return image_of(image.group(1))
    return Passed.BESIDE if mode else None


def image_of(name: str) -> Said:
    """Return the kernel in the name of a file or a directory."""
    if _RELEASED.fullmatch(name):
        return named(name, installed=True)
    return Open(why=f"not the name of a kernel: `{fit(name)}`")


def _rpm(line: str) -> Said | None:
    first, _, rest = line.partition("\t") if "\t" in line else line.partition(" ")
    if (_DEB_IMAGE.match(first) or _META.fullmatch(first)) and not first.endswith(".deb"):
        return _selected(first, (rest.split() or [""])[0])
    last = _LAST.fullmatch(line)
    word = last.group(1) if last else line
    if word[:1].isdigit() or word.startswith(DEBUGINFO) or any(sign in word for sign in " \t/,;|"):
        return None
    if word.endswith(".deb"):
        name, _, version = word.partition("_")
        return _debian(name, version) if _DEB_IMAGE.match(name) else Passed.BESIDE
    if _META.fullmatch(word):
        return _debian(word, "")
    found = _RPM.fullmatch(word)
    if not found:
        return Passed.BESIDE if word.startswith("linux-") and "image" not in word else None
    name, version, release, processor = found.groups()
    if name.startswith("linux-"):
        return Passed.BESIDE
    if name.startswith("kernel-") or _HOLDS.fullmatch(name):
        return rpm_package(name, version, release, processor or "")
    return Passed.BESIDE if processor else None


def rpm_package(name: str, version: str, release: str, processor: str) -> Said:
    """Return the kernel of an installed package of RPM; what it is instead where it holds none."""
    if _HOLDS.fullmatch(name):
        return _of_rpm(name, f"{_EPOCH.sub('', version, count=1)}-{release}", processor, suffix=True)
    return _rpm_beside(name)


def _selected(name: str, word: str) -> Said:
    """Return what a name of a package says with the word behind it: a version, or what is selected for it."""
    if word in ("deinstall", "purge"):
        return Passed.ABSENT
    if word and not word[0].isdigit() and word not in ("install", "hold"):
        return Open(why="the line does not say that the package is installed")
    return _debian(name, word)


def _rpm_beside(name: str) -> Said:
    if name.startswith("kernel") and not _RPM_BESIDE.fullmatch(name):
        return Open(why=f"an unknown package: `{fit(name)}`")
    return Passed.BESIDE


def _of_rpm(name: str, version: str, processor: str, *, doubt: str = "", suffix: bool = False) -> Said:
    """Return the kernel of a package. SUSE counts rebuilds in a last number, which is not in the kernel's name."""
    if not _RELEASED.fullmatch(version):
        return Open(why=f"not the version of a kernel: `{fit(version)}`")
    flavour = name.removeprefix("kernel-")
    if flavour in SUSE and re.fullmatch(r"(?:lp)?[0-9][0-9.]*", version.partition("-")[2]):
        shorter, point, _ = version.rpartition(".")
        version = shorter if point and "-" in shorter else version
        version += "" if flavour == "default" else f"-{flavour}"
    elif suffix and processor:
        version += f".{processor}"
    return named(version, processor, installed=True, doubt=doubt)
