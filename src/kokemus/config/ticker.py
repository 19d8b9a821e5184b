"""`kokemus tick`: what is due is done, each job by itself, so that one that fails does not stop the others."""

import logging
import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import connections

from kokemus.accounts import jobs as accounts
from kokemus.experts import jobs as experts
from kokemus.gigs import jobs as gigs
from kokemus.messaging import jobs as messaging
from kokemus.organisation import jobs as organisation
from kokemus.pages import jobs as pages
from kokemus.topics import jobs as topics

logger = logging.getLogger("kokemus.tick")

# In this order: facts first, then the messages that they cause.
JOBS: tuple[Callable[[], object], ...] = (
    experts.keep_pauses,
    experts.forget_imports,
    experts.forget_applications,
    gigs.expire_offers,
    gigs.withdraw_from_the_gone,
    gigs.finish_past,
    gigs.ask_hours,
    gigs.keep_owned,
    gigs.forget_unconfirmed,
    pages.forget_enquiries,
    organisation.remind_of_checking,
    pages.remind_of_unchecked,
    messaging.deliver,
    messaging.forget_bodies,
    accounts.forget_sessions,
    topics.forget_unfound,
)


def run_once(jobs: tuple[Callable[[], object], ...] = JOBS) -> int:
    """Run every job; returns 1 when one of them failed (its traceback is in the log), else 0."""
    failed = 0
    with ThreadPoolExecutor(max_workers=1) as pool:
        for job in jobs:
            error = pool.submit(_alone, job).exception()
            if error is not None:
                failed = 1
                logger.error("job %s.%s failed", job.__module__, job.__name__, exc_info=error)
    return failed


def run_forever(*, seconds: int) -> int:
    """Run the jobs again and again until the process that started this one has ended."""
    parent = os.getppid()
    while os.getppid() == parent:
        run_once()
        time.sleep(seconds)
    return 0


def _alone(job: Callable[[], object]) -> None:
    try:
        job()
    finally:
        connections.close_all()
