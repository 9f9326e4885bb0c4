"""The headings and labels of CVs in six languages, and how a line is known as one of them.

Phrases are compared folded: small letters, no accents, no brackets, no punctuation. The
wording of the forms of 2002, 2005, 2013 and 2020 is here, and what people write by
themselves.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz, process


class Section(StrEnum):
    """The parts of a CV."""

    PERSONAL = "personal"
    HEADLINE = "headline"
    SUMMARY = "summary"
    EMPLOYMENT = "employment"
    EDUCATION = "education"
    LANGUAGES = "languages"
    SKILLS = "skills"
    COMMUNICATION = "communication"
    ORGANISATIONAL = "organisational"
    JOB_RELATED = "job-related"
    DIGITAL = "digital"
    ARTISTIC = "artistic"
    CERTIFICATES = "certificates"
    LICENCE = "licence"
    REFERENCES = "references"
    MEMBERSHIPS = "memberships"
    OTHER = "other"


class Label(StrEnum):
    """The fields that forms label."""

    NAME = "name"
    GIVEN = "given"
    FAMILY = "family"
    FAMILY_GIVEN = "family-given"
    ADDRESS = "address"
    TELEPHONE = "telephone"
    EMAIL = "email"
    WEB = "web"
    NEVER = "never"
    DATES = "dates"
    POSITION = "position"
    TASKS = "tasks"
    EMPLOYER = "employer"
    SECTOR = "sector"
    CITY = "city"
    COUNTRY = "country"
    TITLE = "title"
    SCHOOL = "school"
    SUBJECTS = "subjects"
    LEVEL = "level"
    MOTHER_TONGUE = "mother-tongue"
    OTHER_LANGUAGES = "other-languages"
    LANGUAGE_SKILL = "language-skill"


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a phrase means, and the language it is in."""

    meaning: Section | Label
    language: str


_S, _L = Section, Label

