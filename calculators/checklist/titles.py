"""What checklists are called, in plain text."""

from calculators.records.delivery import Checklist, Combination

SITES = {
    "vmware": "VMware, agentless",
    "agent": "Linux or Windows hosts, agent",
    "aws": "AWS, agentless",
    "host": "Host",
}
SOURCES = {
    "vmware": "VMware agentless",
    "agent": "Linux or Windows hosts with an agent",
    "aws": "AWS agentless",
}
NETWORKS = {"vpn": "VPN or dedicated line", "public": "Public network"}


def lead(form: Checklist | Combination, cloud: str) -> str:
    """Return from where to where a checklist leads; `cloud` is the name of its platform."""
    if form.direction == "failback":
        return f"Failback from {cloud} to {'VMware' if form.site == 'vmware' else 'hosts'}"
    return f"{SOURCES[form.site]} to {cloud}"


def title(form: Checklist | Combination, cloud: str) -> str:
    """Return the combination that a checklist is for; `cloud` is the name of its platform."""
    network = "VPN or dedicated line" if form.network == "vpn" else "public network"
    return f"{lead(form, cloud)}: {form.storage} storage, {network}"
