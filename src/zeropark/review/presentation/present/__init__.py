"""The present in words: takes closed flows and newest readings, gives tiles, ages and rows.

Always says of which time a figure is, how old it is, and what is known of its quality.
"""
