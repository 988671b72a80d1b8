"""Where the evaluation stands."""

from django.urls import path

from xuezheng.web.desk.evaluation import views

urlpatterns = [
    path("", views.standards, name="evaluation"),
    path("<slug:standard>/", views.standard, name="evaluation-standard"),
    path("<slug:standard>/<str:place>/", views.place, name="evaluation-place"),
    path("<slug:standard>/<str:place>/reports/", views.write, name="evaluation-write"),
    path("<slug:standard>/<str:place>/report.<str:ending>", views.report, name="evaluation-report"),
    path("<slug:standard>/<str:place>/items/<str:item>/", views.item, name="evaluation-item"),
]
