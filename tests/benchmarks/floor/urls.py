from django.contrib import admin
from django.urls import path

from tests.benchmarks.floor import views

urlpatterns = [
    path("", views.page, name="page"),
    path("add/", views.add, name="add"),
    path("admin/", admin.site.urls),
]