PHRASES: dict[str, dict[Section | Label, str]] = {
    "it": {
        _S.PERSONAL: "informazioni personali; dati personali; dati anagrafici; contatti; recapiti; generalita; anagrafica; chi sono e dove trovarmi",
        _S.HEADLINE: "occupazione desiderata settore professionale; occupazione desiderata; posizione ricoperta; posizione per la quale si concorre; obiettivo professionale; impiego ricercato; settore professionale; titolo professionale; occupazione per la quale si concorre; titolo di studio per il quale si concorre",
        _S.SUMMARY: "profilo; profilo professionale; profilo personale; presentazione; su di me; dichiarazioni personali; chi sono; in sintesi; sintesi; sommario",
        _S.EMPLOYMENT: "esperienza lavorativa; esperienze lavorative; esperienza professionale; esperienze professionali; esperienze di lavoro; lavoro; esperienza; esperienze; percorso professionale; carriera; storia lavorativa; attivita lavorative; attivita professionale; attivita professionali; posizioni ricoperte; carriera lavorativa; percorso lavorativo; i miei lavori",
        _S.EDUCATION: "istruzione e formazione; istruzione; formazione; formazione scolastica; studi; titoli di studio; titolo di studio; percorso formativo; percorso di studi; studi e formazione; formazione e istruzione; istruzione e titoli di studio; scuole; corsi di studio",
        _S.LANGUAGES: "lingue; competenze linguistiche; conoscenze linguistiche; lingue straniere; conoscenza lingue; lingue conosciute; capacita linguistiche; lingue parlate; conoscenza delle lingue",
        _S.SKILLS: "capacita e competenze personali; competenze personali; competenze; capacita e competenze; altre capacita e competenze; competenze trasversali; abilita; competenze e capacita; altre competenze; punti di forza; capacita; cosa so fare; conoscenze",
        _S.COMMUNICATION: "capacita e competenze relazionali; capacita e competenze sociali; competenze comunicative; competenze relazionali; competenze comunicative e interpersonali",
        _S.ORGANISATIONAL: "capacita e competenze organizzative; competenze organizzative; competenze organizzative e gestionali; competenze di gestione e direzione",
        _S.JOB_RELATED: "capacita e competenze tecniche; competenze tecniche; competenze professionali",
        _S.DIGITAL: "capacita e competenze informatiche; competenze informatiche; competenze digitali; competenza digitale; conoscenze informatiche; informatica",
        _S.ARTISTIC: "capacita e competenze artistiche; competenze artistiche",
        _S.CERTIFICATES: "certificazioni; certificati; attestati; corsi; corsi di formazione; corsi e certificazioni; attestati e certificazioni; abilitazioni; formazione professionale; corsi di aggiornamento",
        _S.LICENCE: "patente; patenti; patente o patenti; patente di guida; patenti di guida",
        _S.REFERENCES: "referenze; referenza; contatti per referenze; raccomandazioni",
        _S.MEMBERSHIPS: "attivita sociali e politiche; reti e affiliazioni; appartenenza a gruppi associazioni; volontariato; attivita di volontariato; associazioni; attivita associative; attivita sindacale; affiliazioni; impegno sociale; esperienze di volontariato",
        _S.OTHER: "ulteriori informazioni; allegati; hobby e interessi; interessi; hobby; interessi personali; pubblicazioni; progetti; trattamento dei dati personali; dati personali autorizzo; autorizzazione al trattamento dei dati; privacy; riconoscimenti e premi; conferenze e seminari; conferenze; seminari; altro; varie; tempo libero; onorificenze e premi; informazioni aggiuntive; altre informazioni; passioni; servizio militare; presentazioni; interessi e tempo libero; disponibilita",
        _L.NAME: "nome e cognome; nome cognome; nominativo; nome completo",
        _L.GIVEN: "nome; nomi",
        _L.FAMILY: "cognome; cognomi",
        _L.FAMILY_GIVEN: "cognome nome; cognome e nome; nome cognome e nome",
        _L.ADDRESS: "indirizzo; residenza; domicilio; indirizzo di residenza; luogo di residenza",
        _L.TELEPHONE: "telefono; cellulare; telefoni; tel; cell; telefono cellulare; numero di telefono; recapito telefonico; telefono fisso; mobile",
        _L.EMAIL: "e mail; email; posta elettronica; indirizzo e mail; mail; indirizzo email; pec",
        _L.WEB: "sito web; sito internet; fax; skype; linkedin; sito",
        _L.NEVER: "nazionalita; cittadinanza; data di nascita; luogo e data di nascita; luogo di nascita; sesso; genere; stato civile; nato a; nata a; codice fiscale; data e luogo di nascita; militare; obblighi di leva; religione; disabilita; categorie protette; foto; eta",
        _L.DATES: "date da a; date; data; periodo; durata; dal al; da a; anno; anni; periodo di lavoro",
        _L.POSITION: "tipo di impiego; lavoro o posizione ricoperti; lavoro o posizione ricoperta; posizione ricoperta; mansione; ruolo; qualifica; posizione; funzione o posto occupato; tipo di lavoro; incarico; profilo; mansione svolta; ruolo ricoperto; posizione lavorativa; funzione",
        _L.TASKS: "principali mansioni e responsabilita; principali attivita e responsabilita; mansioni; attivita; responsabilita; attivita svolte; principali mansioni; compiti; principali attivita; mansioni svolte; mansioni e responsabilita; descrizione; attivita e responsabilita",
        _L.EMPLOYER: "nome e indirizzo del datore di lavoro; nome e indirizzo datore di lavoro; datore di lavoro; azienda; nome del datore di lavoro; ditta; presso; societa; ente; nome dell azienda; impresa; organizzazione; azienda o ente; ragione sociale",
        _L.SECTOR: "tipo di azienda o settore; tipo di attivita o settore; attivita o settore; settore; tipo di azienda; impresa o settore; settore di attivita",
        _L.CITY: "citta; luogo; sede; localita; sede di lavoro",
        _L.COUNTRY: "paese; stato",
        _L.TITLE: "qualifica conseguita; titolo della qualifica rilasciata; titolo conseguito; titolo di studio; diploma; certificato o diploma ottenuto; titolo; qualifica rilasciata; titolo di studio conseguito; qualifica o certificato conseguito; laurea",
        _L.SCHOOL: "nome e tipo di istituto di istruzione o formazione; nome e tipo d organizzazione erogatrice dell istruzione e formazione; istituto; scuola; universita; nome e tipo di istituto di istruzione; nome e tipo di organizzazione erogatrice dell istruzione e formazione; ente di formazione; nome dell istituto; istituto di istruzione",
        _L.SUBJECTS: "principali materie abilita professionali oggetto dello studio; principali materie; principali tematiche competenze professionali acquisite; principali tematiche competenze professionali possedute; materie; principali materie abilita professionali; abilita professionali oggetto dello studio; campo di studio; principali studi",
        _L.LEVEL: "livello nella classificazione nazionale; livello nella classificazione nazionale o internazionale; livello; livello nella classificazione nazionale se pertinente; votazione; voto; livello eqf; voto finale",
        _L.MOTHER_TONGUE: "madrelingua; lingua madre; prima lingua; lingue madri; madre lingua",
        _L.OTHER_LANGUAGES: "altre lingue; altra lingua; altra lingua altre lingue; altre lingue conosciute; altra e lingua e; lingua straniera",
        _L.LANGUAGE_SKILL: "capacita di lettura; capacita di scrittura; capacita di espressione orale; comprensione; parlato; produzione scritta; ascolto; lettura; interazione orale; produzione orale; interazione; scritto; autovalutazione; livello europeo; lettura scrittura; espressione orale; scrittura",
    },
    "en": {
        _S.PERSONAL: "personal information; personal details; contact; contact details; personal data; contact information; contacts; about you",
        _S.HEADLINE: "desired employment occupational field; desired employment; job applied for; position; position applied for; preferred job; objective; career objective; occupational field; studies applied for; professional title; job sought",
        _S.SUMMARY: "profile; personal statement; summary; about me; professional summary; personal profile; career summary; about; executive summary; professional profile",
        _S.EMPLOYMENT: "work experience; employment history; employment; experience; professional experience; work history; career history; career; work; previous employment; relevant experience; jobs; job history; positions held; employment record",
        _S.EDUCATION: "education and training; education; qualifications; academic background; education and qualifications; training; academic history; studies; academic qualifications; schools; education training",
        _S.LANGUAGES: "languages; language skills; foreign languages; language",
        _S.SKILLS: "personal skills and competences; personal skills; skills; key skills; skills and competences; other skills and competences; competences; other skills; core skills; strengths; skills and abilities; abilities; expertise; what i can do",
        _S.COMMUNICATION: "social skills and competences; communication skills; communication and interpersonal skills; interpersonal skills",
        _S.ORGANISATIONAL: "organisational skills and competences; organisational managerial skills; organisational skills; management and leadership skills; organisational managerial skills",
        _S.JOB_RELATED: "technical skills and competences; technical skills; job related skills; professional skills",
        _S.DIGITAL: "computer skills and competences; computer skills; digital skills; digital competence; it skills; ict skills; software",
        _S.ARTISTIC: "artistic skills and competences; artistic skills",
        _S.CERTIFICATES: "certificates; certifications; courses; training courses; licences and certifications; professional development; training and certificates; courses and certificates",
        _S.LICENCE: "driving licence; driving licences; driver s licence; driving license",
        _S.REFERENCES: "references; referees; reference; recommendations",
        _S.MEMBERSHIPS: "memberships; networks and memberships; social and political activities; volunteering; voluntary work; associations; volunteer work; union activities; volunteer experience; community work",
        _S.OTHER: "additional information; annexes; hobbies and interests; interests; hobbies; publications; projects; honours and awards; awards; conferences and seminars; conferences; other information; miscellaneous; presentations; achievements; other; leisure; military service; seminars",
        _L.NAME: "name; full name; name and surname; first name surname; first name s surname s; first names surnames; first name and surname",
        _L.GIVEN: "first name; given name; forename; first names; given names",
        _L.FAMILY: "surname; family name; last name; surnames",
        _L.FAMILY_GIVEN: "surname first name; surname s first name s; surnames first names; last name first name; surname name",
        _L.ADDRESS: "address; addresses; home address; residence",
        _L.TELEPHONE: "telephone; telephones; phone; mobile; phone number; telephone number; tel; cell phone; mobile phone",
        _L.EMAIL: "e mail; email; e mails; email address; mail",
        _L.WEB: "website; web; linkedin; fax; skype; homepage",
        _L.NEVER: "nationality; date of birth; place of birth; gender; sex; marital status; citizenship; place and date of birth; date and place of birth; religion; disability; born; birth date; age; photo; civil status",
        _L.DATES: "dates from to; dates; date; period; duration; from to; year; years; when",
        _L.POSITION: "occupation or position held; position held; job title; role; position; occupation; title of position; post held; job; title",
        _L.TASKS: "main activities and responsibilities; responsibilities; duties; main activities; tasks; main duties; activities; main tasks; description; key responsibilities",
        _L.EMPLOYER: "name and address of employer; employer; company; organisation; organization; name of employer; employer name; firm",
        _L.SECTOR: "type of business or sector; business or sector; sector; type of business; industry",
        _L.CITY: "city; place; location; town",
        _L.COUNTRY: "country",
        _L.TITLE: "title of qualification awarded; qualification awarded; degree; qualification; award; title of qualification; diploma",
        _L.SCHOOL: "name and type of organisation providing education and training; school; university; institution; college; name and type of organisation; name and type of institution; institute",
        _L.SUBJECTS: "principal subjects occupational skills covered; subjects; principal subjects; field of study; main subjects; fields of study",
        _L.LEVEL: "level in national classification; level in national or international classification; level; grade; final grade; eqf level",
        _L.MOTHER_TONGUE: "mother tongue; mother tongues; native language; first language; native languages",
        _L.OTHER_LANGUAGES: "other languages; other language; other language s; foreign language",
        _L.LANGUAGE_SKILL: "reading skills; writing skills; verbal skills; understanding; speaking; writing; listening; reading; spoken interaction; spoken production; self assessment; european level; speaking skills",
    },
    "fr": {
        _S.PERSONAL: "informations personnelles; information personnelle; etat civil; coordonnees; contact; donnees personnelles; contacts; renseignements personnels",
        _S.HEADLINE: "emploi recherche domaine de competence; emploi recherche; poste vise; objectif; objectif professionnel; poste recherche; projet professionnel; titre professionnel; poste actuel",
        _S.SUMMARY: "profil; a propos de moi; presentation; resume; profil professionnel; a propos; qui suis je; declaration personnelle",
        _S.EMPLOYMENT: "experience professionnelle; experiences professionnelles; experience; experiences; parcours professionnel; emplois; experiences de travail; emplois occupes; vie professionnelle",
        _S.EDUCATION: "education et formation; formation; formations; etudes; diplomes; formation et diplomes; diplomes et formations; parcours scolaire; scolarite; cursus; formation initiale",
        _S.LANGUAGES: "langues; competences linguistiques; langues etrangeres; langues vivantes",
        _S.SKILLS: "aptitudes et competences personnelles; competences personnelles; competences; autres aptitudes et competences; autres competences; savoir faire; aptitudes; atouts; qualites; savoir etre; competences cles",
        _S.COMMUNICATION: "aptitudes et competences sociales; competences en communication; competences de communication; competences sociales; competences en communication et interpersonnelles",
        _S.ORGANISATIONAL: "aptitudes et competences organisationnelles; competences organisationnelles; competences organisationnelles manageriales",
        _S.JOB_RELATED: "aptitudes et competences techniques; competences techniques; competences liees a l emploi; competences professionnelles",
        _S.DIGITAL: "aptitudes et competences informatiques; competences informatiques; competences numeriques; competence numerique; informatique; bureautique; outils informatiques",
        _S.ARTISTIC: "aptitudes et competences artistiques; competences artistiques",
        _S.CERTIFICATES: "certificats; certifications; attestations; stages et formations; formations complementaires; formation continue; habilitations",
        _S.LICENCE: "permis de conduire; permis; permis de conduire s",
        _S.REFERENCES: "references; reference; recommandations",
        _S.MEMBERSHIPS: "affiliations; benevolat; activites sociales et politiques; vie associative; engagements; reseaux et affiliations; activites associatives; engagement associatif; activites benevoles",
        _S.OTHER: "information complementaire; informations complementaires; annexes; loisirs; loisirs et centres d interet; centres d interet; centres d interets; publications; projets; divers; distinctions; conferences et seminaires; hobbies; interets; autres informations; passions; annexe",
        _L.NAME: "nom et prenom; nom complet; nom prenom usuel",
        _L.GIVEN: "prenom; prenoms",
        _L.FAMILY: "nom de famille; nom",
        _L.FAMILY_GIVEN: "nom prenom; nom s prenom s; noms prenoms; nom et prenom s",
        _L.ADDRESS: "adresse; adresses; domicile; adresse postale",
        _L.TELEPHONE: "telephone; telephones; portable; mobile; tel; gsm; numero de telephone",
        _L.EMAIL: "courrier electronique; e mail; email; courriel; adresse electronique; mail; adresse e mail; mel",
        _L.WEB: "site web; telecopie; site internet; linkedin; fax",
        _L.NEVER: "nationalite; date de naissance; sexe; situation familiale; lieu de naissance; date et lieu de naissance; genre; situation de famille; ne le; nee le; age; religion; handicap; photo",
        _L.DATES: "dates de a; dates; date; periode; duree; annee; annees; du au",
        _L.POSITION: "fonction ou poste occupe; poste occupe; fonction; poste; emploi; intitule du poste; profession; metier; role; poste ou fonction occupe",
        _L.TASKS: "principales activites et responsabilites; activites; missions; taches; responsabilites; principales activites; principales missions; taches principales; description; activites et responsabilites principales",
        _L.EMPLOYER: "nom et adresse de l employeur; employeur; entreprise; societe; organisation; nom de l employeur; nom de l entreprise",
        _L.SECTOR: "type ou secteur d activite; secteur d activite; secteur; type d activite ou secteur; type d entreprise ou secteur",
        _L.CITY: "ville; lieu; localite",
        _L.COUNTRY: "pays",
        _L.TITLE: "intitule du certificat ou diplome delivre; diplome; intitule du diplome; diplome obtenu; titre; certificat; qualification obtenue; intitule de la qualification; diplome ou certificat obtenu",
        _L.SCHOOL: "nom et type de l etablissement dispensant l enseignement ou la formation; nom et type de l etablissement d enseignement ou de formation; etablissement; ecole; universite; lycee; nom et type de l etablissement; institut",
        _L.SUBJECTS: "principales matieres competences professionnelles couvertes; principales matieres; matieres; principaux themes competences professionnelles acquises; domaine d etudes; matieres etudiees",
        _L.LEVEL: "niveau dans la classification nationale; niveau dans la classification nationale ou internationale; niveau; mention; niveau cec",
        _L.MOTHER_TONGUE: "langue maternelle; langues maternelles; langue s maternelle s",
        _L.OTHER_LANGUAGES: "autres langues; autre langue; autre s langue s",
        _L.LANGUAGE_SKILL: "lecture; ecriture; expression orale; comprendre; parler; ecrire; ecouter; lire; prendre part a une conversation; s exprimer oralement en continu; auto evaluation; niveau europeen; capacite de lecture; capacite d ecriture; capacite d expression orale; comprehension",
    },
    "es": {
        _S.PERSONAL: "informacion personal; datos personales; contacto; datos de contacto; contactos",
        _S.HEADLINE: "empleo deseado familia profesional; empleo deseado; empleo solicitado; puesto solicitado; objetivo profesional; objetivo; puesto deseado; puesto actual; titulo profesional",
        _S.SUMMARY: "perfil; perfil profesional; sobre mi; resumen; presentacion; acerca de mi; perfil personal; extracto; declaracion personal",
        _S.EMPLOYMENT: "experiencia laboral; experiencia profesional; experiencia; historial laboral; trayectoria profesional; experiencias laborales; trabajos; vida laboral; experiencias profesionales; empleos; trayectoria laboral",
        _S.EDUCATION: "educacion y formacion; educacion; formacion; formacion academica; estudios; estudios y formacion; titulacion; datos academicos; formacion reglada; formacion y estudios; titulaciones",
        _S.LANGUAGES: "idiomas; competencias linguisticas; lenguas; conocimiento de idiomas; lenguas extranjeras",
        _S.SKILLS: "capacidades y aptitudes personales; capacidades y competencias personales; competencias personales; competencias; habilidades; aptitudes; otras capacidades y competencias; otras competencias; capacidades; destrezas; conocimientos; fortalezas",
        _S.COMMUNICATION: "capacidades y aptitudes sociales; capacidades y competencias sociales; competencias comunicativas; competencias sociales; competencias de comunicacion; competencias comunicativas e interpersonales",
        _S.ORGANISATIONAL: "capacidades y aptitudes organizativas; capacidades y competencias organizativas; competencias de organizacion; competencias de organizacion gestion; competencias organizativas",
        _S.JOB_RELATED: "capacidades y aptitudes tecnicas; capacidades y competencias tecnicas; competencias tecnicas; competencias relacionadas con el empleo; competencias profesionales",
        _S.DIGITAL: "capacidades y competencias informaticas; informatica; competencias digitales; competencia digital; conocimientos informaticos; competencias informaticas; ofimatica",
        _S.ARTISTIC: "capacidades y aptitudes artisticas; capacidades y competencias artisticas; competencias artisticas",
        _S.CERTIFICATES: "certificados; certificaciones; cursos; formacion complementaria; cursos y certificados; cursos y seminarios; otros cursos",
        _S.LICENCE: "permiso de conduccion; permiso de conducir; carne de conducir; permisos de conduccion; permiso s de conduccion; permiso s de conducir; carnet de conducir",
        _S.REFERENCES: "referencias; referencia; recomendaciones",
        _S.MEMBERSHIPS: "afiliaciones; voluntariado; actividades sociales y politicas; redes y afiliaciones; asociaciones; actividades asociativas",
        _S.OTHER: "informacion adicional; anexos; aficiones; aficiones e intereses; intereses; hobbies; publicaciones; proyectos; otros datos; otros datos de interes; conferencias y seminarios; premios; informacion complementaria; otros; datos de interes; pasatiempos",
        _L.NAME: "nombre completo; nombre y apellidos; nombre apellidos; nombre y apellido",
        _L.GIVEN: "nombre; nombres",
        _L.FAMILY: "apellidos; apellido",
        _L.FAMILY_GIVEN: "apellidos nombre; apellido s nombre s; apellidos y nombre; apellido nombre",
        _L.ADDRESS: "direccion; domicilio; direcciones; residencia; direccion direcciones",
        _L.TELEPHONE: "telefono; telefonos; movil; tel; telefono movil; telefono de contacto",
        _L.EMAIL: "correo electronico; correos electronicos; e mail; email; correo; correo s electronico s; mail",
        _L.WEB: "sitio web; pagina web; fax; linkedin; web",
        _L.NEVER: "nacionalidad; fecha de nacimiento; sexo; estado civil; lugar de nacimiento; genero; lugar y fecha de nacimiento; fecha y lugar de nacimiento; dni; nie; dni nie; edad; religion; discapacidad; foto",
        _L.DATES: "fechas de a; fechas; fecha; periodo; duracion; ano; anos; desde hasta",
        _L.POSITION: "puesto o cargo ocupados; profesion o cargo desempenado; puesto; cargo; puesto de trabajo; ocupacion; profesion; puesto desempenado; cargo desempenado; puesto ocupado",
        _L.TASKS: "principales actividades y responsabilidades; funciones y responsabilidades principales; funciones; tareas; responsabilidades; actividades; principales funciones; actividades y responsabilidades principales; descripcion; tareas realizadas",
        _L.EMPLOYER: "nombre y direccion del empleador; nombre y direccion de la empresa o empleador; empleador; empresa; organizacion; nombre del empleador; nombre de la empresa",
        _L.SECTOR: "tipo de empresa o sector; sector; sector de actividad; tipo de empresa; tipo de actividad o sector",
        _L.CITY: "ciudad; lugar; localidad",
        _L.COUNTRY: "pais",
        _L.TITLE: "titulo de la cualificacion obtenida; cualificacion obtenida; titulo; titulacion; titulo obtenido; diploma; cualificacion",
        _L.SCHOOL: "nombre y tipo de organizacion que ha impartido la educacion o la formacion; nombre y tipo del centro de estudios; centro; centro de estudios; universidad; instituto; escuela; nombre y tipo de organizacion",
        _L.SUBJECTS: "principales materias o capacidades ocupacionales estudiadas; principales materias o capacidades profesionales estudiadas; materias; principales materias; campo de estudio; asignaturas",
        _L.LEVEL: "nivel alcanzado en la clasificacion nacional; nivel dentro de la clasificacion nacional o internacional; nivel; nivel en la clasificacion nacional; nota; nivel mec",
        _L.MOTHER_TONGUE: "lengua materna; idioma materno; idioma s materno s; lenguas maternas; idiomas maternos",
        _L.OTHER_LANGUAGES: "otros idiomas; otro idioma; otro s idioma s; otras lenguas",
        _L.LANGUAGE_SKILL: "lectura; escritura; expresion oral; comprension; habla; comprension auditiva; comprension de lectura; interaccion oral; autoevaluacion; nivel europeo; expresion escrita; hablar; escribir; capacidad de lectura; capacidad de escritura",
    },
    "de": {
        _S.PERSONAL: "angaben zur person; personliche daten; personliche angaben; kontakt; zur person; kontaktdaten; personalien; personliche informationen",
        _S.HEADLINE: "gewunschte beschaftigung gewunschtes berufsfeld; gewunschte beschaftigung; angestrebte stelle; berufsziel; berufsbezeichnung; angestrebte position; angestrebter beruf; stellenwunsch",
        _S.SUMMARY: "profil; uber mich; kurzprofil; zusammenfassung; personliches profil; berufsprofil; personliche erklarung",
        _S.EMPLOYMENT: "berufserfahrung; beruflicher werdegang; berufspraxis; arbeitserfahrung; berufliche erfahrung; berufliche tatigkeit; praktische erfahrung; berufliche laufbahn; werdegang; berufstatigkeit; berufliche stationen; berufliche erfahrungen; erwerbstatigkeit; erfahrung; beschaftigung; berufsweg",
        _S.EDUCATION: "schul und berufsbildung; ausbildung; bildung; schulbildung; studium; bildungsweg; allgemeine und berufliche bildung; aus und weiterbildung; schulausbildung; bildungsgang; schule und ausbildung; ausbildung und studium; schul und hochschulbildung; berufsausbildung; bildung und ausbildung",
        _S.LANGUAGES: "sprachen; sprachkenntnisse; fremdsprachen; sprachkompetenzen",
        _S.SKILLS: "personliche fahigkeiten und kompetenzen; personliche fahigkeiten; kenntnisse; fahigkeiten; kompetenzen; sonstige fahigkeiten und kompetenzen; kenntnisse und fahigkeiten; besondere kenntnisse; weitere kenntnisse; sonstige kenntnisse; sonstige fahigkeiten; starken; qualifikationen; fahigkeiten und kenntnisse",
        _S.COMMUNICATION: "soziale fahigkeiten und kompetenzen; kommunikative fahigkeiten; soziale kompetenzen; kommunikative kompetenz; kommunikationsfahigkeiten",
        _S.ORGANISATIONAL: "organisatorische fahigkeiten und kompetenzen; organisations und fuhrungstalent; organisatorische fahigkeiten; organisations und fuhrungskompetenz",
        _S.JOB_RELATED: "technische fahigkeiten und kompetenzen; berufliche fahigkeiten; technische fahigkeiten; fachkenntnisse; berufliche kompetenzen",
        _S.DIGITAL: "ikt kenntnisse und kompetenzen; computerkenntnisse; digitale kompetenz; edv kenntnisse; it kenntnisse; digitale kompetenzen; edv; digitale fahigkeiten",
        _S.ARTISTIC: "kunstlerische fahigkeiten und kompetenzen; kunstlerische fahigkeiten",
        _S.CERTIFICATES: "zertifikate; weiterbildung; weiterbildungen; kurse; fortbildung; fortbildungen; lehrgange; kurse und zertifikate; zertifizierungen",
        _S.LICENCE: "fuhrerschein; fuhrerscheine; fuhrerschein e",
        _S.REFERENCES: "referenzen; referenz; empfehlungen",
        _S.MEMBERSHIPS: "mitgliedschaften; ehrenamt; ehrenamtliche tatigkeit; soziales und politisches engagement; engagement; vereine; ehrenamtliches engagement; netzwerke und mitgliedschaften; ehrenamtliche tatigkeiten",
        _S.OTHER: "zusatzliche angaben; anlagen; hobbys; hobbys und interessen; interessen; hobbies; veroffentlichungen; projekte; publikationen; sonstiges; auszeichnungen; interessen und hobbys; konferenzen und seminare; zusatzliche informationen; wehrdienst; weitere angaben; freizeit",
        _L.NAME: "name; vor und nachname; vollstandiger name; vorname name; vorname nachname; vorname und nachname",
        _L.GIVEN: "vorname; vornamen",
        _L.FAMILY: "nachname; familienname; nachnamen; zuname",
        _L.FAMILY_GIVEN: "nachname n vorname n; nachname vorname; name vorname; nachname n vorname",
        _L.ADDRESS: "adresse; adressen; anschrift; wohnort; adresse n; wohnhaft in; wohnanschrift",
        _L.TELEPHONE: "telefon; mobil; mobiltelefon; handy; tel; telefonnummer; mobilnummer",
        _L.EMAIL: "e mail; email; e mail adresse; mail; e mails; emailadresse",
        _L.WEB: "webseite; website; internet; fax; homepage; linkedin",
        _L.NEVER: "staatsangehorigkeit; geburtsdatum; geschlecht; familienstand; geburtsort; nationalitat; staatsangehorigkeit en; geboren am; geburtsdatum und ort; geburtsdatum ort; geburtstag; religion; konfession; alter; foto; behinderung; geboren",
        _L.DATES: "zeitraum; datum; datum von bis; daten; von bis; zeit; dauer; jahr; datum von – bis",
        _L.POSITION: "beruf oder funktion; funktion; position; tatigkeit; stelle; beruf; berufsbezeichnung; stellenbezeichnung; tatig als; rolle",
        _L.TASKS: "wichtigste tatigkeiten und zustandigkeiten; aufgaben; tatigkeiten; aufgabenbereich; hauptaufgaben; zustandigkeiten; tatigkeiten und zustandigkeiten; beschreibung; verantwortlichkeiten; wichtigste tatigkeiten; aufgabengebiet",
        _L.EMPLOYER: "name und adresse des arbeitgebers; arbeitgeber; firma; unternehmen; betrieb; name des arbeitgebers; organisation; bei",
        _L.SECTOR: "tatigkeitsbereich oder branche; branche; tatigkeitsbereich; art des unternehmens oder branche; sektor; tatigkeitsbereich oder branchenzweig",
        _L.CITY: "ort; stadt; arbeitsort",
        _L.COUNTRY: "land",
        _L.TITLE: "bezeichnung der erworbenen qualifikation; abschluss; qualifikation; erworbene qualifikation; abschlussbezeichnung; titel; bezeichnung der qualifikation; schulabschluss",
        _L.SCHOOL: "name und art der bildungs oder ausbildungseinrichtung; schule; universitat; einrichtung; hochschule; bildungseinrichtung; ausbildungsstatte; institut",
        _L.SUBJECTS: "hauptfacher berufliche fahigkeiten; hauptfacher; facher; studienfach; studienrichtung; schwerpunkte",
        _L.LEVEL: "stufe der nationalen oder internationalen klassifikation; stufe der nationalen klassifikation; niveau; note; abschlussnote; eqr niveau",
        _L.MOTHER_TONGUE: "muttersprache; muttersprachen; muttersprache n",
        _L.OTHER_LANGUAGES: "sonstige sprachen; weitere sprachen; sonstige sprache n; weitere sprache n; andere sprachen; weitere sprache; fremdsprache",
        _L.LANGUAGE_SKILL: "lesen; schreiben; sprechen; verstehen; horen; an gesprachen teilnehmen; zusammenhangendes sprechen; selbstbeurteilung; europaische kompetenzstufe; lesekompetenz; schreibkompetenz; mundlicher ausdruck",
    },
    "ro": {
        _S.PERSONAL: "informatii personale; date personale; date de contact; contact; contacte; informatii de contact",
        _S.HEADLINE: "locul de munca vizat domeniul ocupational; locul de munca vizat; locul de munca pentru care se candideaza; pozitia; obiectiv profesional; obiectiv; postul vizat; locul de munca dorit; titlul profesional",
        _S.SUMMARY: "profil; despre mine; rezumat; profil profesional; prezentare; profil personal; sumar",
        _S.EMPLOYMENT: "experienta profesionala; experienta de munca; experienta in munca; experienta; istoric profesional; locuri de munca; activitate profesionala; experienta profesionala relevanta; experiente profesionale; parcurs profesional; cariera",
        _S.EDUCATION: "educatie si formare; educatie; studii; formare; educatie si formare profesionala; formare profesionala; studii si formare; pregatire profesionala; pregatire; scoli absolvite; studii absolvite; educatie si studii",
        _S.LANGUAGES: "limbi straine; limbi; competente lingvistice; limbi straine cunoscute; limbi cunoscute; cunostinte lingvistice",
        _S.SKILLS: "aptitudini si competente personale; competente personale; competente; abilitati; alte competente si aptitudini; aptitudini; alte competente; competente si abilitati; aptitudini si competente; cunostinte; calitati; puncte forte",
        _S.COMMUNICATION: "competente si abilitati sociale; competente de comunicare; aptitudini si competente sociale; competente sociale; competente de comunicare si interpersonale",
        _S.ORGANISATIONAL: "competente si aptitudini organizatorice; competente organizatorice; aptitudini si competente organizatorice; competente organizationale manageriale; competente organizationale",
        _S.JOB_RELATED: "competente si aptitudini tehnice; competente tehnice; competente dobandite la locul de munca; aptitudini si competente tehnice; competente profesionale",
        _S.DIGITAL: "competente si aptitudini de utilizare a calculatorului; competente informatice; competente digitale; operare calculator; cunostinte operare pc; cunostinte it; competenta digitala",
        _S.ARTISTIC: "competente si aptitudini artistice; competente artistice; aptitudini si competente artistice",
        _S.CERTIFICATES: "certificate; certificari; cursuri; cursuri si certificari; calificari; atestate; cursuri de formare; diplome si certificate",
        _S.LICENCE: "permis de conducere; permise de conducere; permis e de conducere; carnet de conducere; permis auto; permis",
        _S.REFERENCES: "referinte; referinta; recomandari",
        _S.MEMBERSHIPS: "afilieri; voluntariat; activitati sociale si politice; activitati de voluntariat; retele si afilieri; asociatii; apartenenta la asociatii",
        _S.OTHER: "informatii suplimentare; anexe; hobbyuri si interese; hobby uri; interese; hobby; pasiuni; publicatii; proiecte; alte informatii; distinctii; conferinte si seminare; hobbyuri; informatii aditionale; stagiu militar; diverse",
        _L.NAME: "nume complet; numele si prenumele; nume si prenume; prenume si nume; prenume nume",
        _L.GIVEN: "prenume; prenumele",
        _L.FAMILY: "nume; nume de familie; numele",
        _L.FAMILY_GIVEN: "nume prenume; nume si prenumele",
        _L.ADDRESS: "adresa; adrese; adresa e; domiciliu; adresa de domiciliu",
        _L.TELEPHONE: "telefon; telefoane; mobil; telefon oane; tel; telefon mobil; numar de telefon",
        _L.EMAIL: "e mail; email; e mail uri; adresa de e mail; mail; posta electronica",
        _L.WEB: "site web; fax; linkedin; pagina web",
        _L.NEVER: "nationalitate; data nasterii; sex; sexul; stare civila; locul nasterii; cetatenie; nationalitate tati; data si locul nasterii; starea civila; religie; varsta; nascut; gen; foto; cnp; handicap",
        _L.DATES: "perioada; date de la pana la; data; durata; de la pana la; an; ani; perioada de la pana la",
        _L.POSITION: "functia sau postul ocupat; functia; postul; ocupatia; postul ocupat; pozitie; functie; pozitia ocupata; post; meserie; ocupatia sau functia detinuta",
        _L.TASKS: "activitati si responsabilitati principale; activitati principale; responsabilitati; atributii; activitati; principalele activitati si responsabilitati; sarcini; responsabilitati principale; descriere",
        _L.EMPLOYER: "numele si adresa angajatorului; angajator; angajatorul; compania; firma; organizatia; numele angajatorului; companie; societatea; denumirea angajatorului",
        _L.SECTOR: "tipul activitatii sau sectorul de activitate; tipul sau sectorul de activitate; sectorul de activitate; domeniul; sector de activitate; domeniu de activitate; domeniul de activitate",
        _L.CITY: "oras; localitate; loc; localitatea; orasul",
        _L.COUNTRY: "tara",
        _L.TITLE: "calificarea diploma obtinuta; diploma obtinuta; calificarea obtinuta; diploma; calificarea; titlul calificarii obtinute; titlul obtinut; calificare",
        _L.SCHOOL: "numele si tipul institutiei de invatamant; numele si tipul institutiei de invatamant furnizorului de formare; institutia; scoala; universitatea; institutia de invatamant; furnizor de formare; liceu; facultatea; numele si tipul institutiei",
        _L.SUBJECTS: "disciplinele principale studiate competente profesionale dobandite; discipline; domeniul studiat; disciplinele principale; disciplinele principale studiate; domeniu de studiu; specializare; specializarea",
        _L.LEVEL: "nivelul in clasificarea nationala sau internationala; nivel; nivelul; nivelul in clasificarea nationala; media; nivelul cec",
        _L.MOTHER_TONGUE: "limba materna; limbi materne; limba i materna e; limba i materna",
        _L.OTHER_LANGUAGES: "limbi straine cunoscute; alte limbi; limba i straina e cunoscuta e; alte limbi straine cunoscute; alta limba alte limbi; alta limba",
        _L.LANGUAGE_SKILL: "citire; scriere; vorbire; intelegere; ascultare; participare la conversatie; discurs oral; exprimare scrisa; autoevaluare; nivel european; exprimare orala; conversatie",
    },
}

