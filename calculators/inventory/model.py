"""An inventory: which hosts a customer has, as the exports of their platforms tell it, and what reading them found.

None always means that no file says it. A value that was worked out from others is named in `Host.derived`, with what
it was worked out from; every other one stands in a file. Sizes are whole bytes, whatever unit a file has.
"""

from dataclasses import dataclass
from typing import Literal

Power = Literal["on", "off", "suspended"]
Firmware = Literal["bios", "efi"]
Raw = Literal["none", "virtual", "physical", "unknown"]
Sharing = Literal["none", "multi-writer", "virtual bus", "physical bus"]
Kind = Literal["hosts", "disks", "partitions", "snapshots", "tools", "memory", "processors", "networks", "metadata"]
Category = Literal[
    "no name", "wrong width", "not a number", "negative", "too large", "formula", "not allowed", "no host", "repeated",
    "header again", "cut off", "damaged", "totals", "note",
]  # fmt: skip

MOST_EXAMPLES = 50
"""How many of one kind are shown; all of them count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disk:
    """A disk of a host."""

    name: str | None = None
    """What the file calls it, such as `Hard disk 1`, `sda` or a volume's id."""
    size_bytes: int | None = None
    """Its capacity."""
    used_bytes: int | None = None
    """What of it is in use, where a file tells it by disk."""
    mode: str | None = None
    """VMware's disk mode in small letters, such as `persistent` or `independent_persistent`."""
    raw: Raw | None = None
    """Whether it is a raw device, and in which compatibility mode; `unknown` is raw in a mode that is not said."""
    sharing: Sharing | None = None
    """How several hosts may write to it; `none` where a file says that they may not."""
    path: str | None = None
    """Where its file lies, such as `[datastore] folder/disk.vmdk`."""
    uuid: str | None = None
    """The identifier of the disk itself."""
    thin: bool | None = None
    """Whether it takes only the space that was written."""
    controller: str | None = None
    """What it hangs on, such as `SCSI controller 0` or `NVME controller 0`."""
    identity: str | None = None
    """The same text at two hosts is one disk; None where nothing tells disks apart."""
    counted_elsewhere: bool = False
    """Whether it is shared with a host further up in the inventory, where it counts: sums leave it out here."""

    @property
    def independent(self) -> bool | None:
        """Whether snapshots of the host leave it out."""
        return None if self.mode is None else self.mode.startswith("independent")


