"""Settings that belong together: the database, each door, each neighbour."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr

from adapters.settings import values
from adapters.settings.fractions import share
from adapters.settings.names import About
from adapters.settings.values import SmsProvider


def _checked_smtp(value: SecretStr | None) -> SecretStr | None:
    if value is not None:
        values.smtp_url(value.get_secret_value())
    return value


Address = Annotated[str, BeforeValidator(values.address)]


class Group(BaseModel):
    """Settings that belong together."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, populate_by_name=True)


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


class Smtp(Group):
    """Where e-mail is handed over; people may have alerts by e-mail when both are set."""

    url: Annotated[
        SecretStr | None,
        AfterValidator(_checked_smtp),
        About(
            "mail server that takes our e-mail; smtps:// is TLS from the start, smtp:// by STARTTLS",
            "smtp://user:password@mail.example.org:587",
            secret=True,
        ),
    ] = None
    from_: Annotated[
        str | None,
        BeforeValidator(values.mailbox),
        Field(alias="from"),
        About("sender of our e-mail", "Candlewick <candlewick@example.org>"),
    ] = None


class Sms(Group):
    """Who sends text messages; people may have alerts by SMS when provider, account and secret are set."""

    provider: Annotated[
        SmsProvider | None, BeforeValidator(values.sms_provider), About("who sends them: twilio or sns", "twilio")
    ] = None
    base_url: Annotated[
        Address | None,
        About("base that takes the place of the provider's own; for sns it names the region", "http://127.0.0.1:9301"),
    ] = None
    account: Annotated[str | None, About("twilio: account SID; sns: access key id", "AC0123")] = None
    secret: Annotated[
        SecretStr | None, About("twilio: auth token; sns: secret access key", "(as they gave it)", secret=True)
    ] = None
    from_: Annotated[
        str | None,
        Field(alias="from"),
        About("number or name that text messages come from; twilio needs one", "+15005550006"),
    ] = None


class Webhook(Group):
    """Webhooks that people add for themselves."""

    allow_private: Annotated[
        bool,
        BeforeValidator(values.switch),
        About("1 = also plain http and addresses inside this network", "1", "0"),
    ] = False


class Forecast(Group):
    """Forecasts: who trains their models, and which one serves."""

    train: Annotated[
        bool,
        BeforeValidator(values.switch),
        About("1 = the service trains models by itself, in a process of their own", "0", "1"),
    ] = True
    challenger_share: Annotated[
        float,
        BeforeValidator(share),
        About("share of coins that a challenger serves where there is one, 0 to 1", "0.1", "0"),
    ] = 0.0


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
