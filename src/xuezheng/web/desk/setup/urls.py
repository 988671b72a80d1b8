"""The pages of set-up."""

from django.urls import path

from xuezheng.web.desk.setup import audit, calendars, people, rules, tokens, tree

urlpatterns = [
    path("", tree.index, name="setup"),
    path("organisations/", tree.organisations, name="setup-organisations"),
    path("organisations/new/", tree.new_organisation, name="setup-new-organisation"),
    path("people/", people.people, name="setup-people"),
    path("people/new/", people.new_person, name="setup-new-person"),
    path("people/<str:username>/", people.person, name="setup-person"),
    path("people/<str:username>/<slug:deed>/", people.change, name="setup-change"),
    path("tokens/", tokens.tokens, name="setup-tokens"),
    path("tokens/<str:code>/withdraw/", tokens.withdraw, name="setup-token-withdraw"),
    path("rights/", people.rights, name="setup-rights"),
    path("holders/", people.holders, name="setup-holders"),
    path("audit/", audit.events, name="setup-audit"),
    path("values/", rules.values, name="setup-values"),
    path("clocks/", rules.clocks, name="setup-clocks"),
    path("calendar/", calendars.calendar, name="setup-calendar"),
    path("calendar/recompute/", calendars.recompute, name="setup-recompute"),
]
