"""The records that the data files hold, one module a subject."""
