"""The people who work in the centre: who, with which roles, and how they come in."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mestieri.kernel import queries
from mestieri.kernel.access import staff_page
from mestieri.kernel.forms import InvitationForm, RoleForm
from mestieri.kernel.models import Account, Centre, RoleAssignment
from mestieri.kernel.roles import Right
from mestieri.kernel.services import accounts, invitations
from mestieri.kernel.staff.sheet import confirmation_page, form_page


def _staff(centre: Centre) -> str:
    return reverse("kernel-staff", args=[centre.slug])


def _member_or_404(centre: Centre, account_id: int) -> Account:
    account = queries.member_of_staff(centre, account_id)
    if account is None:
        raise Http404
    return account


@staff_page(Right.MANAGE_STAFF)
def staff(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Who works here, by person."""
    return render(request, "kernel/staff.html", {"members": queries.staff_members(centre)})


@staff_page(Right.MANAGE_STAFF)
def invite(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Give a role to somebody by e-mail, and a way to sign in if they have none."""
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            fields = form.cleaned_data
            invitation = accounts.invite(
                fields["email"],
                fields["name"],
                centre,
                fields["role"],
                authorised_on=fields["authorised_on"],
                until=fields["until"],
                by=request.user,
            )
        except ValidationError as error:
            form.refuse(error)
        else:
            return _hand_over(request, centre, invitation.assignment.account)
    context = {
        "form": form,
        "heading": _("Invite somebody"),
        "lead": _("Who already signs in elsewhere keeps their password and just gets the role."),
        "submit_label": _("Invite"),
        "back_url": _staff(centre),
        "parent_url": _staff(centre),
        "parent_label": _("Who works here"),
    }
    return render(request, "banco/form_page.html", context)


@staff_page(Right.MANAGE_STAFF)
@require_POST
def hand_link(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """A new single-use link for who has not signed in yet."""
    account = _member_or_404(centre, pk)
    if not accounts.link_may_be_shown(account, centre):
        raise Http404
    return _hand_over(request, centre, account)


def _hand_over(request: HttpRequest, centre: Centre, account: Account) -> HttpResponse:
    """Send the invitation, and show its link too if this person has no other door."""
    link = ""
    if accounts.link_may_be_shown(account, centre):
        path = accounts.password_path(account, centre=centre, by=request.user)
        link = request.build_absolute_uri(path)
    sent = invitations.send(account, centre, link or request.build_absolute_uri(reverse("banco")))
    context = {
        "member": account,
        "link": link,
        "sent": sent,
        "parent_url": _staff(centre),
        "parent_label": _("Who works here"),
    }
    response = render(request, "kernel/invited.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


@staff_page(Right.MANAGE_STAFF)
def give_role(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """One role more for somebody of the staff."""
    account = _member_or_404(centre, pk)

    def save(form: RoleForm) -> None:
        fields = form.cleaned_data
        accounts.assign_role(
            account,
            centre,
            fields["role"],
            authorised_on=fields["authorised_on"],
            until=fields["until"],
            by=request.user,
        )

    return form_page(
        request,
        RoleForm(request.POST or None),
        save,
        heading=_("Give a role to %(name)s") % {"name": account.name},
        back=_staff(centre),
        done=_("The role has been given."),
        parent_label=_("Who works here"),
        submit_label=_("Give the role"),
    )


@staff_page(Right.MANAGE_STAFF)
def end_role(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Take a role away, after asking."""
    assignment = get_object_or_404(
        RoleAssignment.objects.select_related("account"), pk=pk, centre=centre, ended_on=None
    )
    refusal = ""
    if request.method == "POST":
        try:
            accounts.end_role(assignment, by=request.user)
        except ValidationError as error:
            refusal = " ".join(error.messages)
        else:
            messages.success(request, _("The role has ended."))
            return redirect(_staff(centre))
    return confirmation_page(
        request,
        heading=_("End the role “%(role)s” of %(name)s?")
        % {"role": assignment.get_role_display(), "name": assignment.account.name},
        question=_("From this moment it opens nothing. You can give it again."),
        submit_label=_("End the role"),
        back=_staff(centre),
        parent_label=_("Who works here"),
        refusal=refusal,
    )
