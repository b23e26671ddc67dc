"""Where readings rest: in memory, or in a folder with a write-ahead file and Parquet."""
