"""The trunk: the only place where reading, restoring and extracting meet, and where papers are kept."""
