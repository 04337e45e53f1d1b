"""How data moves: receive, read, check, load, build and publish."""
