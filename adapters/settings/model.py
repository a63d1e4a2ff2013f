"""Every setting: its type, its default, what it means, whether it is a secret.

A later piece adds a field here or in groups.py and a reader in values.py; flags, documents and checks follow by
themselves.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, SecretStr
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from adapters.settings import values
from adapters.settings.groups import (
    Chains,
    DatabasePool,
    Discord,
    Forecast,
    LanguageModel,
    Sms,
    Smtp,
    Telegram,
    VenueUrls,
    Web,
    Webhook,
)
from adapters.settings.names import PREFIX, About
from adapters.settings.values import Access, Market, MarketKind


def _checked_database(value: SecretStr | None) -> SecretStr | None:
    return None if value is None else SecretStr(values.database_url(value.get_secret_value()))


def _checked_key(value: SecretStr | None) -> SecretStr | None:
    if value is not None:
        values.master_key(value.get_secret_value())
    return value


class Settings(BaseSettings):
    """All settings. Made by `read()`; `Settings(market="simulated")` takes the rest by default and looks nowhere."""

    model_config = SettingsConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, env_prefix=PREFIX)

    data_dir: Annotated[
        Path,
        BeforeValidator(values.path),
        Field(validate_default=True),  # it becomes absolute like any other
        About("everything that is stored", "./data", "./data (`make demo`: data/demo)"),
    ] = Path("data")
    database_url: Annotated[
        SecretStr | None,
        AfterValidator(_checked_database),
        About(
            "database; the driver is ours",
            "postgresql://candlewick@127.0.0.1/candlewick",
            "SQLite in the data directory",
            secret=True,
            flag=True,
        ),
    ] = None
    database: DatabasePool = DatabasePool()
    access: Annotated[Access, BeforeValidator(values.access), About("who may talk to it: invited or open", "open")] = (
        Access.INVITED
    )
    market: Annotated[
        Market,
        BeforeValidator(values.market),
        About("where prices come from: live, simulated or replay:FOLDER", "simulated"),
    ] = Market(MarketKind.LIVE)
    market_speed: Annotated[
        float,
        BeforeValidator(values.speed),
        About("seconds of market per real second, simulated or replayed", "60", "1"),
    ] = 1.0
    market_start: Annotated[
        datetime | None,
        BeforeValidator(values.instant),
        About(
            "instant at which a simulated or replayed market starts",
            "2021-04-17T12:00Z",
            "simulated: now; replay: 24 h after the folder's first candle",
        ),
    ] = None
    coins: Annotated[
        tuple[str, ...],
        BeforeValidator(values.coins),
        About("coins to collect", "BTC,ETH,SOL", "the top 20 by traded value and what people watch"),
    ] = ()
    intervals: Annotated[
        tuple[str, ...], BeforeValidator(values.intervals), About("candles to collect", "1m,1h,1d", "1m,1h,1d")
    ] = values.INTERVALS
    history: Annotated[
        Mapping[str, timedelta | None],
        BeforeValidator(values.history),
        About("how far back candles are kept", "1m:14d,1h:3y,1d:all", "1m:14d,1h:3y,1d:all"),
    ] = values.HISTORY
    poll_seconds: Annotated[
        float,
        BeforeValidator(values.positive),
        About("real seconds between looks at quotes and the open candle", "10", "10"),
    ] = 10.0
    venues: Annotated[
        tuple[str, ...],
        BeforeValidator(values.venues),
        About("venues in order of preference", "binance,kraken,coinbase,kucoin", "binance,kraken,coinbase,kucoin"),
    ] = values.VENUES
    venue_urls: VenueUrls = VenueUrls()
    venue_streams: Annotated[
        bool | None,
        BeforeValidator(values.switch),
        About("1 = websockets where the venue has them", "0", "1, and 0 where the venue's URL is replaced"),
    ] = None
    telegram: Telegram = Telegram()
    discord: Discord = Discord()
    llm: LanguageModel = LanguageModel()
    chains: Chains = Chains()
    smtp: Smtp = Smtp()
    sms: Sms = Sms()
    webhook: Webhook = Webhook()
    forecast: Forecast = Forecast()
    web: Web = Web()
    master_key: Annotated[
        SecretStr | None,
        AfterValidator(_checked_key),
        About(
            "base64 of the 32 bytes that seal secrets at rest",
            "(openssl rand -base64 32)",
            "the passphrase, else master.key in the data directory, made at first need",
            secret=True,
        ),
    ] = None
    master_passphrase: Annotated[
        SecretStr | None,
        About("passphrase that the key is made of when there is none", "(eight words)", secret=True),
    ] = None
    log_level: Annotated[
        str, BeforeValidator(values.log_level), About("debug, info, warning or error", "debug", "info")
    ] = "info"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        # The library's own sources take a misspelt variable without a word, and read lists as JSON.
        return (init_settings,)

    def streams(self, venue: str) -> bool:
        """Return whether to try `venue`'s websockets."""
        return self.venue_urls.of(venue) is None if self.venue_streams is None else self.venue_streams

    @property
    def database_file(self) -> Path:
        """Where the embedded database is."""
        return self.data_dir / "candlewick.db"

    @property
    def is_embedded(self) -> bool:
        """Whether the database is SQLite, one service at a time."""
        return self.database_url is None or self.database_url.get_secret_value().startswith("sqlite")

    @property
    def master_key_bytes(self) -> bytes | None:
        return None if self.master_key is None else values.master_key(self.master_key.get_secret_value())

    def secrets(self) -> Iterator[str]:
        """Yield every secret in clear, for those who must hide them."""
        yield from _secrets(self)


def _secrets(group: BaseModel) -> Iterator[str]:
    for name in type(group).model_fields:
        value = getattr(group, name)
        if isinstance(value, SecretStr):
            yield value.get_secret_value()
        elif isinstance(value, BaseModel):
            yield from _secrets(value)
