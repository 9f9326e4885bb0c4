"""A file that an editorial page links reaches whoever comes in, as a file and without a cookie."""

import pytest
from django.core.files.base import ContentFile
from wagtail.documents.models import Document

pytestmark = pytest.mark.django_db


def test_a_linked_file_is_handed_over_without_signing_in(client):
    document = Document.objects.create(
        title="Guida", file=ContentFile(b"<script>alert(1)</script>", name="guida.html")
    )
    answer = client.get(document.url)
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in answer.headers
    answer.close()
