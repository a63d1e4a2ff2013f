"""convert — one amount in another currency."""

from decimal import Decimal
from typing import Annotated

from bot.ask import Ask
from bot.command import Effect, command
from bot.params.base import IN, Named
from bot.params.coins import CoinsKind
from bot.params.money import AmountKind
from bot.speaking.market import price_figure, quote_origin, quote_origins
from bot.speaking.reply import Button, Part, PublicReply, Tone
from bot.speaking.say import Age
from core.kernel.amounts import SATOSHIS_EACH
from core.kernel.figures import Figure, FigureName
from core.kernel.money import Money
from core.market.desk import Conversion
from core.market.model import Coin

Amount = Annotated[Decimal, AmountKind(), Named("amount")]
From = Annotated[Coin, CoinsKind(many=False, assets=True), Named("from", ("from", "von", "aus", "de", "desde"))]
To = Annotated[Coin, CoinsKind(many=False, assets=True), Named("to", (*IN, "->", "=", "as", "als", "como"))]


def show_conversion(ask: Ask, conversion: Conversion) -> PublicReply:
    say, quote, result = ask.say, conversion.quote, conversion.result
    if (result.unit, conversion.given.unit) == ("BTC", "BTC"):
        # "In sats": their name is bitcoin's too.
        result = Money(result.amount * SATOSHIS_EACH, "SAT")
    worth = Figure(FigureName.VALUE, conversion.given.unit, result.amount, result.unit, quote_origin(quote))
    if quote.stale:
        mark, age = say.mark("STALE"), Age(quote.at)
        answer = say.text("convert-stale", Part.ANSWER, mark=mark, given=conversion.given, worth=worth, age=age)
    else:
        answer = say.text("convert", Part.ANSWER, given=conversion.given, worth=worth)
    word = ask.services.catalogue.word_for
    target = ask.services.catalogue.of_symbol(conversion.result.unit)
    back = f"convert {format(conversion.given.amount, 'f')} {word(target)} to {word(quote.coin)}"
    # What a thing is in itself needs no rate and cannot be turned around.
    turned = target != quote.coin
    rate = (say.text("convert-rate", coin=quote.coin.symbol, price=price_figure(quote)),) if turned else ()
    return PublicReply(
        (answer, *rate, say.source(quote_origins((quote,), changes=False))),
        (Button(say.line("button-turned"), back),) if turned else (),
        tone=Tone.STALE if quote.stale else Tone.ANSWER,
    )


@command(
    effect=Effect.READ,
    show=show_conversion,
    topic="market",
    examples=("convert 250 eur to eth", "convert 0.5 btc to usd"),
    aliases=("conv",),
)
async def convert(ask: Ask, amount: Amount, frm: From, to: To | None = None) -> Conversion:
    """Price one unit and multiply, exactly; into the person's own currency unless another was said."""
    target = to or ask.services.catalogue.of_symbol(ask.person.preferences.currency)
    # 1.5m is typed: 1,500,000.0 was not.
    whole = amount == amount.to_integral_value()
    return await ask.services.desk.convert(amount.quantize(Decimal(1)) if whole else amount.normalize(), frm, target)
