"""The console: pages for people, in Chinese and English, made on the server."""
