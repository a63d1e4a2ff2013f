"""Rich text in Telegram's HTML."""

from bot.speaking.richtext import Rich, Style

ENTITIES = 100  # per message; Telegram drops the style of what is beyond

_TAGS = {Style.PLAIN: "", Style.STRONG: "b", Style.MONO: "pre"}


def html(rich: Rich) -> str:
    """Return Telegram's HTML; only & < > are escaped. Beyond 100 entities runs lose their style."""
    left, parts = ENTITIES, []
    for run in rich.runs:
        tag = _TAGS[run.style] if run.text.strip() and left else ""
        left -= bool(tag)
        parts.append(f"<{tag}>{_escaped(run.text)}</{tag}>" if tag else _escaped(run.text))
    return "".join(parts)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
