"""Words around a name: what introduces it, what says that it is a place or an institution."""

from __future__ import annotations

import unicodedata


def fold(word: str) -> str:
    """A word without case and accents."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).replace("’", "'")


def _words(text: str) -> frozenset[str]:
    return frozenset(fold(word) for word in text.split())


#: After these, what follows is a name, whatever it looks like.
INTRODUCTIONS = (
    r"mi\s+[ck]h?iamo|il\s+mio\s+nome\s+(?:è|e['’]?)|mi\s+chiamano",
    r"je\s+m\s*['’]?\s*appelle?s?|mon\s+nom\s+(?:est|c['’]est)|moi\s+c['’]est",
    r"my\s+name(?:\s+is|['’]s)|i\s+am\s+called",
    r"me\s+llamo|mi\s+nombre\s+es",
    r"m[aă]\s+numesc|numele\s+meu\s+(?:este|e)",
    r"quhem|m[eë]\s+quajn[eë]|emri\s+im\s+(?:[eë]sht[eë])",
    r"мене\s+звати|мене\s+звуть|меня\s+зовут|моє\s+ім['’ʼ]я",
    r"আমার\s+নাম|میرا\s+نام|اسمي|أنا\s+اسمي",
)
#: After this a name follows without a space.
INTRODUCTION_WITHOUT_SPACES = r"(?:我叫|我的名字(?:是|叫)?)(?P<name>[\u4e00-\u9fff]{2,4})"

#: After these a name may follow, if it looks like one.
MAYBE_INTRODUCTIONS = (
    r"(?:io\s+)?sono|mi\s+presento|si\s+chiama(?:va)?|(?:a|di)\s+nome(?:\s+di)?|firmato|nome",
    r"i\s+am|i['’]m|this\s+is|je\s+suis|soy|yo\s+soy|sunt|eu\s+sunt|jam|un[eë]\s+jam",
    r"referente|il\s+nome",
)

#: Words that begin something else after «mi chiamo», «my name is», «sono».
NOT_NAMES_HERE = _words(
    """a al alla ancora anche appena c che ci come con così d da dai dal dall de del dell della di e
    è ed fra fuori già il in io isolato l la le lei li lo loro ma me mi molto ne nei nel nella noi
    non o ogni per perché però più poco poi qualche quello questo qui se sempre senza si solo
    soltanto stato stata sua sul suo tanto tra troppo tu tutti un un' una uno vi voi
    the a an not in from at on looking and here my is of to also only still il elle un une de des
    du en pas très et la el un una de en muy no que y o ca si nu din din"""
)
PARTICLES = _words(
    "abu al ait ben bin da dal de degli dei del della delle dello der di do dos el ibn la le li lo "
    "mac san ul ur van von y"
)

HONORIFICS = (
    r"sig\.?(?:ra|na)?|signor[ae]?|signorina|dott\.?(?:ssa)?|dottor(?:e|essa)?|dr\.?(?:ssa)?",
    r"prof\.?(?:ssa)?|professor(?:e|essa)?|avv\.?|avvocat[oa]|ing\.?|ingegner[ea]?|geom\.?",
    r"rag\.?|arch\.?|maestr[oa]|suor|don|padre|mr\.?|mrs\.?|ms\.?|miss|mister|mme|madame",
    r"monsieur|señora?|senor|sra?\.|domnul|doamna|zoti|zonja",
)

#: Who stands near somebody: a first name after these is that person's.
RELATIONS = _words(
    """amica amico assistente badante bambina bambino cognata cognato collega compagna compagno
    coniuge cugina cugino datore fidanzata fidanzato figlia figlio fratello genero madre mamma
    marito moglie nipote nonna nonno nuora padre papà parente ragazza ragazzo socia socio sorella
    suocera suocero titolare tutor tutore vicina vicino zia zio
    husband wife son daughter brother sister friend mother father mari femme fils fille frère
    soeur sœur ami amie mère père marido esposa esposo hijo hija hermano hermana amigo amiga soț
    soția fiul fiica fratele sora prieten"""
)

POSSESSIVES = _words("mio mia suo sua tuo tua nostro nostra my his her mon ma son mi su")

#: A name after one of these is a street, a school, a firm, a law: not somebody.
NAMED_AFTER_PEOPLE = _words(
    """accademia aeroporto agenzia albergo area asilo associazione auditorium azienda bando banca
    bar biblioteca borgo borsa bottega campo casa cascina caserma castello centro chiesa cinema
    circolo città collegio comprensivo comune comunità concorso consorzio convitto cooperativa coop
    corso cpia decreto ditta edile enaip ente estate festa festival fermata ferramenta firma
    fondazione fondo fratelli forno galleria gelateria giardini gruppo hotel impresa itis ipsia
    istituto its largo laboratorio legge liceo linea locanda lungomare lungotevere macelleria marca
    marchio market media mercato metro metodo municipio museo negozio oratorio ospedale ospizio
    osteria palazzo panificio parco parrocchia patronato pio piazza piazzale piscina pizzeria
    policlinico ponte porta porto premio progetto provincia quartiere regione rettorato riforma
    ristorante    riva rsa sala salone santuario scuola sede società sportello spa srl stadio stazione strada
    studio supermercato teatro torre trattoria università viale via vicolo vico villa villaggio zona
    al allo nel nello nella presso street road school square avenue rue école lycée hôpital calle
    plaza colegio"""
)
SAINTS = _words("san santa santo sant santi saint st s ss")
ELISIONS = _words("all c coll d dall dell gl j l m n nell qu quell s sant sull t un")
ROMAN_NUMERALS = _words("i ii iii iv v vi vii viii ix x xi xii xiii xiv xvi xxiii")
