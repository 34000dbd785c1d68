from django.urls import path, register_converter

from assessments import views
from assessments.converters import PageConverter

register_converter(PageConverter, "question_page")

app_name = "assessments"
urlpatterns = [
    path("", views.consent, name="consent"),
    path("again/", views.again, name="again"),
    path("review/", views.review, name="review"),
    path("saved/", views.saved, name="saved"),
    path("stop/", views.stop, name="stop"),
    path("<question_page:page>/", views.page, name="page"),
]
