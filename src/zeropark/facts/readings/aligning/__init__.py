"""Readings come onto one axis: takes readings, gives amounts that conserve what was said."""
