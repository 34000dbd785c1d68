from django.urls import path

from programs import learn_views, views

app_name = "programs"
urlpatterns = [
    path("assessment/result/", views.result, name="result"),
    path("plan/", views.plan, name="plan"),
    path("plan/choice/", views.choice, name="choice"),
    path("plan/offer/", views.offer, name="offer"),
    path("plan/history/", views.history, name="history"),
    path("today/", views.today, name="today"),
    path("today/tick/", views.tick, name="tick"),
    path("today/check/", views.check, name="check"),
    path("today/screen/", views.screen_again, name="screen_again"),
    path("today/check-in/", views.check_in, name="check_in"),
    path("today/kind/", views.kind, name="kind"),
    path("today/morning/", views.morning, name="morning"),
    path("today/<slug:item>/", views.item, name="item"),
    path("learn/", learn_views.learn, name="learn"),
    path("learn/<slug:key>/", learn_views.learn_page, name="learn_page"),
]
