"""Where closed periods rest: in memory, or in a folder with Parquet and an index."""
