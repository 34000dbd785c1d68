"""Where footcare differs from django-allauth's defaults. It lives on the top floor because a merge walks every app."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from footcare.accounts import guests
from footcare.accounts.models import User
from footcare.site import people

PASSWORD_ENDED = _(
    "This address is confirmed now. A password that was set before no longer works. "
    "You can set a new one under About you."
)
CODE_TO_UNPROVEN_ADDRESS = "code_to_unproven_address"  # session key


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed."),
        "email_password_mismatch": _("The email address and password do not match. Check both, or ask for a code."),
        "email_taken": _("There is an account with this address. Sign in, or set a new password."),
        "enter_current_password": _("Enter your present password."),
        "incorrect_code": _("That code does not match. Check the newest email, or ask for a new code."),
        "incorrect_password": _("That password does not match. Check it, or ask for a new one."),
        "invalid_or_expired_key": _("This link has been used or has expired. Ask for a new one."),
        "invalid_login": _("The email address and password do not match. Check both, or ask for a code."),
        "invalid_password_reset": _("This link has been used or has expired. Ask for a new one."),
        "rate_limited": _("Too many tries. Wait a few minutes, then try again."),
        "same_as_current": _("This is the address you have now. Enter the new one."),
        "select_only_one": _("Choose one."),
        "too_many_login_attempts": _("Too many tries. Wait 5 minutes, then try again, or ask for a code."),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        if template_prefix == "account/email/login_code":
            said = EmailAddress.objects.filter(email__iexact=email).values_list("verified", flat=True)
            context["request"].session[CODE_TO_UNPROVEN_ADDRESS] = bool(said) and not any(said)
        super().send_mail(template_prefix, email, context)

    def login(self, request: HttpRequest, user: User) -> None:
        """Whoever reads the mail owns the address: a password that somebody else set before that ends here."""
        records = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY) or []
        by_code = any(record["method"] == "code" and record.get("email") == user.email for record in records)
        unproven = request.session.pop(CODE_TO_UNPROVEN_ADDRESS, False)
        if by_code:
            proven = {"verified": True, "primary": True}
            EmailAddress.objects.get_or_create(user=user, email=user.email, defaults=proven)
        if by_code and unproven:
            user.set_unusable_password()
            user.save(update_fields=["password"])
            messages.info(request, PASSWORD_ENDED)
        super().login(request, user)

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """Two sign-ups at the same moment: the second is led to sign in."""
        try:
            with transaction.atomic():
                saved: User = super().save_user(request, user, form, commit=commit)
        except IntegrityError:
            raise ImmediateHttpResponse(redirect("account_login")) from None
        return saved

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Clinic staff begin their day at the queue, who runs the site at its admin, everybody else at Today."""
        user = request.user
        if user.is_authenticated and user.memberships.exists():
            return reverse("clinic:queue")
        if user.is_authenticated and user.is_superuser and not hasattr(user, "person"):
            return reverse("admin:index")
        url: str = super().get_login_redirect_url(request)
        return url

    def post_login(self, request: Any, user: User, **hooks: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **hooks)
        guest = guests.from_cookie(request)
        if guest and (hooks["signup"] or people.may_claim_unasked(guest, user)):
            own = people.claim_or_merge(guest=guest, user=user, now=request.now)
            if people.plan_waits(own, request.now):
                messages.info(request, people.PLAN_WAITS)
            guests.forget_cookie(response)
        elif guest:
            messages.info(request, _("This browser also holds answers given without an account. See below."))
            response["Location"] = "/me/"
        if guest and guest.shared_device:
            request.session.set_expiry(0)
        return response
