"""The words of the console, one file a page."""
