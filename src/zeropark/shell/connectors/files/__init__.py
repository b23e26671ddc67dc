"""Tables in files: takes CSV, Parquet or XLSX, gives raw rows that know where they stood."""
