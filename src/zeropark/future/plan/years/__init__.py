"""Plans of years: takes a park and its conditions, gives sizes, flows and costs.

Always: the cost of a plan stands beside a bound below which no plan can be.
"""
