"""Inventories: which hosts a customer has, read from the exports of their platforms."""

from calculators.inventory.read import read_inventory

__all__ = ["read_inventory"]
