"""The command line, in Vietnamese; each command imports what it needs only when it runs."""
