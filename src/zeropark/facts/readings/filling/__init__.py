"""Gaps are filled by name: takes aligned amounts, gives the same with marked fills."""
