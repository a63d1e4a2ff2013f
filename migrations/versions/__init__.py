"""One file a revision, named by its number: what changes, and for whom."""
