"""The door: command line, HTTP and web pages."""
