"""The log by which each host keeps its own search index in step with the data."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.privacy import World, classified


@classified(
    World.HOUSE,
    purpose=_("Tell every host what changed, so that its search index follows."),
    retention=_("Until every host has read it."),
    facts="id kind key",
)
class IndexChange(models.Model):
    """Something searchable changed; written in the transaction of the change itself."""

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=200, blank=True)  # empty: everything of this kind

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.kind}:{self.key or '*'}"
