"""Settings: what people write is understood, what is wrong is said all at once, and no secret is ever shown."""

import base64
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from adapters.settings import SETTINGS, Access, Market, MarketKind, Setting, Settings, read
from tests.mistaken import problem, problems

KEY = base64.b64encode(bytes(range(32))).decode()
TOKEN = "123456789:" + "AbCdEf" * 6
SECRETS = [setting for setting in SETTINGS if setting.about.secret]
OPEN = [setting for setting in SETTINGS if not setting.about.secret]
FIT = {
    "database_url": "postgresql://ada:pw-of-ada@127.0.0.1/candlewick",
    "master_key": KEY,
    "smtp.url": "smtp://ada:pw-of-ada@127.0.0.1:2525",
}


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A working directory without a candlewick.toml."""
    monkeypatch.chdir(tmp_path)


def value(settings: Settings, setting: Setting) -> object:
    found: object = settings
    for name in setting.path:
        # What Python has another use for is called with a line behind it.
        found = getattr(found, name if hasattr(found, name) else f"{name}_")
    return found


class TestDefaults:
    def test_nothing_needs_to_be_set(self, tmp_path: Path) -> None:
        settings = read({})
        assert settings.data_dir == tmp_path / "data"
        assert settings.market == Market(MarketKind.LIVE)
        assert settings.access is Access.INVITED
        assert settings.venues == ("binance", "kraken", "coinbase", "kucoin")
        assert settings.intervals == ("1m", "1h", "1d")
        assert settings.history == {"1m": timedelta(days=14), "1h": timedelta(days=1095), "1d": None}
        assert (settings.poll_seconds, settings.market_speed, settings.coins) == (10.0, 1.0, ())
        assert settings.telegram.base_url == "https://api.telegram.org"
        assert settings.discord.api_url == "https://discord.com/api/v10"
        assert (settings.web.host, settings.web.port, settings.web.port_is_set) == ("127.0.0.1", 8480, False)
        assert (settings.database.pool_size, settings.database.pool_overflow) == (10, 20)
        assert settings.database.pool_recycle_s == 3600
        assert settings.is_embedded

    def test_settings_made_by_hand_look_nowhere(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("CANDLEWICK_MARKET", "simulated")
        Path("candlewick.toml").write_text('market = "simulated"')
        assert Settings().market.kind is MarketKind.LIVE
        assert Settings(market="simulated").market.kind is MarketKind.SIMULATED

    def test_settings_cannot_be_changed(self) -> None:
        with pytest.raises(ValueError):
            Settings().log_level = "debug"  # type: ignore[misc]

    def test_a_command_s_own_default_gives_way_to_everything_else(self) -> None:
        defaults = {"market": "simulated", "data_dir": "data/demo"}
        assert read({}, defaults=defaults).data_dir == Path("data/demo").absolute()
        assert read({"CANDLEWICK_DATA_DIR": "elsewhere"}, defaults=defaults).data_dir == Path("elsewhere").absolute()
        Path("candlewick.toml").write_text('market = "live"')
        assert read({}, defaults=defaults).market.kind is MarketKind.LIVE


class TestPlaces:
    def test_flags_go_before_the_environment_before_the_file(self) -> None:
        Path("candlewick.toml").write_text('log_level = "error"\naccess = "open"\nmarket = "simulated"')
        settings = read({"CANDLEWICK_LOG_LEVEL": "warning", "CANDLEWICK_MARKET": "live"}, {"--log-level": "debug"})
        assert settings.log_level == "debug"
        assert settings.market.kind is MarketKind.LIVE
        assert settings.access is Access.OPEN

    def test_the_file_of_the_working_directory_hides_that_of_the_data_directory(self) -> None:
        Path("kept").mkdir()
        Path("kept/candlewick.toml").write_text('log_level = "error"')
        there = {"CANDLEWICK_DATA_DIR": "kept"}
        assert read(there).log_level == "error"
        Path("candlewick.toml").write_text('log_level = "debug"')
        assert read(there).log_level == "debug"

    def test_the_file_is_looked_for_where_a_flag_puts_the_data(self) -> None:
        Path("kept").mkdir()
        Path("kept/candlewick.toml").write_text('log_level = "error"')
        assert read({"CANDLEWICK_DATA_DIR": "other"}, {"--data-dir": "kept"}).log_level == "error"

    def test_the_file_takes_what_toml_has(self) -> None:
        Path("candlewick.toml").write_text(
            'coins = ["btc", "eth"]\nmarket_start = 2021-04-17T12:00:00Z\nvenue_streams = false\npoll_seconds = 2.5\n'
            "[web]\nport = 0\n[venue_urls]\nkraken = 'http://127.0.0.1:9213/'\n[chains.bsc]\nrpc_url = 'http://localhost'"
        )
        settings = read({})
        assert settings.coins == ("BTC", "ETH")
        assert settings.market_start == datetime(2021, 4, 17, 12, tzinfo=UTC)
        assert settings.venue_streams is False
        assert settings.poll_seconds == 2.5
        assert settings.web.port == 0
        assert settings.venue_urls.of("kraken") == "http://127.0.0.1:9213"
        assert settings.chains.bsc.rpc_url is not None

    def test_an_empty_value_counts_as_none(self) -> None:
        Path("candlewick.toml").write_text('market = "simulated"')
        settings = read({"CANDLEWICK_MARKET": "", "CANDLEWICK_TELEGRAM__TOKEN": "  ", "CANDLEWICK_COINS": ""})
        assert settings.market.kind is MarketKind.SIMULATED
        assert settings.telegram.token is None

    def test_a_file_that_is_no_toml_is_named_with_the_line(self) -> None:
        Path("candlewick.toml").write_text("market = live")
        (found,) = problems()
        assert "candlewick.toml" in found.name
        assert "line 1" in found.wrong

    def test_names_in_the_environment_have_no_case(self) -> None:
        assert read({"candlewick_market": "simulated"}).market.kind is MarketKind.SIMULATED


class TestEverySetting:
    @pytest.mark.parametrize("setting", OPEN, ids=lambda s: s.key)
    def test_its_example_is_valid_in_each_place(self, setting: Setting) -> None:
        from_flag = value(read({}, {setting.flag: setting.about.example}), setting)
        from_environment = value(read({setting.variable: setting.about.example}), setting)
        tables, key = setting.path[:-1], setting.path[-1]
        heading = f"[{'.'.join(tables)}]\n" if tables else ""
        Path("candlewick.toml").write_text(f'{heading}{key} = "{setting.about.example}"')
        assert from_flag == from_environment == value(read({}), setting)
        assert from_flag is not None

    @pytest.mark.parametrize("setting", SECRETS, ids=lambda s: s.key)
    def test_a_secret_may_stand_in_a_file(self, setting: Setting) -> None:
        secret = FIT.get(setting.key, TOKEN)
        Path("secret").write_text(f"{secret}\n")
        for settings in (
            read({setting.variable: secret}),
            read({f"{setting.variable}_FILE": "secret"}),
            read({}, {f"{setting.flag}-file": "secret"}),
        ):
            assert secret in settings.secrets()

    @pytest.mark.parametrize("setting", SECRETS, ids=lambda s: s.key)
    def test_a_secret_is_in_no_text_that_settings_become(self, setting: Setting) -> None:
        secret = FIT.get(setting.key, TOKEN)
        settings = read({setting.variable: secret})
        for text in (repr(settings), str(settings), str(settings.model_dump()), settings.model_dump_json()):
            assert secret not in text
            assert "pw-of-ada" not in text

    @pytest.mark.parametrize("setting", SECRETS, ids=lambda s: s.key)
    def test_a_file_that_is_missing_empty_or_too_large_is_named(self, setting: Setting) -> None:
        Path("empty").write_text("\n")
        Path("large").write_bytes(b"x" * 70_000)
        for file in ("nowhere", "empty", "large", "."):
            found = problem({f"{setting.variable}_FILE": file})
            assert found.name == f"{setting.variable}_FILE"
            assert found.given == file

    @pytest.mark.parametrize("setting", SECRETS, ids=lambda s: s.key)
    def test_a_secret_and_its_file_at_once_are_refused(self, setting: Setting) -> None:
        secret = FIT.get(setting.key, TOKEN)
        Path("secret").write_text(secret)
        found = problem({f"{setting.variable}_FILE": "secret", setting.variable: secret})
        assert setting.variable in found.wrong
        assert secret not in found.sentence

    def test_the_names_are_those_that_are_published(self) -> None:
        assert {setting.variable.removeprefix("CANDLEWICK_") for setting in SETTINGS} >= {
            *("DATA_DIR", "DATABASE_URL", "ACCESS", "MARKET", "MARKET_SPEED", "MARKET_START", "COINS", "INTERVALS"),
            *("HISTORY", "POLL_SECONDS", "VENUES", "VENUE_URLS__BINANCE", "VENUE_URLS__COINBASE", "VENUE_URLS__KRAKEN"),
            *("VENUE_URLS__KUCOIN", "VENUE_STREAMS", "TELEGRAM__TOKEN", "TELEGRAM__BASE_URL", "TELEGRAM__WEBHOOK_URL"),
            *("TELEGRAM__WEBHOOK_SECRET", "DISCORD__TOKEN", "DISCORD__API_URL", "LLM__BASE_URL", "LLM__API_KEY"),
            *("LLM__MODEL", "CHAINS__ETHEREUM__RPC_URL", "CHAINS__BSC__RPC_URL", "CHAINS__POLYGON__RPC_URL"),
            *("WEB__HOST", "WEB__PORT", "WEB__PUBLIC_URL", "MASTER_KEY", "MASTER_PASSPHRASE", "LOG_LEVEL"),
        }

    def test_no_two_settings_share_a_flag(self) -> None:
        flags = [setting.flag for setting in (*SETTINGS, *(secret.in_file for secret in SECRETS))]
        assert len(flags) == len(set(flags))


class TestUnknownNames:
    @given(setting=st.sampled_from(SETTINGS), data=st.data())
    def test_a_typo_is_refused_and_the_right_name_is_said(self, setting: Setting, data: st.DataObject) -> None:
        name = setting.variable
        at = data.draw(st.integers(len("CANDLEWICK_"), len(name) - 1))
        typo = name[:at] + data.draw(st.sampled_from(["", "Q", name[at] * 2])) + name[at + 1 :]
        assume(typo not in {known.variable for known in SETTINGS})
        found = problem({typo: "whatever-it-is"})
        assert found.name == typo
        assert found.nearest == (name,)
        assert found.example.startswith(f"{found.nearest[0]}=")
        assert "whatever-it-is" not in found.sentence

    def test_one_underscore_too_few_is_a_typo(self) -> None:
        found = problem({"CANDLEWICK_TELEGRAM_TOKEN": TOKEN})
        assert found.nearest == ("CANDLEWICK_TELEGRAM__TOKEN",)
        assert TOKEN not in found.sentence

    def test_an_unknown_key_of_the_file_is_a_mistake_as_well(self) -> None:
        Path("candlewick.toml").write_text("[venue_url]\nkraken = 'http://localhost'")
        (found,) = problems()
        assert found.name == "venue_url.kraken in candlewick.toml"
        assert found.nearest == ("venue_urls.kraken",)

    def test_a_table_where_a_value_belongs_is_a_mistake(self) -> None:
        Path("candlewick.toml").write_text("[market]\nkind = 'live'")
        (found,) = problems()
        assert found.nearest == ("market",)

    def test_other_programs_variables_are_not_ours(self) -> None:
        read({"PATH": "/bin", "CANDLE": "1", "WICK_MARKET": "x"})
