"""One web server: the console and the API of some parks, put together and run."""
