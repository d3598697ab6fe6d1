"""The vocabulary of answers and its dresses: inputs, reports, wording, charts, and a renderer for each format."""
