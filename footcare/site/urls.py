from django.urls import path

from footcare.site import me, views

app_name = "site"
urlpatterns = [
    path("", views.home, name="home"),
    path("help/", views.get_help, name="get_help"),
    path("privacy/", views.privacy, name="privacy"),
    path("me/", me.me, name="me"),
    path("me/details/", me.details, name="details"),
    path("me/copy/", me.copy, name="copy"),
    path("me/theme/", me.theme, name="theme"),
    path("me/guest/", me.guest_here, name="guest_here"),
    path("me/clinics/<uuid:clinic>/unlink/", me.unlink, name="unlink"),
    path("me/delete/", me.delete, name="delete"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
]
