"""What runs by itself: every app's job is in the table, and one that fails does not stop the others."""

import ast
from pathlib import Path

from kokemus.config import ticker

SOURCE = Path(ticker.__file__).parent.parent


def jobs_of_apps() -> set[str]:
    """Every public function of an app's jobs.py that takes nothing it needs, as "app.name"."""
    found = set()
    for path in SOURCE.glob("*/jobs.py"):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not node.args.args:
                found.add(f"{path.parent.name}.{node.name}")
    return found


def test_every_job_of_every_app_is_run() -> None:
    run = {f"{job.__module__.split('.')[1]}.{job.__name__}" for job in ticker.JOBS}
    assert run == jobs_of_apps()


def test_mail_goes_after_the_jobs_that_cause_it() -> None:
    names = [job.__name__ for job in ticker.JOBS]
    assert names.index("deliver") > max(names.index(name) for name in ("expire_offers", "ask_hours"))


def test_failing_job_is_told_and_the_next_one_runs() -> None:
    done = []

    def broken() -> None:
        raise RuntimeError("broken on purpose")

    def next_one() -> None:
        done.append(True)

    assert ticker.run_once((broken, next_one)) == 1
    assert done == [True]


def test_nothing_fails_when_every_job_runs() -> None:
    assert ticker.run_once(()) == 0
