"""`kokemus serve`: gunicorn with everything loaded before the fork, and the ticker as its companion process."""

import gc
import subprocess
import sys
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connections
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

TICK_SECONDS = 5


class Server(BaseApplication):
    """gunicorn configured in code, so that one command starts the whole system."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        """Hand our options to gunicorn."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The application, imported before the fork."""
        return get_wsgi_application()


def serve(*, host: str, port: int, workers: int) -> int:
    """Serve until stopped; gunicorn exits the process by itself."""
    connections.close_all()  # a connection must not be shared with the processes that are forked
    print(f"Kokemus: http://{host}:{port}/", flush=True)
    Server(
        {
            "bind": f"{host}:{port}",
            "workers": workers,
            "threads": 4,
            "preload_app": True,
            "timeout": 60,
            "max_requests": 20_000,
            "max_requests_jitter": 2_000,
            "loglevel": "warning",
            "accesslog": None,  # addresses of secret links are not written anywhere
            "forwarded_allow_ips": "*" if settings.SECURE_PROXY_SSL_HEADER else "127.0.0.1",
            "when_ready": _start_ticker,
            "on_exit": _stop_ticker,
            "post_fork": _after_fork,
            "control_socket_disable": True,
        }
    ).run()
    return 0


_ticker: list[subprocess.Popen[bytes]] = []


def _start_ticker(server: Arbiter) -> None:
    gc.collect()
    gc.freeze()  # what is loaded now stays: collecting it again and again doubles the slowest pages
    command = [sys.executable, "-m", "kokemus.config.cli", "tick", "--every", str(TICK_SECONDS)]
    _ticker.append(subprocess.Popen(command))


def _stop_ticker(server: Arbiter) -> None:
    for process in _ticker:
        process.terminate()
        process.wait(timeout=30)


def _after_fork(server: Arbiter, worker: Any) -> None:
    gc.set_threshold(50_000, 20, 50)
