"""What maintainers call: check, new, diff, changelog, serve, dev, picture."""
