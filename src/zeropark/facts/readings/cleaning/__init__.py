"""Readings are doubted by name: takes readings, gives flags and findings, changes no value."""
