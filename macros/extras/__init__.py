"""What the page's Python loads when a reader needs it. `macros.bundle` packs each module with the wheels it needs."""
