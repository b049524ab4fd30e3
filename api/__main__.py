"""`python -m api` is `boctach`."""

from api.cli import main

main()
