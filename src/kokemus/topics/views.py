"""The coordinators' pages of words: what they have taught the finder, and the words that found nothing."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kokemus.accounts.models import Role
from kokemus.accounts.permissions import roles_required
from kokemus.core.listing import page_of
from kokemus.topics import actions, understanding
from kokemus.topics.forms import OwnWordForm, TryForm
from kokemus.topics.models import OwnWord, UnfoundWord

MOST_REMOVED = 10
coordinators_only = roles_required(Role.COORDINATOR, Role.ADMIN)


@coordinators_only
@require_http_methods(["GET", "HEAD", "POST"])
def own_words(request: HttpRequest) -> HttpResponse:
    """Try a text, see what is understood, and add a word; below, the words in use with who added them."""
    initial = {key: request.GET[key] for key in ("text", "language") if key in request.GET}
    form = OwnWordForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        word = actions.add_word(**form.cleaned_data, by=request.user)
        if word.means:
            message = _("“%(word)s” now leads to the topic %(topic)s.")
        else:
            message = _("“%(word)s” no longer leads to the topic %(topic)s.")
        messages.success(request, message % {"word": word.text, "topic": word.topic.label})
        return redirect("topics:own_words")
    return render(request, "topics/own_words.html", _own_words(request, form))


def _own_words(request: HttpRequest, form: OwnWordForm) -> dict[str, Any]:
    tried = request.GET.get("q", "")[:200]
    words = OwnWord.objects.select_related("topic", "added_by", "removed_by")
    return {
        "form": form,
        "try_form": TryForm({"q": tried}),
        "tried": tried,
        "found": understanding.topics(tried, translation.get_language() or "fi"),
        "page": page_of(words.living(), request),
        "removed": words.removed()[:MOST_REMOVED],
        "unfound_count": UnfoundWord.objects.frequent().count(),
    }


@coordinators_only
@require_POST
def remove_word(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take a word out of use."""
    word = get_object_or_404(OwnWord, public_id=public_id)
    actions.remove_word(word=word, by=request.user)
    messages.success(request, _("“%(word)s” is out of use. You can take it back below.") % {"word": word})
    return redirect("topics:own_words")


@coordinators_only
@require_POST
def restore_word(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take a removed word back."""
    word = get_object_or_404(OwnWord.objects.removed(), public_id=public_id)
    actions.restore_word(word=word, by=request.user)
    messages.success(request, _("“%(word)s” is in use again.") % {"word": word})
    return redirect("topics:own_words")


@coordinators_only
@require_safe
def unfound_words(request: HttpRequest) -> HttpResponse:
    """Words of texts that told no topic, most frequent first."""
    page = page_of(UnfoundWord.objects.frequent(), request)
    context = {"page": page, "shown_from": UnfoundWord.SHOWN_FROM, "kept_days": UnfoundWord.KEPT_DAYS}
    return render(request, "topics/unfound_words.html", context)


@coordinators_only
@require_POST
def pass_over(request: HttpRequest) -> HttpResponse:
    """The ticked words are no topic's words."""
    keys = [int(key) for key in request.POST.getlist("word") if key.isascii() and key.isdigit()]
    if passed := actions.pass_over(keys=keys, by=request.user):
        messages.success(request, _("Passed over: %(count)s.") % {"count": passed})
    else:
        messages.warning(request, _("Tick the words first."))
    return redirect("topics:unfound_words")
