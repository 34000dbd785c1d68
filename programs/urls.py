from django.urls import path

from programs import views

app_name = "programs"
urlpatterns = [
    path("assessment/result/", views.result, name="result"),
    path("plan/", views.plan, name="plan"),
    path("today/", views.today, name="today"),
    path("today/tick/", views.tick, name="tick"),
    path("today/check/", views.check, name="check"),
    path("today/screen/", views.screen_again, name="screen_again"),
    path("today/check-in/", views.check_in, name="check_in"),
    path("today/<slug:item>/", views.item, name="item"),
]
