"""What the page's Python loads when a reader needs it. `macros.publish.bundle` packs each module with its wheels."""
