"""Companies: what says which one it is, lists of them, two records of one, opt-out for ever."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from mestieri.demand.identity import clean_ateco, clean_phone, clean_tax_code, name_key
from mestieri.demand.models import Company, CompanyContact, InfoLetter
from mestieri.demand.queries import companies as queries
from mestieri.demand.queries.campaigns import companies_asked_for
from mestieri.demand.services import campaigns, companies
from mestieri.demand.vocabulary import CompanyState
from mestieri.kernel import exchange
from mestieri.kernel.exchange import Subject
from mestieri.kernel.intake import target_named
from mestieri.kernel.intake.reports import report_of
from mestieri.kernel.models import Centre, ContactView, Intake
from mestieri.kernel.models.intake import DuplicateDecision
from mestieri.kernel.services.intake import receiving, running
from tests import factories
from tests.demand import made

pytestmark = pytest.mark.django_db
TABLE = (
    "Ragione sociale;Partita IVA;ATECO;Comune;Addetti;Telefono;Referente;Email referente\n"
    "Officine Prova S.r.l.;00743110157;62.01.00;Pregnana Milanese;14;02 93590000;Ada Olmi;"
    "ada@example.org\n"
    "Società Così & C. snc;;10.71;Rho;3;02 93000001;;\n"
)


@pytest.fixture(autouse=True)
def in_italian():
    with translation.override("it"):
        yield


def bring_in(
    centre: Centre, table: str, duplicates: DuplicateDecision = DuplicateDecision.SKIP
) -> Intake:
    target = target_named("companies")
    assert target is not None
    intake = receiving.receive_text(centre, target, table, account=None)
    return passes(intake, duplicates)


def passes(intake: Intake, duplicates: DuplicateDecision = DuplicateDecision.SKIP) -> Intake:
    columns = receiving.guessed_columns(intake, intake.sheet, intake.header_row)
    receiving.choose_columns(
        intake, columns, sheet=intake.sheet, header_row=intake.header_row, account=None
    )
    running.start_check(intake, account=None)
    running.run_for(intake.pk, 60)
    intake.refresh_from_db()
    running.start_import(intake, duplicates, account=None)
    return running.run_for(intake.pk, 60)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("IT 00743110157", "00743110157"),
        ("007.431.101-57", "00743110157"),
        ("FR 40 303 265 045", "FR40303265045"),
        ("CHE123456788", "CHE123456788"),
        ("", ""),
    ],
)
def test_vat_numbers_of_italy_of_europe_and_of_elsewhere(written: str, kept: str):
    assert clean_tax_code(written) == kept


@pytest.mark.parametrize("written", ["00743110158", "FR00303265045", "RSSMRA85T10A562S", "12"])
def test_what_is_no_vat_number_is_refused_with_a_sentence(written: str):
    with pytest.raises(ValidationError):
        clean_tax_code(written)


def test_a_code_of_2022_becomes_its_only_successor_and_nonsense_is_refused():
    assert clean_ateco("62.01.00") == "62.10.00"
    assert clean_ateco("6210") == "62.10"
    for nonsense in ("999", "J", "pane"):
        with pytest.raises(ValidationError):
            clean_ateco(nonsense)


def test_of_two_telephones_the_first_counts_and_words_are_none():
    assert clean_phone("02/93590000 - 333 1234567").replace(" ", "") == "0293590000"
    with pytest.raises(ValidationError):
        clean_phone("chiedere in portineria")


def test_a_legal_form_is_no_name():
    assert name_key("Bar Sport di Prova S.R.L.") == name_key("BAR SPORT DI PROVA srl")
    assert name_key("S.p.A.") != ""


def test_a_table_in_latin_1_with_semicolons_comes_in(centre: Centre, tmp_path):
    file = tmp_path / "aziende.csv"
    file.write_bytes(TABLE.encode("latin-1"))
    target = target_named("companies")
    assert target is not None
    intake = passes(receiving.receive_file(centre, target, file, file.name, account=None))
    assert report_of(intake)["created"] == 2
    assert Company.objects.filter(legal_name="Società Così & C. snc", tax_code="").exists()
    first = Company.objects.get(tax_code="00743110157")
    assert (first.section, first.size, first.ateco) == ("K", "SMALL", "62.10.00")
    assert first.contacts.get().name == "Ada Olmi"


def test_the_same_table_again_adds_nobody(centre: Centre):
    bring_in(centre, TABLE)
    report = report_of(bring_in(centre, TABLE))
    assert report["created"] == 0
    assert Company.objects.count() == 2


def test_fifty_contacts_of_one_company_are_fifty_contacts(centre: Centre):
    head = "Azienda;P.IVA;Referente;Email referente\n"
    rows = "".join(
        f"Officine Prova;00743110157;Persona {one};p{one}@example.org\n" for one in range(50)
    )
    bring_in(centre, head + rows, DuplicateDecision.UPDATE)
    assert Company.objects.get().contacts.count() == 50


def test_a_wrong_row_is_refused_and_the_others_come_in(centre: Centre):
    table = (
        "Azienda;P.IVA;Telefono;Note\nAlfa;00743110158;;\nBeta;;abc;\nGamma;;;Chiedere di Mario "
        "Rossi, bravissima persona\nDelta;;;Aperta il sabato\n"
    )
    report = report_of(bring_in(centre, table))
    assert (report["created"], report["refused_count"]) == (1, 3)


def test_never_by_name_alone_two_places_are_two_companies(centre: Centre):
    table = "Azienda;Comune\nBar Sport;Rho\nBAR SPORT S.R.L.;Rho\nBar Sport;Arluno\n"
    report = report_of(bring_in(centre, table))
    assert report["created"] == 2


def test_an_import_is_undone_whole_but_for_what_was_called(centre: Centre):
    intake = bring_in(centre, TABLE)
    companies.opt_out(Company.objects.get(tax_code="00743110157"), account=None)
    running.start_undoing(intake, account=None)
    running.run_for(intake.pk, 60)
    assert Company.objects.get().do_not_call


def test_who_may_be_there_already_is_said_before_it_is_added(centre: Centre):
    there = made.company(centre, legal_name="Torneria di Prova S.r.l.")
    twice = Company(
        centre=centre, legal_name="TORNERIA DI PROVA", municipality=made.PREGNANA, source="Fiera"
    )
    with pytest.raises(ValidationError) as refusal:
        companies.save_company(twice, account=None)
    assert there.legal_name in refusal.value.messages[0]
    companies.save_company(twice, account=None, even_if_alike=True)


def test_a_merge_keeps_everything_and_the_do_not_call_of_either(centre: Centre):
    kept = made.company(centre, tax_code="00743110157", email="")
    other = made.company(centre, tax_code="", email="ufficio@example.org")
    contact = made.contact(centre, other)
    made.campaign(centre)
    companies.opt_out(other, account=None)
    merged = companies.merge(kept, other, account=None)
    assert merged.do_not_call
    assert merged.email == "ufficio@example.org"
    assert [one.name for one in merged.former_names.all()] == [other.legal_name]
    assert merged.contacts.get() == contact
    assert merged.targets.get().state == "EXCLUDED"
    other.refresh_from_db()
    assert other.state == CompanyState.MERGED
    found = queries.narrowed(queries.companies_of_centre(centre), {"q": other.legal_name})
    assert list(found) == [merged]
    with pytest.raises(ValidationError):
        companies.merge(merged, other, account=None)


def test_a_company_of_another_centre_cannot_be_merged(centre: Centre, other_centre: Centre):
    with pytest.raises(ValidationError):
        companies.merge(made.company(centre), made.company(other_centre), account=None)


def test_a_name_that_changes_is_a_former_name(centre: Centre):
    row = made.company(centre, legal_name="Prima S.r.l.")
    row.legal_name = "Poi S.p.A."
    change = companies.save_company(row, account=None)
    assert change is not None
    assert change.changes["legal_name"] == ["Prima S.r.l.", "Poi S.p.A."]
    assert row.former_names.get().name == "Prima S.r.l."
    assert companies.save_company(row, account=None) is None


def test_a_note_on_a_company_names_nobody(centre: Centre):
    row = made.company(centre)
    for note in ("Mario Rossi non risponde mai volentieri", "cell. 333 1234567"):
        row.note = note
        with pytest.raises(ValidationError):
            companies.save_company(row, account=None)


def test_a_campaign_asks_by_trade_place_size_and_family(centre: Centre):
    near = made.company(centre, municipality="Rho", size="SMALL", families="tornitore, saldatore")
    far = made.company(centre, municipality="Bergamo", families="tornitore")
    baker = made.company(centre, ateco="10.71", families="fornaio", size="MICRO")
    closed = made.company(centre)
    companies.change_state(closed, CompanyState.CLOSED, "Insegna tolta", account=None)

    def found(**asked: object) -> set[Company]:
        campaign = made.Campaign(centre=centre, **asked)
        return set(companies_asked_for(campaign))

    assert found(ateco="K") == {near, far}
    assert found(ateco="62 10") == {near, far, baker}
    assert found(municipality="Pregnana Milanese", kilometres=20) == {near, baker}
    assert found(families="tornitore, fornaio", kilometres=20) == {near, far, baker}
    assert found(sizes=["SMALL"]) == {near}


def test_a_filter_that_names_what_does_not_exist_is_refused(centre: Centre):
    for wrong in ({"ateco": "ZZ"}, {"municipality": "Atlantide"}):
        with pytest.raises(ValidationError):
            campaigns.save_campaign(
                made.Campaign(centre=centre, name="x", script=made.script(centre), **wrong),
                account=None,
            )


def offer(code: str) -> exchange.PersonalData:
    return next(one for one in exchange.personal_data() if one.code == code)


def test_a_person_of_a_company_is_found_hidden_and_erased_in_their_centre(
    centre: Centre, other_centre: Centre
):
    row = made.contact(centre, email="ada@example.org")
    made.contact(other_centre, email="ada@example.org")
    ContactView.objects.create(
        centre=centre, reason="contact", subject_kind="demand.companycontact", subject_key=row.pk
    )
    contacts = offer("demand.contacts")
    subject = Subject("ada@example.org", centre)
    assert contacts.hide(subject) == 1
    assert queries.sheet_of(row.company).contacts == 0
    assert contacts.show(subject) == 1
    assert contacts.erase(subject) == 1
    assert CompanyContact.objects.get().company.centre == other_centre
    assert ContactView.objects.get().subject_key == ""


def test_a_message_prepared_for_somebody_is_emptied(centre: Centre):
    letter = made.letter(centre)
    assert offer("demand.letters").erase(Subject(letter.send_to)) == 1
    letter = InfoLetter.objects.get()
    assert (letter.send_to, letter.text, letter.send_to_index) == ("", "", "")


def test_contacts_go_two_years_after_the_last_contact_and_calls_leave_their_number(centre: Centre):
    from mestieri.kernel.retention import retention_rule

    call = made.call(centre)
    made.contact(centre, call.company)
    long_ago = timezone.localdate() - datetime.timedelta(days=800)
    type(call).objects.update(day=long_ago)
    CompanyContact.objects.update(last_contact_on=long_ago)
    for code in ("demand.calls", "demand.contacts"):
        assert retention_rule(code).apply(timezone.localdate(), 500) == 1
    campaign = call.campaign
    campaign.refresh_from_db()
    assert campaign.past_counts == {"SEND_INFO": 1}
    assert not CompanyContact.objects.exists()


def test_its_meetings_in_the_calendar_are_known_by_name(centre: Centre, other_centre: Centre):
    company = made.company(centre, legal_name="Officine Prova S.r.l.")
    for title, host, where in (
        ("Si presentano", "OFFICINE PROVA srl", centre),
        ("Un'altra azienda", "Officine Provate", centre),
        ("Un altro centro", "Officine Prova", other_centre),
    ):
        factories.EventFactory(centre=where, title=title, host=host)
    factories.EventFactory(centre=centre, title="Bozza", host="Officine Prova", state="draft")
    assert [one.title for one in queries.sheet_of(company).meetings] == ["Si presentano"]
    company.legal_name = "Prova e Figlie S.r.l."
    companies.save_company(company, account=None, even_if_alike=True)
    company.refresh_from_db()
    assert len(queries.sheet_of(company).meetings) == 1  # it was called so before
