from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "footcare.site"
    label = "site"
