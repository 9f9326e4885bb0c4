"""The thousand files of scenario S14: every generation of CV, scans, doubles, what is refused.

Pages are set once for some people and carry the data of others: reading looks at the data
alone. CVs without data are set one by one, because their text is what is read.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from xml.sax.saxutils import escape

import pikepdf

from mestieri.cli.demonstration.cvs.people import people
from mestieri.engines.europass import Candidate, Contact, write_pdf, write_xml

#: How many of each kind are in a thousand.
MIX = {
    "europass": 620,
    "passport": 180,
    "text": 160,
    "scan": 15,
    "double": 10,
    "word": 10,
    "broken": 5,
}
PAGES_SET = 6

NEVER_READ = (
    b"<Others><SocialAndPoliticalActivities><Title>Delegata NEVER-READ</Title>"
    b"</SocialAndPoliticalActivities></Others>"
    b"<Attachment><EmbeddedData>NEVER-READ</EmbeddedData></Attachment></CandidateProfile>"
)


def thousand(scale: float = 1.0, seed: int = 2012) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file of S14, always the same for a seed.

    Args:
        scale: 1 for the thousand, 0.1 for a tenth of each kind, at least one.
    """
    counts = {kind: max(1, round(number * scale)) for kind, number in MIX.items()}
    everybody = people(sum(counts.values()), seed)
    carriers = [_carrier(one) for one in people(PAGES_SET, seed + 1)]
    firsts: list[tuple[Candidate, bytes]] = []
    for number in range(counts["europass"]):
        one = next(everybody)
        content = with_data(carriers[number % PAGES_SET], europass_xml(one))
        firsts.append((one, content))
        yield f"europass-{number + 1:03d}.pdf", content
    for number in range(counts["passport"]):
        content = with_data(carriers[number % PAGES_SET], passport_xml(next(everybody)))
        yield f"passaporto-{number + 1:03d}.pdf", content
    for number in range(counts["text"]):
        yield f"testo-{number + 1:03d}.pdf", without_data(next(everybody))
    for number in range(counts["scan"]):
        yield f"scansione-{number + 1:02d}.pdf", scan(number)
    yield from _doubles(firsts[: counts["double"]], carriers[0])
    yield from _refused(counts["word"], counts["broken"])


def _doubles(firsts: list[tuple[Candidate, bytes]], carrier: bytes) -> Iterator[tuple[str, bytes]]:
    """One in two is the very same file, the other a newer CV of the same person."""
    for number, (one, content) in enumerate(firsts, 1):
        newer = replace(one, headline=f"{one.headline} – aggiornato")
        is_same = number % 2
        yield (
            f"doppio-{number:02d}.pdf",
            content if is_same else with_data(carrier, europass_xml(newer)),
        )


def _refused(word: int, broken: int) -> Iterator[tuple[str, bytes]]:
    for number in range(word):
        yield f"curriculum-{number + 1:02d}.docx", word_processor()
    whole = without_data(next(people(1, 99)))
    breakages: list[Callable[[], bytes]] = [lambda: whole[:400], lambda: with_password(whole)]
    for number in range(broken):
        yield f"rotto-{number + 1}.pdf", breakages[number % 2]()


def write_folder(folder: Path, scale: float = 1.0, seed: int = 2012) -> int:
    """Write the files into a folder; how many they are."""
    folder.mkdir(parents=True, exist_ok=True)
    number = 0
    for name, content in thousand(scale, seed):
        (folder / name).write_bytes(content)
        number += 1
    return number


def europass_xml(one: Candidate) -> bytes:
    """The data of a CV of 2020 and later, with parts that must never be read."""
    return write_xml(one).replace(b"</CandidateProfile>", NEVER_READ)


def passport_xml(one: Candidate) -> bytes:
    """The data of a CV of 2012–2020 (SkillsPassport), with parts that must never be read."""
    jobs = "".join(
        f"<WorkExperience><Period><From year='{job.period.start[:4]}'/>"
        + (f"<To year='{job.period.end[:4]}'/>" if job.period.end else "<Current>true</Current>")
        + f"</Period><Position><Label>{escape(job.position)}</Label></Position>"
        f"<Activities>{escape(job.description)}</Activities>"
        f"<Employer><Name>{escape(job.employer)}</Name></Employer></WorkExperience>"
        for job in one.employment
    )
    email, phone = (contact.value for contact in one.contacts)
    return (
        "<SkillsPassport xmlns='http://europass.cedefop.europa.eu/Europass' locale='it'>"
        "<DocumentInfo><XSDVersion>V3.3</XSDVersion></DocumentInfo><LearnerInfo><Identification>"
        f"<PersonName><FirstName>{escape(one.given_name)}</FirstName>"
        f"<Surname>{escape(one.family_name)}</Surname></PersonName><ContactInfo>"
        f"<Email><Contact>{email}</Contact></Email><TelephoneList><Telephone>"
        f"<Contact>{phone}</Contact></Telephone></TelephoneList></ContactInfo>"
        "<Demographics><NationalityList><Nationality><Label>NEVER-READ</Label></Nationality>"
        "</NationalityList></Demographics><Photo><Data>NEVER-READ</Data></Photo></Identification>"
        f"<WorkExperienceList>{jobs}</WorkExperienceList><AchievementList><Achievement><Title>"
        "<Code>memberships</Code></Title><Description>NEVER-READ</Description></Achievement>"
        "</AchievementList></LearnerInfo></SkillsPassport>"
    ).encode()


def _carrier(one: Candidate) -> bytes:
    return write_pdf(replace(one, contacts=(Contact("email", "nessuno@example.org"),)), "it")


def with_data(carrier: bytes, data: bytes) -> bytes:
    """A PDF that carries some data in the place of its own."""
    with pikepdf.open(io.BytesIO(carrier)) as pdf:
        specification = pdf.Root.Names.EmbeddedFiles.Names[1]
        specification.EF.F = pikepdf.Stream(pdf, data)
        return _saved(pdf)


def without_data(one: Candidate) -> bytes:
    """A PDF with text alone, as one prints it."""
    with pikepdf.open(io.BytesIO(write_pdf(one, "it"))) as pdf:
        for name in list(pdf.attachments):
            del pdf.attachments[name]
        for key in ("/AF", "/Names", "/Metadata"):
            if key in pdf.Root:
                del pdf.Root[key]
        return _saved(pdf)


def scan(number: int) -> bytes:
    """A page that is a picture: no two are alike."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(595, 842))
        about = {
            "/Type": pikepdf.Name.XObject,
            "/Subtype": pikepdf.Name.Image,
            "/Width": 64,
            "/Height": 64,
            "/ColorSpace": pikepdf.Name.DeviceGray,
            "/BitsPerComponent": 8,
        }
        dots = bytes((number * 7 + place) % 256 for place in range(64 * 64))
        picture = pikepdf.Stream(pdf, dots, about)
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Picture=picture))
        page.Contents = pikepdf.Stream(pdf, b"q 500 0 0 700 40 60 cm /Picture Do Q")
        return _saved(pdf)


def with_password(content: bytes) -> bytes:
    """A PDF that asks for a password."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        file = io.BytesIO()
        pdf.save(file, encryption=pikepdf.Encryption(owner="due", user="uno"))
        return file.getvalue()


def word_processor() -> bytes:
    """A document of a word processor."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
    return file.getvalue()


def _saved(pdf: pikepdf.Pdf) -> bytes:
    file = io.BytesIO()
    pdf.save(file, deterministic_id=True)
    return file.getvalue()
