"""Users and what they come for. Requesters have no account; experts and staff do."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils.translation import gettext_lazy as _

from kokemus.core import text


def made_in_demo() -> bool:
    """Default of every `is_demo`: what is made while in demo mode is demo data, whoever makes it."""
    return bool(settings.DEMO)


class Role(models.TextChoices):
    """The roles of product.md that sign in."""

    EXPERT = "expert", _("expert by experience")
    COORDINATOR = "coordinator", _("coordinator")
    UNIT_CONTACT = "unit_contact", _("unit contact")
    CHECKER = "checker", _("checker")
    APPROVER = "approver", _("approver")
    PAYROLL = "payroll", _("payroll clerk")
    DATA_PROTECTION_OFFICER = "dpo", _("data protection officer")
    ADMIN = "admin", _("administrator")


STAFF_ROLES = frozenset(Role) - {Role.EXPERT}


class UserManager(BaseUserManager["User"]):
    """Users are known by e-mail."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """Case does not matter in an e-mail address."""
        return self.get(email__iexact=username)

    def create_user(
        self, email: str, password: str | None = None, *, roles: tuple[str, ...] = (), **extra: Any
    ) -> "User":
        """A user with the given roles; without a password sign-in is by code or passkey only."""
        user = self.model(email=self.normalize_email(email).lower(), **extra)
        user.set_password(password)
        user.save(using=self._db)
        for role in roles:
            user.grants.create(role=role)
        return user


class UserQuerySet(models.QuerySet["User"]):
    """Users in business words."""

    def having(self, role: str) -> Self:
        """Active users with a role."""
        return self.filter(is_active=True, grants__role=role)


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in. What they may do follows from their grants, never from Django's permissions."""

    public_id = models.CharField(max_length=16, unique=True, default=text.public_id, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    language = models.CharField(_("language"), max_length=10, default="fi")
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=made_in_demo)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager.from_queryset(UserQuerySet)()

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_staff(self) -> bool:
        """For libraries that ask; there is no Django admin."""
        return self.works_here

    @property
    def roles(self) -> frozenset[str]:
        """The user's roles, read once per request."""
        if not hasattr(self, "_roles"):
            self._roles = frozenset(self.grants.values_list("role", flat=True)) if self.pk else frozenset()
        return self._roles

    @property
    def main_role(self) -> str:
        """The role that the log names: the first of Role's order that the user has."""
        return next(
            (role.value for role in Role if role != Role.EXPERT and role in self.roles),
            "expert" if self.roles else "",
        )

    def has_role(self, *roles: str) -> bool:
        """Whether the user has any of the roles."""
        return self.is_active and bool(self.roles.intersection(roles))

    @property
    def works_here(self) -> bool:
        """Staff of any kind: signs in with a second factor."""
        return self.has_role(*STAFF_ROLES)


class Grant(models.Model):
    """One role of one user."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20, choices=Role)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "role"], name="one_grant_per_role")]

    def __str__(self) -> str:
        return f"{self.user} {self.role}"
