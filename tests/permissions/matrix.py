"""Who gets what from every address: one row per URL name, method and kind of object; one answer per role.

`login` is a redirect to the sign-in page, `start` one to the first question, `go` one to anywhere else; a number is the
status. `own` is an object of the role's own clinic or person, `foreign` somebody else's, `absent` nobody's.
The admin is one group: see `test_admin_is_for_superusers`.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse

from tests.factories import Cast

OP = str(UUID(int=1))
GONE = "stop:1"  # a line of the queue that is not there any more

ROLES = (
    "anonymous",
    "guest",  # holds a cookie and has a plan
    "other_guest",
    "person",  # signed in, has a plan, linked to the clinic
    "clinician",  # of that clinic, like the next two
    "manager",
    "author",
    "other_clinician",  # of another clinic
    "superuser",  # member of no clinic, no person
)


@dataclass(frozen=True)
class Row:
    name: str
    method: str
    object: str
    answers: dict[str, str]


TABLE = """
site:home                             GET  -       200   200   200   200   200   200   200   200   200
site:home                             POST -       405   405   405   405   405   405   405   405   405
site:get_help                         GET  -       200   200   200   200   200   200   200   200   200
site:get_help                         POST -       405   405   405   405   405   405   405   405   405
site:privacy                          GET  -       200   200   200   200   200   200   200   200   200
site:privacy                          POST -       405   405   405   405   405   405   405   405   405
site:me                               GET  -       start 200   200   200   200   200   200   200   200
site:me                               POST -       405   405   405   405   405   405   405   405   405
site:details                          GET  -       start 200   200   200   start start start start start
site:details                          POST -       403   go    go    go    403   403   403   403   403
site:copy                             GET  -       start 200   200   200   start start start start start
site:copy                             POST -       405   405   405   405   405   405   405   405   405
site:theme                            GET  -       405   405   405   405   405   405   405   405   405
site:theme                            POST -       go    go    go    go    go    go    go    go    go
site:guest_here                       GET  -       405   405   405   405   405   405   405   405   405
site:guest_here                       POST -       403   go    go    go    go    go    go    go    go
site:unlink                           GET  own     405   405   405   405   405   405   405   405   405
site:unlink                           POST own     403   404   404   go    403   403   403   403   403
site:unlink                           GET  foreign 405   405   405   405   405   405   405   405   405
site:unlink                           POST foreign 403   404   404   404   403   403   403   403   403
site:unlink                           GET  absent  405   405   405   405   405   405   405   405   405
site:unlink                           POST absent  403   404   404   404   403   403   403   403   403
site:delete                           GET  -       start 200   200   200   200   200   200   200   200
site:delete                           POST -       403   go    go    go    go    go    go    go    go
site:favicon                          GET  -       go    go    go    go    go    go    go    go    go
site:favicon                          POST -       405   405   405   405   405   405   405   405   405
site:healthz                          GET  -       200   200   200   200   200   200   200   200   200
site:healthz                          POST -       405   405   405   405   405   405   405   405   405
site:readyz                           GET  -       200   200   200   200   200   200   200   200   200
site:readyz                           POST -       405   405   405   405   405   405   405   405   405
accounts:enter_code                   GET  -       200   200   200   200   200   200   200   200   200
accounts:enter_code                   POST -       405   405   405   405   405   405   405   405   405
accounts:join                         GET  own     200   200   200   200   200   200   200   200   200
accounts:join                         POST own     403   go    go    go    403   403   403   403   403
accounts:join                         GET  absent  404   404   404   404   404   404   404   404   404
accounts:join                         POST absent  404   404   404   404   404   404   404   404   404
assessments:consent                   GET  -       200   200   200   200   200   200   200   200   200
assessments:consent                   POST -       422   start start start 422   422   422   422   422
assessments:again                     GET  -       405   405   405   405   405   405   405   405   405
assessments:again                     POST -       403   go    go    go    403   403   403   403   403
assessments:review                    GET  -       start start start start start start start start start
assessments:review                    POST -       405   405   405   405   405   405   405   405   405
assessments:saved                     GET  -       start 200   200   200   start start start start start
assessments:saved                     POST -       405   405   405   405   405   405   405   405   405
assessments:stop                      GET  -       start start start start start start start start start
assessments:stop                      POST -       403   start start start 403   403   403   403   403
assessments:page                      GET  own     start 200   200   200   start start start start start
assessments:page                      POST own     403   422   422   422   403   403   403   403   403
assessments:page                      GET  absent  start start start start start start start start start
assessments:page                      POST absent  403   start start start 403   403   403   403   403
programs:result                       GET  -       start 200   200   200   start start start start start
programs:result                       POST -       403   go    go    go    403   403   403   403   403
programs:plan                         GET  -       start 200   200   200   start start start start start
programs:plan                         POST -       403   go    go    go    403   403   403   403   403
programs:choice                       GET  -       405   405   405   405   405   405   405   405   405
programs:choice                       POST -       403   go    go    go    403   403   403   403   403
programs:offer                        GET  -       405   405   405   405   405   405   405   405   405
programs:offer                        POST -       403   409   409   409   403   403   403   403   403
programs:history                      GET  -       start 200   200   200   start start start start start
programs:history                      POST -       405   405   405   405   405   405   405   405   405
programs:today                        GET  -       start 200   200   200   start start start start start
programs:today                        POST -       405   405   405   405   405   405   405   405   405
programs:tick                         GET  -       405   405   405   405   405   405   405   405   405
programs:tick                         POST -       403   go    go    go    403   403   403   403   403
programs:check                        GET  -       405   405   405   405   405   405   405   405   405
programs:check                        POST -       403   go    go    go    403   403   403   403   403
programs:screen_again                 GET  -       405   405   405   405   405   405   405   405   405
programs:screen_again                 POST -       403   go    go    go    403   403   403   403   403
programs:check_in                     GET  -       start 200   200   200   start start start start start
programs:check_in                     POST -       403   go    go    go    403   403   403   403   403
programs:kind                         GET  -       405   405   405   405   405   405   405   405   405
programs:kind                         POST -       403   go    go    go    403   403   403   403   403
programs:morning                      GET  -       405   405   405   405   405   405   405   405   405
programs:morning                      POST -       403   go    go    go    403   403   403   403   403
programs:item                         GET  own     start 200   200   200   start start start start start
programs:item                         POST own     405   405   405   405   405   405   405   405   405
programs:item                         GET  foreign start 404   404   404   start start start start start
programs:item                         POST foreign 405   405   405   405   405   405   405   405   405
programs:item                         GET  absent  start 404   404   404   start start start start start
programs:item                         POST absent  405   405   405   405   405   405   405   405   405
programs:learn                        GET  -       200   200   200   200   200   200   200   200   200
programs:learn                        POST -       405   405   405   405   405   405   405   405   405
programs:learn_page                   GET  own     200   200   200   200   200   200   200   200   200
programs:learn_page                   POST own     405   405   405   405   405   405   405   405   405
programs:learn_page                   GET  absent  404   404   404   404   404   404   404   404   404
programs:learn_page                   POST absent  405   405   405   405   405   405   405   405   405
clinic:queue                          GET  -       login login login 404   200   200   200   200   404
clinic:queue                          POST -       405   405   405   405   405   405   405   405   405
clinic:mark                           GET  own     405   405   405   405   405   405   405   405   405
clinic:mark                           POST own     login login login 404   go    go    404   404   404
clinic:mark                           GET  foreign 405   405   405   405   405   405   405   405   405
clinic:mark                           POST foreign login login login 404   404   404   404   go    404
clinic:mark                           GET  absent  405   405   405   405   405   405   405   405   405
clinic:mark                           POST absent  login login login 404   404   404   404   404   404
clinic:people                         GET  -       login login login 404   200   200   404   200   404
clinic:people                         POST -       405   405   405   405   405   405   405   405   405
clinic:person                         GET  own     login login login 404   200   200   404   404   404
clinic:person                         POST own     405   405   405   405   405   405   405   405   405
clinic:person                         GET  foreign login login login 404   404   404   404   200   404
clinic:person                         POST foreign 405   405   405   405   405   405   405   405   405
clinic:person                         GET  absent  login login login 404   404   404   404   404   404
clinic:person                         POST absent  405   405   405   405   405   405   405   405   405
clinic:notes                          GET  own     405   405   405   405   405   405   405   405   405
clinic:notes                          POST own     login login login 404   go    go    404   404   404
clinic:notes                          GET  foreign 405   405   405   405   405   405   405   405   405
clinic:notes                          POST foreign login login login 404   404   404   404   go    404
clinic:notes                          GET  absent  405   405   405   405   405   405   405   405   405
clinic:notes                          POST absent  login login login 404   404   404   404   404   404
clinic:release                        GET  own     login login login 404   200   200   404   404   404
clinic:release                        POST own     login login login 404   go    go    404   404   404
clinic:release                        GET  foreign login login login 404   404   404   404   go    404
clinic:release                        POST foreign login login login 404   404   404   404   409   404
clinic:release                        GET  absent  login login login 404   404   404   404   404   404
clinic:release                        POST absent  login login login 404   404   404   404   404   404
clinic:dose                           GET  own     login login login 404   200   404   404   404   404
clinic:dose                           POST own     login login login 404   go    404   404   404   404
clinic:dose                           GET  foreign login login login 404   404   404   404   200   404
clinic:dose                           POST foreign login login login 404   404   404   404   go    404
clinic:dose                           GET  absent  login login login 404   404   404   404   404   404
clinic:dose                           POST absent  login login login 404   404   404   404   404   404
clinic:codes                          GET  -       login login login 404   200   200   404   200   404
clinic:codes                          POST -       login login login 404   go    go    404   go    404
clinic:revoke                         GET  own     405   405   405   405   405   405   405   405   405
clinic:revoke                         POST own     login login login 404   go    go    404   404   404
clinic:revoke                         GET  foreign 405   405   405   405   405   405   405   405   405
clinic:revoke                         POST foreign login login login 404   404   404   404   go    404
clinic:revoke                         GET  absent  405   405   405   405   405   405   405   405   405
clinic:revoke                         POST absent  login login login 404   404   404   404   404   404
clinic:drawings                       GET  -       login login login 404   200   200   404   200   404
clinic:drawings                       POST -       405   405   405   405   405   405   405   405   405
clinic:audit                          GET  -       login login login 404   404   200   404   404   404
clinic:audit                          POST -       405   405   405   405   405   405   405   405   405
account_login                         GET  -       200   200   200   go    go    go    go    go    go
account_login                         POST -       200   200   200   go    go    go    go    go    go
account_logout                        GET  -       go    go    go    200   200   200   200   200   200
account_logout                        POST -       go    go    go    go    go    go    go    go    go
account_inactive                      GET  -       200   200   200   200   200   200   200   200   200
account_inactive                      POST -       405   405   405   405   405   405   405   405   405
account_signup                        GET  -       200   200   200   go    go    go    go    go    go
account_signup                        POST -       200   200   200   go    go    go    go    go    go
account_reauthenticate                GET  -       login login login 403   403   403   403   403   403
account_reauthenticate                POST -       login login login 403   403   403   403   403   403
account_email                         GET  -       login login login 200   200   200   200   200   200
account_email                         POST -       login login login go    go    go    go    go    go
account_email_verification_sent       GET  -       200   200   200   200   200   200   200   200   200
account_email_verification_sent       POST -       405   405   405   405   405   405   405   405   405
account_change_password               GET  -       login login login go    go    go    go    go    go
account_change_password               POST -       login login login go    go    go    go    go    go
account_set_password                  GET  -       login login login 200   200   200   200   200   200
account_set_password                  POST -       login login login 200   200   200   200   200   200
account_reset_password                GET  -       200   200   200   200   200   200   200   200   200
account_reset_password                POST -       200   200   200   200   200   200   200   200   200
account_confirm_login_code            GET  -       go    go    go    go    go    go    go    go    go
account_confirm_login_code            POST -       go    go    go    go    go    go    go    go    go
account_confirm_email                 GET  -       200   200   200   200   200   200   200   200   200
account_confirm_email                 POST -       404   404   404   404   404   404   404   404   404
account_reset_password_from_key_done  GET  -       200   200   200   200   200   200   200   200   200
account_reset_password_from_key_done  POST -       405   405   405   405   405   405   405   405   405
account_reset_password_from_key       GET  -       200   200   200   200   200   200   200   200   200
account_reset_password_from_key       POST -       200   200   200   200   200   200   200   200   200
account_reset_password_done           GET  -       200   200   200   200   200   200   200   200   200
account_reset_password_done           POST -       405   405   405   405   405   405   405   405   405
account_request_login_code            GET  -       200   200   200   go    go    go    go    go    go
account_request_login_code            POST -       200   200   200   go    go    go    go    go    go
"""
ROWS = [
    Row(name, method, "" if kind == "-" else kind, dict(zip(ROLES, answers, strict=True)))
    for name, method, kind, *answers in (line.split() for line in TABLE.strip().splitlines())
]

POSTED: dict[str, dict[str, Any]] = {
    "site:details": {"country": "GB", "zone": "Europe/London"},
    "site:theme": {"theme": "dark"},
    "site:guest_here": {"whose": "not_mine"},
    "accounts:join": {"agree": "on"},
    "programs:plan": {"minutes": "10", "days": "5"},
    "programs:tick": {"done": "1", "op": OP},
    "programs:check": {"anything_new": "no", "op": OP},
    "programs:choice": {"choice": "leave_out"},
    "programs:kind": {"kind": "busy", "minutes": "3"},
    "programs:morning": {"pain_next_morning": "1", "op": OP},
    "programs:check_in": {"pain_now": "1", "op": OP},
    "clinic:mark": {"done": GONE},
    "clinic:notes": {"text": "Seen."},
    "clinic:release": {"checked": "on", "reason": "Seen today."},
    "clinic:dose": {"to": "standing-foot-rolls", "reason": "Seen today."},
}


def data_of(row: Row, cast: Cast) -> dict[str, Any]:
    data = POSTED.get(row.name, {})
    if row.name == "clinic:release":
        return data | {"clearance": cast.stopped.clearances.latest_one().pk}
    about_an_item = row.name in ("programs:tick", "programs:choice", "programs:offer")
    return data | {"item": item_of(cast)} if about_an_item else data


def item_of(cast: Cast) -> str:
    item: str = cast.guest.day_plans.get().items[0]["item"]
    return item


def address_of(row: Row, cast: Cast) -> str:
    return reverse(row.name, kwargs=object_of(row, cast))


def object_of(row: Row, cast: Cast) -> dict[str, Any]:
    """What fills the address."""
    kinds: dict[str, dict[str, Any]] = {
        "site:unlink": {"clinic": {"own": cast.clinic.uuid, "foreign": cast.other_clinic.uuid, "absent": cast.absent}},
        "accounts:join": {"code": {"own": cast.code.code, "absent": "ZZZZ2222"}},
        "assessments:page": {"page": {"own": "pain", "absent": "injury"}},
        "programs:item": {"item": {"own": item_of(cast), "foreign": "heel-drop-bent", "absent": "nothing"}},
        "programs:learn_page": {"key": {"own": "ankle-circles", "absent": "nothing"}},
        "clinic:revoke": {"code": {"own": cast.code.code, "foreign": cast.other_code.code, "absent": "ZZZZ2222"}},
        "account_confirm_email": {"key": {"": "nobody"}},
        "account_reset_password_from_key": {"uidb36": {"": "1"}, "key": {"": "nobody"}},
    }
    of_person = {"own": cast.stopped.uuid, "foreign": cast.stranger.uuid, "absent": cast.absent}
    for name in ("clinic:mark", "clinic:person", "clinic:notes", "clinic:release"):
        kinds[name] = {"uuid": of_person}
    of_owner = of_person | {"own": cast.owner.uuid}
    kinds["clinic:dose"] = {"uuid": of_owner, "item": dict.fromkeys(of_owner, "ankle-circles")}
    return {key: by_kind[row.object] for key, by_kind in kinds.get(row.name, {}).items()}
