"""Where the public pages stand."""

from django.urls import path

from xuezheng.web.portal import appeals, home, published, results, verifying, zones

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("results/", results.choose, name="results"),
    path("results/<uuid:code>/", results.ask, name="ask"),
    path("verify/", verifying.verify, name="verify"),
    path("verify/page.css", verifying.style, name="verify-style"),
    path("verify/page.js", verifying.script, name="verify-script"),
    path("verify/<uuid:code>/", verifying.verify, name="verify-one"),
    path("published/<uuid:code>/", published.files, name="published"),
    path("published/<uuid:code>/<str:name>", published.file, name="published-file"),
    path("zones/", zones.find, name="zones"),
    path("appeals/", appeals.send, name="appeal"),
    path("appeals/follow/", appeals.follow, name="follow"),
    path("reports/", published.reports, name="reports"),
    path("reports/<uuid:code>/<str:name>", published.report_file, name="report-file"),
    path("data/", published.open_data, name="open-data"),
    path("accessibility/", home.accessibility, name="accessibility"),
]
