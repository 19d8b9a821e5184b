"""What may be filled in to sign in and to keep users."""

from typing import Any

from allauth.account import forms as allauth
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kokemus.accounts.adapters import WORDS
from kokemus.accounts.models import Role, User


class Plain(forms.BaseForm):
    """Without placeholders: each field has its label above it, and a word inside would look like an answer."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class PasswordForm(Plain, allauth.LoginForm):
    """Staff's address and password; an expert signs in with a code or a passkey, even if there is a password."""

    user: User | None

    def clean(self) -> dict[str, Any]:
        """Refuses a right password of somebody who does not work here in the words of a wrong one."""
        cleaned: dict[str, Any] = super().clean() or {}
        if self.user is not None and not self.user.works_here and self.user.is_active:
            self.user = None
            raise forms.ValidationError(WORDS["email_password_mismatch"])
        return cleaned


class PasswordAgainForm(Plain, allauth.ReauthenticateForm):
    """The password once more, before a change to how one signs in."""


class NewPasswordForm(Plain, allauth.ResetPasswordKeyForm):
    """A new password from the link in an e-mail."""


class ChangePasswordForm(Plain, allauth.ChangePasswordForm):
    """A new password in place of the one in use."""


class ConfirmCodeForm(Plain, allauth.ConfirmLoginCodeForm):
    """The code that came by e-mail."""


class SecondFactorForm(Plain, mfa.AuthenticateForm):
    """A code from the app or a recovery code."""


class SecondFactorAgainForm(Plain, mfa.ReauthenticateForm):
    """A code once more, before a change to how one signs in."""


class AppForm(Plain, ActivateTOTPForm):
    """The first code from an app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code from the app")


class CodeForm(Plain, allauth.RequestLoginCodeForm):
    """A code by e-mail, for experts only: staff sign in with a second factor."""

    _user: User | None

    def clean_email(self) -> str:
        """A staff address is treated as one that nobody has, without telling which."""
        email: str = super().clean_email()
        if self._user is not None and self._user.works_here:
            self._user = None
        return email


class PasswordLinkForm(Plain, allauth.ResetPasswordForm):
    """A link to set a password, for staff only: an expert has no password."""

    users: list[User]

    def clean_email(self) -> str:
        """An expert's address is treated as one that nobody has, without telling which."""
        email: str = super().clean_email()
        self.users = [user for user in self.users if user.works_here]
        return email


class PasskeyForm(AddWebAuthnForm):
    """A new passkey: signs in by itself unless its owner says that it cannot."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True


class StaffForm(forms.ModelForm):
    """Somebody who works here, and what they do."""

    roles = forms.MultipleChoiceField(
        label=_("User roles"),
        choices=[(role.value, role.label) for role in Role if role != Role.EXPERT],
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = User
        fields = ["name", "email", "phone", "language"]
        widgets = {"language": forms.Select(choices=settings.LANGUAGES)}
        labels = {"language": _("Language of messages")}
        error_messages = {"email": {"unique": _("This address already has an account.")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        if self.instance.pk:
            self.fields["email"].disabled = True
            self.initial["roles"] = sorted(self.instance.roles)

    def clean_email(self) -> str:
        """Addresses are kept in small letters, so that one person has one account."""
        return str(self.cleaned_data["email"]).lower()


class LanguageForm(forms.ModelForm):
    """In which language somebody gets their messages."""

    class Meta:
        model = User
        fields = ["language"]
        widgets = {"language": forms.RadioSelect(choices=settings.LANGUAGES)}
        labels = {"language": _("Language of messages")}

    def clean_language(self) -> str:
        """One of the languages that the service speaks."""
        language = str(self.cleaned_data["language"])
        if language not in dict(settings.LANGUAGES):
            raise forms.ValidationError(_("Choose one of the languages."))
        return language
