"""The index that the search looks through: one file a language, which a page loads once a reader searches."""
