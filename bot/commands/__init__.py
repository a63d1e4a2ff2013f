"""Every command, in the order of /help. A new one is a file and a line here."""

from bot.commands.admin import admin
from bot.commands.alert import alert
from bot.commands.alerts import alerts
from bot.commands.cancel import cancel
from bot.commands.chart import chart
from bot.commands.confirm import confirm
from bot.commands.convert import convert
from bot.commands.depth import depth
from bot.commands.digest import digest
from bot.commands.forecast import forecast
from bot.commands.help import help_
from bot.commands.link import link, unlink
from bot.commands.market import market
from bot.commands.notify import notify
from bot.commands.price import price
from bot.commands.privacy import privacy
from bot.commands.quiet import quiet
from bot.commands.room import room
from bot.commands.settings import settings
from bot.commands.start import start
from bot.commands.status import status
from bot.commands.top import top
from bot.commands.watch import watch

COMMANDS = (
    start,
    help_,
    price,
    chart,
    market,
    forecast,
    top,
    depth,
    convert,
    watch,
    alert,
    alerts,
    quiet,
    digest,
    notify,
    settings,
    room,
    link,
    unlink,
    status,
    privacy,
    cancel,
    confirm,
    admin,
)
