"""Reading and checking data/: files with positions, records, checks, schemas, changes."""
