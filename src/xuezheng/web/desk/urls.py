"""Where the places of the desk stand."""

from django.urls import include, path

app_name = "desk"
urlpatterns = [
    path("", include("xuezheng.web.desk.today.urls")),
    path("indicators/", include("xuezheng.web.desk.indicators.urls")),
    path("speech/", include("xuezheng.web.desk.speech.urls")),
    path("programmes/", include("xuezheng.web.desk.programmes.urls")),
    path("cases/", include("xuezheng.web.desk.casework.urls")),
    path("evaluation/", include("xuezheng.web.desk.evaluation.urls")),
    path("rounds/", include("xuezheng.web.desk.rounds.urls")),
    path("setup/", include("xuezheng.web.desk.setup.urls")),
    path("registers/", include("xuezheng.web.desk.registers.urls")),
    path("intake/", include("xuezheng.web.desk.intake.urls")),
    path("work/", include("xuezheng.web.desk.works.urls")),
]