TITLES = {
    "formato europeo per il curriculum vitae": "formato europeo 2002",
    "formato europeo": "formato europeo 2002",
    "modello di formato europeo": "formato europeo 2002",
    "european curriculum vitae format": "formato europeo 2002",
    "modele europeen de curriculum vitae": "formato europeo 2002",
    "modelo de curriculum vitae europeo": "formato europeo 2002",
    "europaisches muster fur lebenslaufe": "formato europeo 2002",
    "model european de curriculum vitae": "formato europeo 2002",
    "europass": "Europass",
    "europass curriculum vitae": "Europass",
    "curriculum vitae europass": "Europass",
    "curriculum vitae": "",
    "curriculum": "",
    "lebenslauf": "",
    "resume": "",
    "cv": "",
}
"""Titles of forms, and what they say about the dialect."""

_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_ALIKE = 92


def folded(text: str) -> str:
    """Small letters, no accents, no punctuation."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    kept = (
        letter if letter.isalnum() else " "
        for letter in decomposed
        if not unicodedata.combining(letter)
    )
    return " ".join("".join(kept).split())


def keyed(text: str) -> str:
    """Folded without what stands in brackets: `Cognome(i/)/Nome(i)` is `cognome nome`."""
    return folded(_BRACKETS.sub("", text)) or folded(text)


@functools.cache
def _meanings() -> dict[str, tuple[Phrase, ...]]:
    """Every meaning of a phrase: «qualifica» is a position here and a title there."""
    known: dict[str, dict[Phrase, None]] = {}
    for language, meanings in PHRASES.items():
        for meaning, listed in meanings.items():
            for phrase in listed.split(";"):
                known.setdefault(folded(phrase), {})[Phrase(meaning, language)] = None
    return {key: tuple(values) for key, values in known.items()}


def is_phrase(text: str) -> bool:
    """Whether the words are a heading or label to the letter."""
    return keyed(text) in _meanings() or folded(text) in _meanings()


def meanings(text: str) -> tuple[Phrase, ...]:
    """All that a heading or label may mean; empty if it is none."""
    if len(text) > 110:
        return ()
    for key in dict.fromkeys((keyed(text), folded(text))):
        found = _meanings().get(key)
        if found:
            return found
    return _alike(keyed(text))


@functools.lru_cache(maxsize=4_096)
def _alike(key: str) -> tuple[Phrase, ...]:
    """A long phrase that was misspelt or set with broken letters."""
    if len(key) < 9:
        return ()
    best = process.extractOne(key, _long_phrases(), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return _meanings()[best[0]] if best else ()


@functools.cache
def _long_phrases() -> list[str]:
    return [phrase for phrase in _meanings() if len(phrase) > 8]


def begins_a_phrase(text: str) -> bool:
    """Whether a phrase goes on after these words: a label that is broken over lines."""
    key = keyed(text)
    return any(phrase.startswith(key + " ") for phrase in _meanings())


def section(text: str) -> Section | None:
    """The section that a heading opens, if the line is one."""
    for phrase in meanings(text):
        if isinstance(phrase.meaning, Section):
            return phrase.meaning
    return None


def label(text: str) -> Label | None:
    """The field that a label names, if the words are one."""
    for phrase in meanings(text):
        if isinstance(phrase.meaning, Label):
            return phrase.meaning
    return None
