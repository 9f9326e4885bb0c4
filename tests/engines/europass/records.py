"""Records for tests: one made-up person with everything, and any record hypothesis thinks of."""

from __future__ import annotations

from hypothesis import strategies as st

from mestieri.engines.europass import (
    Address,
    Candidate,
    Certificate,
    Coded,
    Contact,
    Education,
    Employment,
    Language,
    Period,
    Skill,
)

WELDER = "http://data.europa.eu/esco/occupation/7ef9f6dc-3ae0-4a9c-9b3b-0e9c1f2f1d11"

EVERYTHING = Candidate(
    given_name="Anna Maria",
    family_name="Bertolè",
    headline="Saldatrice TIG",
    summary="<p>Lavoro con <strong>cura</strong> &amp; pazienza.</p><ul><li>Puntuale</li></ul>",
    contacts=(
        Contact("email", "anna@example.org"),
        Contact("telephone", "+39 333 5550123", "mobile"),
        Contact("fax", "+39 02 5550124"),
        Contact("web", "https://example.org/anna"),
        Contact("social", "https://example.org/in/anna", "linkedin"),
        Contact("social", "https://example.org/forge", "Forge"),
        Contact("messaging", "anna.b", "skype"),
    ),
    addresses=(Address("12, via dell'Esempio", "Provaglio", "20010", Coded("IT", "Italia")),),
    employment=(
        Employment(
            "Saldatrice TIG",
            WELDER,
            "Officine Prova S.r.l.",
            "Legnano",
            Coded("IT", "Italia"),
            Coded("C", "Attività manifatturiere"),
            Period("2015-03", "2019-12-31"),
            "<p>Saldatura &lt; 3 mm</p>",
        ),
        Employment("Magazziniera", period=Period("2020", "", True)),
    ),
    education=(
        Education(
            "Diploma di perito meccanico",
            "ITIS Immaginario",
            "Rho",
            Coded("IT"),
            Coded("4", "Diploma di scuola secondaria"),
            Coded("0715; 0716", "Meccanica"),
            Period("2000-09", "2005-07"),
            "88/100",
            "Disegno<br>Meccanica",
        ),
        Education("Corso di saldatura", field=Coded("", "Saldatura")),
    ),
    languages=(
        Language(Coded("it", "italiano"), True),
        Language(Coded("fr"), False, "B1", "B2", "A2", "A2", "B1"),
        Language(Coded("", "Klingon"), False, "C1"),
    ),
    skills=(
        Skill("job-related", "TIG", "", "<p>Inox</p>"),
        Skill("artistic", description="Pittura"),
        Skill("communication", "Ascolto", "", "<p>Con il pubblico</p>"),
        Skill("organisational", description="Turni"),
        Skill("digital", "Office"),
        Skill("digital", "Safety", "B"),
    ),
    certificates=(
        Certificate("Patentino", "Ente Prova", "2016-05", "C1", "saldatura", "<p>ISO</p>"),
        Certificate(description="Corso antincendio"),
    ),
    driving_licences=("B", "BE"),
    locale="it",
)

words = st.text(max_size=12)
dates = st.one_of(
    st.just(""),
    st.integers(1950, 2030).map(str),
    st.dates().filter(lambda date: date.year >= 1900).map(str),
    words,
)
coded = st.builds(Coded, words, words)
periods = st.builds(Period, dates, dates, st.booleans())
levels = st.sampled_from(["", "A1", "b2", "C2"])


def some(strategy: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(strategy, max_size=1).map(tuple)


any_record = st.builds(
    Candidate,
    given_name=words,
    family_name=words,
    headline=words,
    summary=words,
    contacts=some(
        st.builds(
            Contact,
            st.sampled_from(["email", "telephone", "fax", "web", "social", "messaging"]),
            st.one_of(words, st.from_regex(r"\+?[0-9 ]{3,14}", fullmatch=True)),
            words,
        )
    ),
    addresses=some(st.builds(Address, words, words, words, coded)),
    employment=some(
        st.builds(Employment, words, words, words, words, coded, coded, periods, words)
    ),
    education=some(
        st.builds(Education, words, words, words, coded, coded, coded, periods, words, words)
    ),
    languages=some(
        st.builds(Language, coded, st.booleans(), levels, levels, levels, levels, levels)
    ),
    skills=some(
        st.builds(
            Skill,
            st.sampled_from(
                ["communication", "organisational", "management", "job-related", "digital", "other"]
            ),
            words,
            words,
            words,
        )
    ),
    certificates=some(st.builds(Certificate, words, words, dates, words, words, words)),
    driving_licences=some(words),
    locale=st.sampled_from(["", "it", "en"]),
)
