"""OpenADR 3.1 as it travels: takes objects of either end, gives calls, prices and reports.

Always keeps what it does not know.
"""
