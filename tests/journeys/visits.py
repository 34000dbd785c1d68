"""Every page that anybody can be shown, by who looks at it: the table of the walk in test_every_page.py.

`{item}` and the like in an address come from the visitor's state (visitors.py).
"""

from dataclasses import dataclass, field

from assessments import catalogue
from programs.learning import articles


@dataclass(frozen=True)
class Visit:
    """`template` says which page it must be. With `press`, a button of the page at `address` is pressed first, after
    `fill` (by selector), and after the browser has lost the cookie `lost`; then what comes back is looked at."""

    address: str
    template: str
    status: int = 200
    press: str = ""
    fill: dict[str, str] = field(default_factory=dict)
    lost: str = ""
    desk: bool = False  # has another layout at 1280 px


QUESTION_PAGES = [page.slug for page in catalogue.shipped().flows["full"].pages if page.slug != "consent"]
EMAIL = "input[type=email]"

VISITS = {
    "stranger": [
        Visit("/", "site/home.html", desk=True),
        Visit("/help/", "site/get_help.html"),
        Visit("/privacy/", "site/privacy.html"),
        Visit("/learn/", "learn/library.html", desk=True),
        Visit("/learn/?words=toe&position=sitting", "learn/library.html", desk=True),
        Visit("/learn/?words=zzz", "learn/library.html"),
        Visit("/learn/", "learn/library.html", press="Show what fits", fill={"#words": "heel"}),
        Visit("/learn/calf-roller/", "learn/item.html", desk=True),
        Visit("/learn/heel-raise-both-towel/", "learn/item.html"),
        *(Visit(f"/learn/{key}/", "learn/article.html") for key in articles.KEYS),
        Visit("/learn/nothing/", "learn/unknown.html", 404),
        Visit("/assessment/", "assessments/consent.html", desk=True),
        Visit("/assessment/", "assessments/consent.html", 422, press="Continue"),
        Visit("/join/", "accounts/enter_code.html"),
        Visit("/join/{code}/", "accounts/join.html"),
        Visit("/join/ZZZZ2222/", "accounts/enter_code.html", 404),
        Visit("/accounts/login/", "account/login.html", desk=True),
        Visit("/accounts/login/", "account/login.html", press="Sign in"),
        Visit("/accounts/signup/", "account/signup.html", desk=True),
        Visit("/accounts/signup/", "account/signup.html", press="Make the account"),
        Visit("/accounts/login/code/", "account/request_login_code.html"),
        Visit("/accounts/login/code/", "account/confirm_login_code.html", press="code", fill={EMAIL: "a@example.org"}),
        Visit("/accounts/login/code/confirm/", "account/confirm_login_code.html"),
        Visit("/accounts/inactive/", "account/account_inactive.html"),
        Visit("/accounts/confirm-email/", "account/verification_sent.html"),
        Visit("/accounts/confirm-email/{email_key}/", "account/email_confirm.html"),
        Visit("/accounts/confirm-email/nobody/", "account/email_confirm.html"),
        Visit("/accounts/password/reset/", "account/password_reset.html"),
        Visit("/accounts/password/reset/done/", "account/password_reset_done.html"),
        Visit("/accounts/password/reset/key/{password_key}/", "account/password_reset_from_key.html"),
        Visit("/accounts/password/reset/key/1-nobody/", "account/password_reset_from_key.html"),
        Visit("/accounts/password/reset/key/done/", "account/password_reset_from_key_done.html"),
        Visit("/no-such-page/", "404.html", 404),
        Visit("/me/theme/", "405.html", 405),
        Visit("/broken/400/", "400.html", 400),
        Visit("/broken/403/", "403.html", 403),
        Visit("/broken/500/", "500.html", 500),
        Visit("/broken/429/", "429.html", 429),
        Visit("/broken/503/", "503.html", 503),
        Visit("/assessment/", "assessments/turned_away.html", press="Continue", fill={"input[name=age]": "12"}),
    ],
    "guesser": [Visit("/join/ZZZZ2222/", "accounts/join_later.html", 429)],
    "newcomer": [
        Visit("/", "site/home.html"),
        Visit("/assessment/", "assessments/go_on.html"),
        Visit("/assessment/toe/", "assessments/page.html", desk=True),
        Visit("/assessment/toe/", "assessments/page.html", 422, press="Continue"),
        Visit("/assessment/saved/", "assessments/go_on.html"),
        Visit("/assessment/toe/", "assessments/no_person.html", 403, press="Continue", lost="footcare_guest"),
    ],
    "reviewer": [
        *(Visit(f"/assessment/{slug}/", "assessments/page.html") for slug in QUESTION_PAGES),
        Visit("/assessment/review/", "assessments/review.html"),
    ],
    "emergency": [
        Visit("/assessment/stop/", "assessments/stop.html", desk=True),
    ],
    "same_day": [Visit("/assessment/stop/", "assessments/stop.html")],
    "two_days_later": [
        Visit("/assessment/stop/", "assessments/stop.html"),
        Visit("/assessment/stop/", "assessments/stop.html", 422, press="Continue"),
    ],
    "clinician_first": [Visit("/assessment/stop/", "assessments/stop.html")],
    "corrected": [Visit("/assessment/stop/", "assessments/safety_card.html")],
    "no_plan": [Visit("/assessment/result/", "programs/no_plan.html")],
    "run_out": [Visit("/assessment/", "assessments/go_on.html")],
    "guest": [
        Visit("/", "site/home.html"),
        Visit("/assessment/", "assessments/go_on.html"),
        Visit("/assessment/pain/", "assessments/page.html"),
        Visit("/assessment/result/", "programs/result.html", desk=True),
        Visit("/plan/", "programs/plan.html", desk=True),
        Visit("/plan/history/", "programs/history.html"),
        Visit("/today/{item}/", "programs/refused.html", 403, press="Leave it out", lost="footcare_guest"),
        Visit("/today/", "programs/today.html", desk=True),
        Visit("/today/", "programs/refused.html", 403, press="No", lost="footcare_guest"),
        Visit("/today/", "programs/today.html", press="No"),
        Visit("/today/{item}/", "programs/item.html", desk=True),
        Visit("/today/nothing/", "404.html", 404),
        Visit("/today/check-in/", "programs/check_in.html", desk=True),
        Visit("/today/", "programs/today.html", press="3 minutes", desk=True),
        Visit("/today/", "programs/today.html", press="Back to the usual day"),
        Visit("/today/", "programs/today.html", press="Switch to the gentle version"),
        Visit("/learn/", "learn/library.html", desk=True),
        Visit("/learn/touch/", "learn/article.html"),
        Visit("/me/", "site/me.html"),
        Visit("/me/details/", "site/me_details.html"),
        Visit("/me/details/", "403_csrf.html", 403, press="Save", lost="csrftoken"),
        Visit("/me/delete/", "site/me_delete.html"),
        Visit("/me/delete/", "site/nobody.html", 403, press="Delete everything", lost="footcare_guest"),
        Visit("/join/{code}/", "accounts/join.html"),
        Visit("/join/{code}/", "accounts/join.html", 422, press="Link"),
    ],
    "finished": [
        Visit("/today/", "programs/today.html", desk=True),
        Visit("/today/check-in/", "programs/check_in.html"),
    ],
    "progressing": [
        Visit("/today/", "programs/today.html", desk=True),
        Visit("/today/{massage}/", "programs/item.html", desk=True),
        Visit("/plan/", "programs/plan.html", desk=True),
        Visit("/plan/", "programs/plan.html", press="Undo"),
        Visit("/plan/history/", "programs/history.html", desk=True),
        Visit("/plan/history/?page=2", "programs/history.html"),
        Visit("/today/", "programs/today.html", press="Try it"),
    ],
    "account": [
        Visit("/me/", "site/me.html"),
        Visit("/me/delete/", "site/me_delete.html"),
        Visit("/today/", "programs/today.html"),
        Visit("/accounts/email/", "account/email_change.html"),
        Visit("/accounts/password/change/", "account/password_change.html"),
        Visit("/accounts/password/change/", "account/password_change.html", press="password"),
        Visit("/accounts/reauthenticate/", "account/reauthenticate.html"),
        Visit("/accounts/logout/", "account/logout.html"),
    ],
    "clinician": [
        Visit("/staff/", "clinic/queue.html", desk=True),
        Visit("/staff/people/", "clinic/people.html", desk=True),
        Visit("/staff/people/?q=nobody", "clinic/people.html"),
        Visit("/staff/people/{practising}/", "clinic/person.html", desk=True),
        Visit("/staff/people/{practising}/", "clinic/person.html", 422, press="Save the note", fill={"textarea": " "}),
        Visit("/staff/people/{practising}/dose/ankle-circles/", "clinic/dose.html", desk=True),
        Visit("/staff/people/{practising}/dose/ankle-circles/", "clinic/dose.html", 422, press="Save the dose"),
        Visit("/staff/people/{stopped}/", "clinic/person.html"),
        Visit("/staff/people/{stopped}/release/", "clinic/release.html", desk=True),
        Visit("/staff/people/{stopped}/release/", "clinic/release.html", 422, press="Release"),
        Visit("/staff/drawings/", "clinic/drawings.html", desk=True),
        Visit("/staff/codes/", "clinic/codes.html", desk=True),
        Visit("/staff/codes/", "clinic/codes.html", press="Make a code"),
        Visit("/staff/audit/", "404.html", 404),
        Visit("/me/", "site/me.html"),
        Visit("/accounts/password/set/", "account/password_set.html"),
    ],
    "manager": [Visit("/staff/", "clinic/queue.html"), Visit("/staff/audit/", "clinic/audit.html", desk=True)],
    "author": [Visit("/staff/", "clinic/author.html")],
    "superuser": [Visit("/me/", "site/me.html")],
}
