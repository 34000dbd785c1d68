from django.urls import path

from footcare.clinic import dose_views, drawing_views, views

app_name = "clinic"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("queue/<uuid:uuid>/mark/", views.mark, name="mark"),
    path("people/", views.people, name="people"),
    path("people/<uuid:uuid>/", views.person, name="person"),
    path("people/<uuid:uuid>/notes/", views.notes, name="notes"),
    path("people/<uuid:uuid>/release/", views.release, name="release"),
    path("people/<uuid:uuid>/dose/<slug:item>/", dose_views.dose, name="dose"),
    path("codes/", views.codes, name="codes"),
    path("codes/<slug:code>/revoke/", views.revoke, name="revoke"),
    path("drawings/", drawing_views.drawings, name="drawings"),
    path("audit/", views.audit, name="audit"),
]
