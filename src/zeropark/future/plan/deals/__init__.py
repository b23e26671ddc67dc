"""Deals: takes costs and flows of years, gives what they are worth.

Always: money is real or nominal, and the two never meet in one sum.
"""
