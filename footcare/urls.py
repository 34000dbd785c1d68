from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

admin.site.site_header = admin.site.site_title = "footcare"
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("", include("footcare.site.urls")),
    path("", include("footcare.accounts.urls")),
    path("assessment/", include("assessments.urls")),
    path("", include("programs.urls")),
    path("staff/", include("footcare.clinic.urls")),
    path("accounts/", include("allauth.account.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "footcare.site.views.bad_request"
handler403 = "footcare.site.views.forbidden"
handler404 = "footcare.site.views.not_found"
handler500 = "footcare.site.views.server_error"
