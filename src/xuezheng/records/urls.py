"""Where the windows stand. Importing a room's admin module puts its windows on the site."""

from django.urls import path
from django.views.generic import RedirectView

import xuezheng.records.audit.admin
import xuezheng.records.casework.admin
import xuezheng.records.decisions.admin
import xuezheng.records.ledger.admin
import xuezheng.records.programmes.admin
import xuezheng.records.registers.admin
import xuezheng.records.rounds.admin
import xuezheng.records.visits.admin  # noqa: F401
from xuezheng.records.accounts.admin import site

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="windows:index")),
    path("windows/", site.urls),
]
