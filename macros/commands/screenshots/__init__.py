"""`make screenshots`: a picture of every type of page for a reviewer, beside the one that was accepted last."""
