"""Measures of money over years: takes arrays with a column a year, gives one number a scenario.

Always: what has no answer is NaN, never a number.
"""
