from django.urls import path

from footcare.accounts import views

app_name = "accounts"
urlpatterns = [
    path("join/", views.enter_code, name="enter_code"),
    path("join/<slug:code>/", views.join, name="join"),
]
