"""The commands of `boctach`, one file each: `command(say)` returns the click command in the language of `say`."""
