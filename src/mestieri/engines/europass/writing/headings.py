"""The words of the printed CV, in the languages it is printed in."""

from __future__ import annotations

from typing import Any

NAMES = (
    "employment", "education", "languages", "skills", "certificates", "licences", "summary",
    "mother_tongue", "other_languages", "language", "listening", "reading", "spoken_interaction",
    "spoken_production", "writing", "now", "level", "grade", "sector", "contacts",
    "communication", "organisational", "management", "job-related", "digital", "artistic", "other",
    "levels_note", "cv_of",
)  # fmt: skip

_WORDS = {
    "it": "Esperienza lavorativa|Istruzione e formazione|Lingue|Competenze|Certificati|Patente di guida|"
    "Presentazione|Lingua madre|Altre lingue|Lingua|Ascolto|Lettura|Interazione|Produzione orale|Scrittura|"
    "in corso|Livello|Voto|Settore|Contatti|Comunicazione|Organizzazione|Gestione|Professionali|Digitali|"
    "Artistiche|Altre|Livelli del quadro comune europeo: A1 e A2 base, B1 e B2 autonomo, C1 e C2 avanzato.|Curriculum vitae di {}",
    "en": "Work experience|Education and training|Languages|Skills|Certificates|Driving licence|"
    "About me|Mother tongue|Other languages|Language|Listening|Reading|Spoken interaction|Spoken production|Writing|"
    "present|Level|Grade|Sector|Contacts|Communication|Organisation|Management|Job-related|Digital|"
    "Artistic|Other|Common European levels: A1 and A2 basic, B1 and B2 independent, C1 and C2 proficient.|Curriculum vitae of {}",
    "fr": "Expérience professionnelle|Éducation et formation|Langues|Compétences|Certificats|Permis de conduire|"
    "Présentation|Langue maternelle|Autres langues|Langue|Écouter|Lire|Conversation|Expression orale|Écrire|"
    "en cours|Niveau|Note|Secteur|Coordonnées|Communication|Organisation|Gestion|Professionnelles|Numériques|"
    "Artistiques|Autres|Niveaux du cadre européen commun : A1 et A2 élémentaire, B1 et B2 indépendant, C1 et C2 expérimenté.|Curriculum vitae de {}",
    "es": "Experiencia laboral|Educación y formación|Idiomas|Competencias|Certificados|Permiso de conducir|"
    "Presentación|Lengua materna|Otros idiomas|Idioma|Escuchar|Leer|Interacción oral|Expresión oral|Escribir|"
    "actualidad|Nivel|Nota|Sector|Contacto|Comunicación|Organización|Gestión|Profesionales|Digitales|"
    "Artísticas|Otras|Niveles del marco común europeo: A1 y A2 básico, B1 y B2 independiente, C1 y C2 competente.|Currículum vítae de {}",
    "ro": "Experiența profesională|Educație și formare|Limbi|Competențe|Certificate|Permis de conducere|"
    "Prezentare|Limba maternă|Alte limbi|Limba|Ascultare|Citire|Conversație|Exprimare orală|Scriere|"
    "în prezent|Nivel|Notă|Sector|Contact|Comunicare|Organizare|Conducere|Profesionale|Digitale|"
    "Artistice|Altele|Nivelurile cadrului european comun: A1 și A2 elementar, B1 și B2 independent, C1 și C2 experimentat.|Curriculum vitae: {}",
    "ar": "الخبرة المهنية|التعليم والتدريب|اللغات|المهارات|الشهادات|رخصة القيادة|"
    "نبذة|اللغة الأم|لغات أخرى|اللغة|الاستماع|القراءة|المحادثة|التعبير الشفهي|الكتابة|"
    "حتى الآن|المستوى|الدرجة|القطاع|معلومات الاتصال|التواصل|التنظيم|الإدارة|مهنية|رقمية|"
    "فنية|أخرى|مستويات الإطار الأوروبي المشترك: A1 وA2 أساسي، B1 وB2 مستقل، C1 وC2 متمكن.|السيرة الذاتية: {}",
}
LANGUAGES = tuple(_WORDS)

# Names of the languages that stand as a code in a record, in the languages of the print.
_LANGUAGE_NAMES = {
    "it": "italiano|Italian|italien|italiano|italiană|الإيطالية",
    "en": "inglese|English|anglais|inglés|engleză|الإنجليزية",
    "fr": "francese|French|français|francés|franceză|الفرنسية",
    "es": "spagnolo|Spanish|espagnol|español|spaniolă|الإسبانية",
    "de": "tedesco|German|allemand|alemán|germană|الألمانية",
    "ro": "romeno|Romanian|roumain|rumano|română|الرومانية",
    "ar": "arabo|Arabic|arabe|árabe|arabă|العربية",
    "pt": "portoghese|Portuguese|portugais|portugués|portugheză|البرتغالية",
    "sq": "albanese|Albanian|albanais|albanés|albaneză|الألبانية",
    "uk": "ucraino|Ukrainian|ukrainien|ucraniano|ucraineană|الأوكرانية",
    "ru": "russo|Russian|russe|ruso|rusă|الروسية",
    "zh": "cinese|Chinese|chinois|chino|chineză|الصينية",
    "bn": "bengalese|Bengali|bengali|bengalí|bengaleză|البنغالية",
    "ur": "urdu|Urdu|ourdou|urdu|urdu|الأردية",
    "pl": "polacco|Polish|polonais|polaco|polonă|البولندية",
    "tr": "turco|Turkish|turc|turco|turcă|التركية",
    "nl": "olandese|Dutch|néerlandais|neerlandés|neerlandeză|الهولندية",
    "el": "greco|Greek|grec|griego|greacă|اليونانية",
    "hi": "hindi|Hindi|hindi|hindi|hindi|الهندية",
    "ja": "giapponese|Japanese|japonais|japonés|japoneză|اليابانية",
    "tl": "tagalog|Tagalog|tagalog|tagalo|tagalog|التاغالوغية",
    "si": "singalese|Sinhala|cingalais|cingalés|singaleză|السنهالية",
}


def headings(language: str) -> dict[str, Any]:
    """The words by their names; English where the language is none of ours."""
    words = _WORDS.get(language, _WORDS["en"]).split("|")
    return dict(zip(NAMES, words, strict=True))


def language_name(code: str, language: str) -> str:
    """Name of a language of a record; its code where we have no name."""
    names = _LANGUAGE_NAMES.get(code)
    column = LANGUAGES.index(language) if language in LANGUAGES else 1
    return names.split("|")[column] if names else code
