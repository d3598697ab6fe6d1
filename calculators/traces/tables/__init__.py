"""What a table of any kind holds: the columns of times, those that count, and their cells."""
