"""Pictures for chat, drawn by matplotlib, which is imported at the first picture."""

from adapters.painter.painter import MatplotlibPainter

__all__ = ["MatplotlibPainter"]
