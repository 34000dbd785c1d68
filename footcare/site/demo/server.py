"""Serves the demo on this machine alone, with the middleware of production."""

from __future__ import annotations

import ipaddress
import socket
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.utils.module_loading import import_string

WORKERS = 2


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address. A name other than localhost may point anywhere."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), port))
        except OSError:
            return False
    return True


def serve(host: str, port: int) -> None:
    """Until Ctrl-C. gunicorn where it runs; elsewhere (Windows) Django's own server, one process."""
    address = f"[{host.strip('[]')}]:{port}" if ":" in host else f"{host}:{port}"
    connections.close_all()  # a connection must not be shared by forked workers
    try:
        from gunicorn.app.base import BaseApplication
    except ImportError:
        call_command("runserver", address, use_reloader=False)
        return

    class Demo(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            for name, value in {
                "bind": address,
                "workers": WORKERS,
                "preload_app": True,
                "loglevel": "warning",
                "control_socket_disable": True,  # it would write into the home folder
                "proc_name": "footcare-demo",
            }.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            return import_string(settings.WSGI_APPLICATION)

    Demo().run()
