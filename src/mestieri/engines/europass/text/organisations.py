"""Words by which an employer or a school is told from a job or a title."""

from __future__ import annotations

import re

_ORGANISATION = re.compile(
    r"\b(?:s\.?\s?r\.?\s?l\.?s?|s\.?\s?p\.?\s?a|s\.?\s?n\.?\s?c|s\.?\s?a\.?\s?s|gmbh|ag|kg|ltd"
    r"|limited|plc|inc|llc|sarl|sas|s\.?l\.?u?|s\.?a|srl|spa|onlus|coop(?:erativa)?|soc|comune|città"
    r"|azienda|ospedale|clinica|clinique|klinikum|hospital|hotel|ristorante|restaurante?|trattoria|bar"
    r"|pizzeria|supermercat[oi]|università|university|universität|université|universidad|universitatea"
    r"|istituto|scuola|school|schule|école|liceo|lycée|liceul|itis|gruppo|group|studio|officin[ae]"
    r"|impresa|ditta|fondazione|foundation|associazione|casa di riposo|care home|talleres|gestoría"
    r"|werke?|verlag|stadt|ville|mairie|entreprise|boulangerie|atelierul|firma|società|spital(?:ul)?"
    r"|primăria|ministero|agenzia|agency|& co|co\.)(?![\w])",
    re.IGNORECASE,
)


def is_organisation(text: str) -> bool:
    """Whether a legal form or the like stands in it."""
    return _ORGANISATION.search(text) is not None
