"""A whole park as one program: takes devices' equations, prices and rules, gives the program.

Always: a rule and a cost are sums of flows; what is not a flow or a size is in no equation.
"""
