"""Settings: read once at start, from flags, the environment and candlewick.toml; every mistake is listed at once."""

from adapters.settings.groups import Sms, Smtp
from adapters.settings.model import Settings
from adapters.settings.names import Setting
from adapters.settings.problems import Problem, SettingsMistake
from adapters.settings.reading import SETTINGS, read
from adapters.settings.values import Access, Market, MarketKind, SmsProvider

__all__ = [
    "SETTINGS",
    "Access",
    "Market",
    "MarketKind",
    "Problem",
    "Setting",
    "Settings",
    "SettingsMistake",
    "Sms",
    "SmsProvider",
    "Smtp",
    "read",
]
