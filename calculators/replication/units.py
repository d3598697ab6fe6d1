"""Units of data, rate and time. Everything inside is bytes, bytes a second and seconds."""

BITS = 8
MINUTE = 60
HOUR = 3600
DAY = 86400
MONTHS = 12

DATA_UNITS = {
    "MB": 10**6,
    "GB": 10**9,
    "TB": 10**12,
    "MiB": 2**20,
    "GiB": 2**30,
    "TiB": 2**40,
}


def to_bytes(amount: float, unit: str) -> float:
    """Return an amount of data in bytes. Units: MB, GB, TB (decimal), MiB, GiB, TiB (binary)."""
    return amount * DATA_UNITS[unit]


def from_bytes(size: float, unit: str) -> float:
    """Return bytes as an amount in `unit`, the inverse of `to_bytes`."""
    return size / DATA_UNITS[unit]


def mbps_to_rate(mbps: float) -> float:
    """Return bytes a second from Mbit/s as carriers sell them: 10^6 bits."""
    return mbps * 10**6 / BITS


def rate_to_mbps(rate: float) -> float:
    """Return Mbit/s (10^6 bits) from bytes a second, the inverse of `mbps_to_rate`."""
    return rate * BITS / 10**6


def rate_to_binary_mbps(rate: float) -> float:
    """Return the 1024-based "Mbps" of the published planning table: 2^20 bits a second."""
    return rate * BITS / 2**20
