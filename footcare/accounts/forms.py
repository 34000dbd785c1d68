from django import forms
from django.utils.translation import gettext_lazy as _

from footcare.accounts.joining import AGREE


class JoinForm(forms.Form):
    agree = forms.BooleanField(
        label=AGREE,
        error_messages={"required": _("Tick the box if you agree. Without it nothing is shared.")},
    )
