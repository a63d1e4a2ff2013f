"""Kinds of condition, a file each."""
