"""What a plan costs in a year: takes the park's flows and sizes, gives charges as sums of them.

Always: the charges of a plan add up to what its program minimises; a price missing is no zero.
"""
