"""Proving: takes a program and values from anywhere, gives what follows from them for certain.

Always: a bound or a certificate holds whatever the values were; bad ones prove less, never wrongly.
"""
