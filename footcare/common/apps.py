from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "footcare.common"
    label = "common"
