"""Solving a program by one of several routes: the only file that names a solver."""
