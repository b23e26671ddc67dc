"""Deals: takes costs and flows of years, gives what they are worth."""
