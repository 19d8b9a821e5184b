"""What `kokemus tick` does with the register: pauses begin and end by their dates, what is old is forgotten."""

from django.utils import timezone

from kokemus.core import erasing
from kokemus.experts.actions import importing, joining, states
from kokemus.experts.models import Expert, Pause
from kokemus.experts.permissions import TICK


def keep_pauses() -> int:
    """Begin the pauses whose first day has come and end those whose last day has gone; returns how many."""
    today = timezone.localdate()
    on_pause = Pause.objects.on(today).values("expert")
    ended = Pause.objects.filter(ends_on__lt=today).values("expert")
    begin = Expert.objects.filter(state=Expert.State.ACTIVE, pk__in=on_pause)
    end = Expert.objects.filter(state=Expert.State.PAUSED, pk__in=ended).exclude(pk__in=on_pause)
    begun, resumed = list(begin), list(end)
    for expert in begun:
        states.begin_pause(expert=expert, by=TICK)
    for expert in resumed:
        states.end_pause(expert=expert, by=TICK)
    return len(begun) + len(resumed)


def forget_imports() -> int:
    """Empty the personal data of imports carried out, undone or left lying 30 days ago; returns how many."""
    return importing.forget(now=timezone.now(), by=TICK)


def forget_applications() -> int:
    """Erase drafts that nobody went on with and applications that led to nothing, each after its time."""
    forgotten = joining.forget(now=timezone.now(), by=TICK)
    if forgotten:
        erasing.empty_the_log()
    return forgotten
