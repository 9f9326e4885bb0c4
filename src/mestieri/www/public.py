"""Pages of the public site: the home, the four needs, hours, and the promises of the door."""

from __future__ import annotations

import mimetypes
from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils._os import safe_join
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mestieri.kernel.access import public_centre_page, public_page
from mestieri.kernel.models import Centre
from mestieri.kernel.printing import print_pdf
from mestieri.www import queries
from mestieri.www.purposes import PURPOSE_BY_SLUG

TEMPLATES_FOR_PRINT = Path(__file__).parent / "print"


@public_page
def front_door(request: HttpRequest) -> HttpResponse:
    """Send to the site in the language the browser asks for."""
    return redirect("house")


@public_page
def house(request: HttpRequest) -> HttpResponse:
    """The installation: its centres, or the only one there is."""
    centres = list(Centre.objects.order_by("name", "id"))
    if len(centres) == 1:
        return redirect("home", centre_slug=centres[0].slug)
    return render(request, "www/house.html", {"centres": centres})


@public_centre_page
def home(request: HttpRequest, centre: Centre) -> HttpResponse:
    """One question first, then the four needs, the hours, who is on duty."""
    return render(request, "www/home.html", queries.home(centre))


@public_centre_page
def purpose(request: HttpRequest, centre: Centre, purpose_slug: str) -> HttpResponse:
    """One of the four needs: where in the centre, who is on duty for it, what to look for."""
    face = PURPOSE_BY_SLUG.get(purpose_slug)
    if face is None:
        raise Http404
    return render(request, "www/purpose.html", queries.purpose(centre, face))


@public_centre_page
def visit_us(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Where, when, and how to arrive."""
    return render(request, "www/visit_us.html", queries.visit_us(centre))


@public_centre_page
def not_asked(request: HttpRequest, centre: Centre) -> HttpResponse:
    """«Che cosa non ti chiediamo»."""
    return render(request, "www/not_asked.html", {"promises": queries.promises()})


@public_centre_page
def not_asked_poster(request: HttpRequest, centre: Centre) -> HttpResponse:
    """The same promises as one A4 for the door."""
    pdf = print_pdf(
        TEMPLATES_FOR_PRINT / "not_asked.typ",
        {
            "title": _("What we do not ask you"),
            "lead": _("Come in. Nobody asks who you are."),
            "promises": [{"title": str(p.title), "text": str(p.text)} for p in queries.promises()],
            "footer": centre.name,
        },
        title=_("What we do not ask you"),
        language=get_language() or settings.LANGUAGE_CODE,
    )
    return HttpResponse(pdf, content_type="application/pdf")


@public_centre_page
def accessibility(request: HttpRequest, centre: Centre) -> HttpResponse:
    """How accessible the site is, and how to tell us when it is not."""
    return render(request, "www/accessibility.html")


@public_centre_page
def privacy(request: HttpRequest, centre: Centre) -> HttpResponse:
    """What is counted, what is never known, for how long."""
    return render(request, "www/privacy.html", {"processing": queries.walk_in_processing()})


@public_page
def media(request: HttpRequest, path: str) -> HttpResponse:
    """Editorial images: only images are shown, everything else is handed over as a file."""
    try:
        file = Path(safe_join(settings.MEDIA_ROOT, path))
    except (ValueError, SuspiciousFileOperation) as error:
        raise Http404 from error
    if not file.is_file():
        raise Http404
    content_type, _encoding = mimetypes.guess_type(file.name)
    is_image = content_type in {"image/png", "image/jpeg", "image/webp", "image/gif"}
    return FileResponse(
        file.open("rb"),
        content_type=content_type if is_image else "application/octet-stream",
        as_attachment=not is_image,
    )
