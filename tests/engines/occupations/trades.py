"""A small classification written by us for these tests: not a copy of ESCO."""

from __future__ import annotations

from mestieri.engines.occupations import Classification, Group, Labels, Occupation

# code, then labels in it, en, fr, es: the first of a language is the preferred one.
_TRADES = {
    "7212.1": (
        ("saldatore/saldatrice", "addetto alla saldatura"),
        ("welder", "arc welder"),
        ("soudeur/soudeuse",),
        ("soldador/soldadora",),
    ),
    "7212.2": (
        ("saldatore di tubi/saldatrice di tubi",),
        ("pipe welder",),
        ("soudeur de tuyaux/soudeuse de tuyaux",),
        ("soldador de tubos/soldadora de tubos",),
    ),
    "5223.1": (
        ("commesso/commessa", "addetto vendite"),
        ("shop assistant", "sales clerk"),
        ("vendeur/vendeuse",),
        ("dependiente/dependienta",),
    ),
    "5230.1": (
        ("cassiere/cassiera", "addetto alla cassa"),
        ("cashier", "checkout clerk"),
        ("caissier/caissière",),
        ("cajero/cajera",),
    ),
    "5120.1": (
        ("cuoco/cuoca", "addetto alla cucina"),
        ("cook", "kitchen cook"),
        ("cuisinier/cuisinière",),
        ("cocinero/cocinera",),
    ),
    "7512.1": (
        ("panettiere/panettiera", "fornaio"),
        ("baker", "bread maker"),
        ("boulanger/boulangère",),
        ("panadero/panadera",),
    ),
    "8331.1": (
        ("autista di autobus", "conducente di autobus"),
        ("bus driver", "coach driver"),
        ("conducteur d'autobus/conductrice d'autobus",),
        ("conductor de autobús/conductora de autobús",),
    ),
    "8332.1": (
        ("camionista", "autista di camion"),
        ("lorry driver", "truck driver"),
        ("chauffeur routier/chauffeuse routière",),
        ("camionero/camionera",),
    ),
    "2221.1": (
        ("infermiere/infermiera",),
        ("nurse", "general care nurse"),
        ("infirmier/infirmière",),
        ("enfermero/enfermera",),
    ),
    "6113.1": (
        ("giardiniere/giardiniera",),
        ("gardener",),
        ("jardinier/jardinière",),
        ("jardinero/jardinera",),
    ),
}
_GROUPS = {
    "2221": ("Infermieri", "Nursing professionals"),
    "5120": ("Cuochi", "Cooks"),
    "5223": ("Commessi di negozio", "Shop sales assistants"),
    "5230": ("Cassieri di negozio", "Cashiers and ticket clerks"),
    "6113": ("Giardinieri", "Gardeners"),
    "7212": ("Saldatori e tagliatori", "Welders and flame cutters"),
    "7512": ("Panettieri e pasticceri", "Bakers and pastry-cooks"),
    "8331": ("Conducenti di autobus", "Bus and tram drivers"),
    "8332": ("Conducenti di camion", "Heavy truck and lorry drivers"),
}
_SKILLS = {
    "7212.1": ("weld metal", "read drawings"),
    "7212.2": ("weld metal", "read drawings", "fit pipes"),
    "5223.1": ("serve customers", "take payments"),
    "5230.1": ("serve customers", "take payments", "count cash"),
    "8331.1": ("drive vehicles", "serve customers"),
    "8332.1": ("drive vehicles", "secure loads"),
}


def uri_of(code: str) -> str:
    """Address of the trade with this code."""
    return f"https://example.org/occupation/{code}"


def small_classification() -> Classification:
    """Ten trades in four languages, with groups and skills."""
    occupations = [
        Occupation(
            uri=uri_of(code),
            isco=code[:4],
            code=code,
            labels={
                language: Labels(texts[0], tuple(texts[1:]))
                for language, texts in zip(("it", "en", "fr", "es"), languages, strict=True)
            },
        )
        for code, languages in _TRADES.items()
    ]
    groups = [
        Group(f"https://example.org/isco/C{code}", code, {"it": Labels(it), "en": Labels(en)})
        for code, (it, en) in sorted(_GROUPS.items())
    ]
    skills = sorted({skill for names in _SKILLS.values() for skill in names})
    return Classification(
        version="trades of the tests",
        occupations=tuple(occupations),
        groups=tuple(groups),
        skill_labels={_skill(name): {"en": name} for name in skills},
        essential_skills={
            uri_of(code): frozenset(_skill(name) for name in names)
            for code, names in _SKILLS.items()
        },
    )


def _skill(name: str) -> str:
    return f"https://example.org/skill/{name.replace(' ', '-')}"
