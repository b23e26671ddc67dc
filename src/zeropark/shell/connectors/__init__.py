"""Whom we talk to: files and, later, field protocols."""
