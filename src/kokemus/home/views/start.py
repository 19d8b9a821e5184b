"""Each role's start page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def start(request: HttpRequest) -> HttpResponse:
    """What needs this person today."""
    return render(request, "home/start.html", {})
