"""Words that carry no value, in the four languages; a line passes them over where nothing takes them."""

from bot.hearing.words import spellings
from bot.params.base import IN

_FILLERS = """
    the a an of for please me my and with is are it its to at on by from vs versus about show tell give now
    currently worth over last past hi hello this per what whats right thanks one
    der die das den dem des von vom für bitte mir mein meine und mit ist sind zu im am letzte letzten letzter seit
    gerade jetzt aktuell wert zeig zeige über bei auf diese diesen dieser diesem danke
    el la los las de del por para favor y e u un una con es son al en mi último últimos última últimas ahora actual
    esta este gracias desde sobre
    o os as da do das dos no na nos nas em um uma com é são meu minha agora atual in nesta neste desta deste pra pro
    pelo pela obrigado -> = &
"""
FILLERS = frozenset(spelt for word in (*_FILLERS.split(), *IN) for spelt in spellings(word))
