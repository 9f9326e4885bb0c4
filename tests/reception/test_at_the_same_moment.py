"""Two deliveries of one tap at the same moment, on the database itself."""

import threading
import uuid

import pytest
from django.db import connection

from mestieri.kernel.vocabulary import Purpose
from mestieri.reception.models import Visit
from mestieri.reception.services.visits import record_visit
from tests import factories

THREADS = 4
TAPS = 5


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_one_tap_delivered_at_once_by_several_threads_counts_once():
    point = factories.PointFactory()
    taps = [uuid.uuid4() for _ in range(TAPS)]
    together = threading.Barrier(THREADS)
    outcomes: list[bool | Exception] = []

    def deliver() -> None:
        try:
            for tap in taps:
                together.wait()
                outcomes.append(record_visit(point=point, purpose=Purpose.WORK, tap=tap).is_new)
        except Exception as error:
            together.abort()
            outcomes.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=deliver) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count(True) == TAPS
    assert outcomes.count(False) == TAPS * (THREADS - 1)
    assert Visit.objects.count() == TAPS
