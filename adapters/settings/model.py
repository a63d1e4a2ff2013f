"""Every setting: its type, its default, what it means, whether it is a secret.

A later piece adds a field here and a reader in values.py; flags, documents and checks follow by themselves.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from adapters.settings import values
from adapters.settings.names import PREFIX, About
from adapters.settings.values import Access, Market, MarketKind


def _checked_database(value: SecretStr | None) -> SecretStr | None:
    return None if value is None else SecretStr(values.database_url(value.get_secret_value()))


def _checked_key(value: SecretStr | None) -> SecretStr | None:
    if value is not None:
        values.master_key(value.get_secret_value())
    return value


Address = Annotated[str, BeforeValidator(values.address)]


class Group(BaseModel):
    """Settings that belong together."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class DatabasePool(Group):
    """Connections to PostgreSQL."""

    pool_size: Annotated[
        int,
        BeforeValidator(values.whole(1, 1000)),
        About("connections to PostgreSQL that are kept", "10"),
    ] = 10
    pool_overflow: Annotated[
        int,
        BeforeValidator(values.whole(0, 1000)),
        About("further connections, opened when needed", "20"),
    ] = 20
    pool_recycle_s: Annotated[
        int,
        BeforeValidator(values.whole(1, 1_000_000)),
        About("seconds after which a connection is renewed", "3600"),
    ] = 3600


_BASE = "base that takes the place of scheme, host and port of every address of {}: for tests, proxies and mirrors"


class VenueUrls(Group):
    """Bases that take the place of the venues' own."""

    binance: Annotated[Address | None, About(_BASE.format("Binance"), "http://127.0.0.1:9211")] = None
    coinbase: Annotated[Address | None, About(_BASE.format("Coinbase"), "http://127.0.0.1:9212")] = None
    kraken: Annotated[Address | None, About(_BASE.format("Kraken"), "http://127.0.0.1:9213")] = None
    kucoin: Annotated[Address | None, About(_BASE.format("KuCoin"), "http://127.0.0.1:9214")] = None

    def of(self, venue: str) -> str | None:
        """Return the base for `venue`, None when its own stands."""
        base: str | None = getattr(self, venue)
        return base


class Telegram(Group):
    """The Telegram door; it opens when there is a token."""

    token: Annotated[SecretStr | None, About("the bot's token, from @BotFather", "123456:ABC-DEF", secret=True)] = None
    base_url: Annotated[
        Address,
        About("Bot API server; /bot<token> and /file/bot<token> are appended", "http://127.0.0.1:8081"),
    ] = "https://api.telegram.org"
    webhook_url: Annotated[
        Address | None,
        About("public address at which Telegram reaches our web door", "https://bot.example.org", "none: we poll"),
    ] = None
    webhook_secret: Annotated[
        SecretStr | None,
        About("what Telegram says with each update; 1-256 of A-Z a-z 0-9 _ -", "a-long-random-word", secret=True),
    ] = None


class Discord(Group):
    """The Discord door; it opens when there is a token."""

    token: Annotated[SecretStr | None, About("the bot's token, from its application's page", "M…", secret=True)] = None
    api_url: Annotated[Address, About("Discord's API; the gateway is asked of it", "http://127.0.0.1:8082")] = (
        "https://discord.com/api/v10"
    )


class LanguageModel(Group):
    """The language model; without it the commands answer alone."""

    base_url: Annotated[
        Address | None, About("an endpoint as the openai client takes it, with /v1", "http://127.0.0.1:11434/v1")
    ] = None
    api_key: Annotated[SecretStr | None, About("its key", "sk-…", secret=True)] = None
    model: Annotated[str | None, About("the model to ask", "llama3.3")] = None


# An RPC address often ends in a key, so it is a secret; yet flags may say it.
_RPC = About("JSON-RPC endpoint; its address may hold a key", "http://127.0.0.1:8545", secret=True, flag=True)


class Chain(Group):
    """A chain whose balances are read."""

    rpc_url: Annotated[SecretStr | None, _RPC] = None


class Chains(Group):
    """Chains, each with its endpoint."""

    ethereum: Chain = Chain()
    bsc: Chain = Chain()
    polygon: Chain = Chain()


class Web(Group):
    """The web door."""

    host: Annotated[str, About("address to listen on", "0.0.0.0")] = "127.0.0.1"  # noqa: S104  (an example)
    port: Annotated[
        int,
        BeforeValidator(values.whole(0, 65535)),
        About("port to listen on, 0 for none", "8480", "8480, or the next free one"),
    ] = 8480
    public_url: Annotated[
        Address | None, About("address at which people reach it", "https://desk.example.org", "that of host and port")
    ] = None

    @property
    def port_is_set(self) -> bool:
        """Whether somebody asked for this very port."""
        return "port" in self.model_fields_set


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
