"""Plugs adapters into ports: with the sub-commands the only place that sees them all."""

from adapters.assemble.application import Application
from adapters.assemble.house import Outside, assemble

__all__ = ["Application", "Outside", "assemble"]