@dataclass(frozen=True, slots=True, kw_only=True)
class Partition:
    """A file system that the guest has mounted, as its tools or agent report it."""

    name: str | None = None
    """Where it is mounted, such as `C:\\` or `/var`."""
    capacity_bytes: int | None = None
    """How much it can hold."""
    used_bytes: int | None = None
    """How much it holds."""
    free_bytes: int | None = None
    """How much it could still take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something stands."""

    file: str
    """The name of the file."""
    table: str
    """The sheet, or the table's kind; empty where the file is one table."""
    row: int
    """The line of the file or the row of the sheet, from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Derivation:
    """A value that no file has as such."""

    field: str
    """The name of the field."""
    source: str
    """What it was worked out from, in a few words, such as `the sum of its disks`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """A machine of the customer's: virtual, physical, or an instance of a cloud."""

    # What it is.
    name: str
    """Its name on the platform, or else in its own system. Never empty, and not unique."""
    dns_name: str | None = None
    """The name that its own system has."""
    platform: str | None = None
    """`vmware`, `hyper-v`, `nutanix`, `physical`, `aws`, `azure` or `huawei`."""
    server_id: str | None = None
    """Which vCenter, account, subscription or cluster it belongs to, by identifier."""
    server_name: str | None = None
    """The same by name or address."""
    object_id: str | None = None
    """Its identifier there, such as `vm-1042` or an instance's id."""
    instance_uuid: str | None = None
    """The identifier that a vCenter gives it; unique there."""
    smbios_uuid: str | None = None
    """The identifier that its own system sees; copies of a machine may have the same."""
    vm_uuid: str | None = None
    """An identifier of which the file does not tell which of the two it is."""

    # Where it is.
    datacenter: str | None = None
    """The datacenter, region or zone."""
    cluster: str | None = None
    """The cluster of hypervisors."""
    hypervisor: str | None = None
    """The ESXi or other host that it runs on."""
    folder: str | None = None
    """The folder or resource group."""
    resource_pool: str | None = None
    """The resource pool."""
    tags: tuple[tuple[str, str], ...] = ()
    """Tags and custom attributes with their values; without those that look like a password."""
    networks: tuple[str, ...] | None = None
    """The names of the networks that it is in."""
    addresses: tuple[str, ...] | None = None
    """Its IP addresses."""
    network_cards: int | None = None
    """How many it has."""

    # How it is.
    power: Power | None = None
    """Whether it runs."""
    template: bool | None = None
    """Whether it is only a template of machines."""
    srm_placeholder: bool | None = None
    """Whether it stands for a machine of another site."""
    connection: str | None = None
    """What the platform says of it in small letters, such as `connected`, `orphaned` or `inaccessible`."""

    # What runs on it.
    os_configured: str | None = None
    """The system that its configuration names."""
    os_reported: str | None = None
    """The system that runs there, as its tools or agent report it."""
    os_family: str | None = None
    """`windows` or `linux`, where a file says no more or says it as well."""
    kernel: str | None = None
    """The release of its kernel."""
    architecture: str | None = None
    """`x86_64`, `x86`, `arm64`, or else the file's word in small letters."""
    firmware: Firmware | None = None
    """What it boots with."""
    secure_boot: bool | None = None
    """Whether that checks signatures."""
    hardware_version: int | None = None
    """The version of VMware's virtual hardware, such as 13 for `vmx-13`."""
    tools: str | None = None
    """The state of its tools as the file has it, such as `toolsOk` or `Not running`."""
    encrypted: bool | None = None
    """Whether it or one of its disks is encrypted by the platform."""
    tpm: bool | None = None
    """Whether it has a virtual TPM."""
    fault_tolerance: bool | None = None
    """Whether a second machine follows it step by step."""
    consolidation_needed: bool | None = None
    """Whether leftovers of snapshots wait to be merged."""
    cbt: bool | None = None
    """Whether changed block tracking is on."""
    password_in_notes: bool = False
    """Whether a note or attribute looks like a password in clear text. What it says is never kept."""

    # How large it is.
    vcpus: int | None = None
    """Its virtual processors, or the cores of a physical machine."""
    memory_bytes: int | None = None
    """Its memory."""
    disks: tuple[Disk, ...] | None = None
    """Its disks, one by one; None where no file lists them."""
    disk_count: int | None = None
    """How many disks it has, as a file says, or else as many as are listed."""
    disk_bytes: int | None = None
    """The capacity of its disks together."""
    partitions: tuple[Partition, ...] | None = None
    """Its file systems; None where no file lists them."""
    guest_capacity_bytes: int | None = None
    """The capacity of its file systems together."""
    guest_used_bytes: int | None = None
    """What its file systems hold together."""
    provisioned_bytes: int | None = None
    """What the platform would have to hold at most: disks, swap, snapshots, logs."""
    in_use_bytes: int | None = None
    """What it takes of the platform's storage now."""
    unshared_bytes: int | None = None
    """What of that no other machine uses as well."""
    snapshots: int | None = None
    """How many snapshots it has; 0 only where a file lists those of other machines of its platform."""
    snapshot_bytes: int | None = None
    """What they take."""

    # How that is known.
    derived: tuple[Derivation, ...] = ()
    """The fields whose values no file has as such."""
    read_from: tuple[Place, ...] = ()
    """Where it stands, one row for each file that lists it."""

    def derivation(self, field: str) -> str | None:
        """Return what the value of a field was worked out from; None when it was read as it is, or is missing."""
        return next((derived.source for derived in self.derived if derived.field == field), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRead:
    """A table of a file."""

    name: str
    """The sheet or the file's own name for it; empty where the file is one table."""
    kind: Kind | None
    """What it lists; None for a table that is left out."""
    rows: int
    """How many rows with something in them it has, without the header."""
    units: tuple[tuple[str, str], ...] = ()
    """Each column of sizes by its own name, with the unit that it was read in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file that was given."""

    name: str
    dialect: str
    """The id of what wrote it, such as `rvtools`; empty when it was not read."""
    title: str
    """The same for a reader, with the version where the file says it."""
    tables: tuple[TableRead, ...] = ()
    exported: str | None = None
    """When it was written, as the file says it."""
    hosts: int = 0
    """How many rows of hosts were read from it, those that other files have as well included."""
    problem: str | None = None
    """Why nothing of it was read; None when something was."""
    tool: str | None = None
    """The tool that takes it instead, such as `trace_replay`; None when none is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A row or value that was not used as it stands."""

    place: Place
    column: str = ""
    """The column, by the file's own name; empty where it is about the row."""
    host: str = ""
    """The name of the host, where the row has one."""
    found: str = ""
    """What stood there, cut short; empty where that could be a secret."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """Rows or values of one kind that were not used."""

    category: Category
    file: str
    table: str
    reason: str
    """Why, and what is allowed, in a sentence."""
    whole_row: bool
    """Whether the rows are left out; else only the value is, and counts as missing."""
    count: int
    """How many there are."""
    examples: tuple[Example, ...]
    """The first of them, `MOST_EXAMPLES` at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """What was read, and may not be so."""

    topic: str
    """A short name for its kind, such as `same name`."""
    text: str
    """What was taken for what, and why it may be wrong, in a sentence or two."""
    count: int = 1
    """How often."""
    examples: tuple[Example, ...] = ()
    """The first of them, `MOST_EXAMPLES` at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One answer to a question."""

    value: str
    """What to hand back for the question's key."""
    label: str
    """What it means, with what a first value would be read as."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What only the person who has the files can tell. Until then the values it is about are missing."""

    key: str
    """What an answer is handed back under."""
    file: str
    table: str
    column: str
    """The column that it is about; empty where it is about more."""
    text: str
    """What to tell, and why it is asked."""
    choices: tuple[Choice, ...]
    values: int
    """How many values wait for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A question that has an answer, which may be changed."""

    question: Question
    value: str
    """The answer: of one of its choices."""
    carried: bool = False
    """Whether it was given about an earlier export, whose name differs in its date only."""

    @property
    def label(self) -> str:
        """What the answer means."""
        return next(choice.label for choice in self.question.choices if choice.value == self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """Hosts that several rows are about: each counts once."""

    by: Literal["identifier", "name"]
    """What shows that they are one."""
    count: int
    """How many rows were merged into another one."""
    examples: tuple[Example, ...]
    """The first of them, `MOST_EXAMPLES` at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """What was read from all files together."""

    hosts: tuple[Host, ...]
    """Every host once, in the order of the files; none is left out for what it is."""
    files: tuple[File, ...]
    """Every file that was given, those that were not read included."""
    rejected: tuple[Rejected, ...] = ()
    """What was not used, counted."""
    doubts: tuple[Doubt, ...] = ()
    questions: tuple[Question, ...] = ()
    """Empty when everything is told."""
    answered: tuple[Answered, ...] = ()
    """The questions that have an answer."""
    merged: tuple[Merged, ...] = ()
