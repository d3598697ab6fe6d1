"""Inventories: which hosts a customer has, read from the exports of their platforms."""
