"""Carrying the county's register over: numbers, facts of people, repeats."""

import pytest

from kokemus.experts.actions import importing
from kokemus.experts.models import Expert
from kokemus.experts.tests.importer.make import SAMPLE
from kokemus.experts.tests.people import coordinator

pytestmark = pytest.mark.django_db


def test_sample_becomes_118_people():
    by = coordinator()
    run = importing.start(content=SAMPLE.read_bytes(), file_name=SAMPLE.name, by=by)
    done = importing.carry_out(run=run, by=by)
    assert (done.new, done.same, done.waiting) == (118, 2, 0)
    assert Expert.objects.count() == 118
    again = importing.start(content=SAMPLE.read_bytes(), file_name=SAMPLE.name, by=by)
    assert again.rows.same().count() == 120
    assert importing.carry_out(run=again, by=by).new == 0
    importing.undo(run=run, by=by)
    assert Expert.objects.count() == 0
