from django.apps import AppConfig


class ClinicConfig(AppConfig):
    name = "footcare.clinic"
    label = "clinic"
