"""A guest is a person without an account, held by one signed, http-only cookie with nothing in it but an id."""

from django.conf import settings
from django.core.signing import BadSignature, SignatureExpired
from django.http import HttpRequest, HttpResponse

from footcare.accounts.models import Person

SALT = "footcare.guest"


def from_cookie(request: HttpRequest) -> Person | None:
    try:
        uuid = request.get_signed_cookie(settings.GUEST_COOKIE, salt=SALT, max_age=settings.GUEST_COOKIE_DAYS * 86400)
    except (KeyError, BadSignature):
        return None
    return Person.objects.filter(uuid=uuid, user=None).first()


def set_cookie(response: HttpResponse, person: Person) -> None:
    """400 days, renewed by use; on a shared phone it ends with the browser."""
    response.set_signed_cookie(
        settings.GUEST_COOKIE,
        str(person.uuid),
        salt=SALT,
        max_age=None if person.shared_device else settings.GUEST_COOKIE_DAYS * 86400,
        httponly=True,
        secure=settings.HTTPS,
        samesite="Lax",
    )


def forget_cookie(response: HttpResponse) -> None:
    response.delete_cookie(settings.GUEST_COOKIE, samesite="Lax")


def roll_cookie(request: HttpRequest, response: HttpResponse) -> None:
    """Renew a cookie that is more than a week old: 400 days count from the last visit, in the browser as here."""
    if settings.GUEST_COOKIE not in request.COOKIES or settings.GUEST_COOKIE in response.cookies:
        return
    try:
        request.get_signed_cookie(settings.GUEST_COOKIE, salt=SALT, max_age=7 * 86400)
    except SignatureExpired:
        person = from_cookie(request)
        if person:
            set_cookie(response, person)
            person.last_seen_on = person.day_reached(request.now)  # type: ignore[attr-defined]
            person.save(update_fields=["last_seen_on"])
    except BadSignature:
        forget_cookie(response)
