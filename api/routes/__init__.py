"""One file for each resource; every `router` here is put into the application."""
