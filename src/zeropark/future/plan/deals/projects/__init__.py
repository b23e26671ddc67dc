"""Projects: takes what is built, sold, bought, borrowed and taxed, gives cash flows by year.

Always: what is depreciated is what was paid less what is left.
"""
