"""Furnish the installation of the canary test, in a process of its own, and pair a tablet.

`python -m tests.walls.canary_house PLANTED` writes PLANTED in the notice of the centre, and
says the tablet's token.
"""

from __future__ import annotations

import sys

import django


def main(planted: str) -> None:
    django.setup()
    from mestieri.kernel.models import Centre
    from mestieri.reception.services.devices import pair_device
    from tests.walls.furnished import furnish

    centre = furnish("canarini")
    Centre.objects.update(notice=planted)
    _device, token = pair_device(centre.points.first(), "All'ingresso", account=None)
    print(token)


if __name__ == "__main__":
    main(sys.argv[1])
