"""What a checklist holds for one combination: its steps and its ports."""
