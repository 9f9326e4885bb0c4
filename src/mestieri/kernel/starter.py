"""Words that every installation starts with (domain book §7.4, §7.5), editable afterwards."""

from __future__ import annotations

from mestieri.kernel.models.vocabularies import Vocabulary

#: vocabulary → (code, Italian word, English word), in the order in which they are offered.
STARTER_TERMS: dict[Vocabulary, list[tuple[str, str, str]]] = {
    Vocabulary.AUDIENCE: [
        ("giovani", "Giovani", "Young people"),
        ("adulti", "Persone adulte", "Adults"),
        ("studenti", "Studenti e studentesse", "Students"),
        ("insegnanti", "Insegnanti", "Teachers"),
        ("genitori", "Genitori", "Parents"),
        ("occupati", "Chi ha un lavoro", "People with a job"),
        ("in-cerca", "Chi cerca lavoro", "People looking for work"),
    ],
    Vocabulary.THEME: [
        ("mercato-del-lavoro", "Mercato del lavoro", "Labour market"),
        ("professioni", "Mestieri e professioni", "Trades and professions"),
        ("formazione", "Formazione", "Training"),
    ],
    Vocabulary.LIFE_MOMENT: [
        ("scegliere", "Scegliere", "Choosing"),
        ("entrare", "Entrare nel lavoro", "Entering work"),
        ("cambiare", "Cambiare", "Changing"),
        ("perdere", "Perdere il lavoro", "Losing a job"),
        ("rientrare", "Rientrare dopo una pausa", "Returning after a break"),
        ("pensione", "Andare in pensione", "Retiring"),
    ],
    Vocabulary.PARTNER_CATEGORY: [
        ("istituzioni-locali", "Istituzioni locali", "Local institutions"),
        ("scuola-universita", "Scuola e università", "Schools and universities"),
        ("parti-sociali", "Parti sociali e datoriali", "Unions and employers"),
        ("formazione-orientamento", "Formazione e orientamento", "Training and guidance bodies"),
        (
            "organismi-rappresentativi",
            "Organismi rappresentativi (fondazioni, banche, associazioni)",
            "Representative bodies (foundations, banks, associations)",
        ),
    ],
    Vocabulary.TABLE_PARTICIPANT: [
        ("agenzie-formative", "Agenzie formative", "Training agencies"),
        ("associazioni", "Associazioni", "Associations"),
        ("cooperative", "Cooperative", "Cooperatives"),
        ("sportelli-lavoro", "Sportelli di lavoro", "Job desks"),
        ("parrocchie", "Parrocchie", "Parishes"),
        ("scuole", "Istituti scolastici", "Schools"),
        ("imprese", "Imprese", "Companies"),
    ],
    Vocabulary.INSTITUTIONAL_REFERENT: [
        ("servizio-lavoro", "Servizio lavoro", "Employment service of the city"),
        ("servizi-sociali", "Servizi sociali", "Social services"),
        ("centro-impiego", "Centro per l’impiego", "Public employment centre"),
    ],
    Vocabulary.TARGET_GROUP: [
        ("giovani", "Giovani", "Young people"),
        ("adulti-difficolta", "Persone adulte in difficoltà", "Adults in difficulty"),
        ("stranieri", "Persone straniere", "People from other countries"),
        ("disabilita", "Persone con disabilità", "People with disabilities"),
        ("criticita-sociale", "Persone in criticità sociale", "People in social difficulty"),
    ],
    Vocabulary.REFERRAL_DESTINATION: [
        ("centro-impiego", "Centro per l’impiego", "Public employment centre"),
        ("agenzia-lavoro", "Agenzia per il lavoro", "Employment agency"),
        ("informagiovani", "Informagiovani", "Youth information desk"),
        ("caf-patronato", "CAF o patronato", "Tax and welfare assistance desk"),
        ("sportello-impresa", "Sportello impresa o Camera di commercio", "Business desk"),
        ("incubatore", "Incubatore", "Business incubator"),
        ("agenzia-formativa", "Agenzia formativa", "Training agency"),
        ("its-universita", "ITS o università", "Higher technical institute or university"),
        ("cpia", "CPIA (scuola per persone adulte)", "Adult education centre"),
        ("servizi-sociali", "Servizi sociali", "Social services"),
        ("collocamento-mirato", "Collocamento mirato", "Targeted placement service"),
        ("sportello-stranieri", "Sportello per persone straniere", "Desk for newcomers"),
        ("centro-antiviolenza", "Centro antiviolenza", "Anti-violence centre"),
        ("inps", "INPS", "National social security institute"),
        ("scuola-orientatore", "Scuola o orientatore", "School or careers adviser"),
        ("volontariato", "Volontariato", "Volunteering"),
    ],
    Vocabulary.GROUP_KIND: [
        ("sito", "Sito", "Website"),
        ("cv", "CV", "CVs"),
        ("infrastruttura", "Infrastruttura", "Infrastructure"),
        ("contatto", "Contatto e comunicazione", "Contact and marketing"),
        ("aziende", "Aziende", "Companies"),
    ],
}
