"""Kinds of words: how each parameter of a command is found in a message, suggested and described."""

from bot.params.base import Kind, Match, Named, Vocabulary

__all__ = ["Kind", "Match", "Named", "Vocabulary"]
