from django.apps import AppConfig


class Floor(AppConfig):
    name = "tests.benchmarks.floor"
    label = "floor"
