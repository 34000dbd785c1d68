"""django-allauth's forms, with a sentence of its own for each field that was left empty.

The package ships no types, hence the ignored bases.
"""

from typing import Any

from allauth.account import forms
from django.utils.translation import gettext_lazy as _

LEFT_EMPTY = {
    "code": _("Write the code from the email."),
    "email": _("Write your email address."),
    "login": _("Write your email address."),
    "oldpassword": _("Write your present password."),
    "password": _("Write your password."),
    "password1": _("Write a new password."),
    "password2": _("Write the new password once more."),
}


class Named:
    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if name in LEFT_EMPTY:
                field.error_messages["required"] = LEFT_EMPTY[name]


class AddEmail(Named, forms.AddEmailForm):  # type: ignore[misc]
    pass


class ChangePassword(Named, forms.ChangePasswordForm):  # type: ignore[misc]
    pass


class ConfirmLoginCode(Named, forms.ConfirmLoginCodeForm):  # type: ignore[misc]
    pass


class Login(Named, forms.LoginForm):  # type: ignore[misc]
    pass


class Reauthenticate(Named, forms.ReauthenticateForm):  # type: ignore[misc]
    pass


class RequestLoginCode(Named, forms.RequestLoginCodeForm):  # type: ignore[misc]
    pass


class ResetPassword(Named, forms.ResetPasswordForm):  # type: ignore[misc]
    pass


class ResetPasswordFromKey(Named, forms.ResetPasswordKeyForm):  # type: ignore[misc]
    pass


class SetPassword(Named, forms.SetPasswordForm):  # type: ignore[misc]
    pass


class Signup(Named, forms.SignupForm):  # type: ignore[misc]
    pass
