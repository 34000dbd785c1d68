from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from tests.benchmarks.floor.models import Entry

ROWS = 20


@require_GET
@login_required
def page(request: HttpRequest) -> HttpResponse:
    """Session, user, and four queries of its own."""
    mine = Entry.objects.filter(owner=request.user)
    context = {
        "entries": list(mine.order_by("-day", "pk")[:ROWS]),
        "done": mine.filter(done=True).count(),
        "first": mine.order_by("day").first(),
        "days": list(mine.order_by("-day").values_list("day", flat=True).distinct()[:7]),
        "today": timezone.now(),
    }
    return render(request, "floor/page.html", context)


@require_POST
@login_required
def add(request: HttpRequest) -> HttpResponse:
    """Session, user, and four queries of its own in one transaction: the owner held, two looked up, one row added."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=request.user.pk)
        mine = Entry.objects.filter(owner=request.user)
        latest = mine.order_by("-day").first()
        title = request.POST["title"]
        if latest and not mine.filter(day=latest.day, title=title, done=True).exists():
            Entry.objects.create(owner=request.user, day=latest.day, title=title, text="")
    return redirect("page")
