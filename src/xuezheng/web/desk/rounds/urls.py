"""The rounds, one round, its steps, its results."""

from django.urls import path

from xuezheng.web.desk.rounds import deeds, preparing, results, views

urlpatterns = [
    path("", views.rounds, name="rounds"),
    path("open/", views.open_one, name="rounds-open"),
    path("template/<slug:kind>/<slug:role>.csv", preparing.template, name="rounds-template"),
    path("<str:code>/", views.one, name="rounds-round"),
    path("<str:code>/close/", views.close, name="rounds-close"),
    path("<str:code>/file/", preparing.upload, name="rounds-file"),
    path("<str:code>/drop/", preparing.drop, name="rounds-drop"),
    path("<str:code>/register/", preparing.from_register, name="rounds-register"),
    path("<str:code>/options/", preparing.options, name="rounds-options"),
    path("<str:code>/freeze/", deeds.freeze, name="rounds-freeze"),
    path("<str:code>/announcement/", views.announcement, name="rounds-announcement"),
    path("<str:code>/seed/", deeds.seed, name="rounds-seed"),
    path("<str:code>/run/", deeds.run, name="rounds-run"),
    path("<str:code>/result/<int:run>/", results.result, name="rounds-result"),
    path("<str:code>/result/<int:run>/check/", deeds.check, name="rounds-check"),
    path("<str:code>/result/<int:run>/confirm/", deeds.confirm, name="rounds-confirm"),
    path("<str:code>/result/<int:run>/approve/", deeds.approve, name="rounds-approve"),
    path("<str:code>/result/<int:run>/publish/", deeds.publish, name="rounds-publish"),
    path("<str:code>/result/<int:run>/file/<str:name>", results.file, name="rounds-result-file"),
    path("<str:code>/codes/<uuid:publication>/", deeds.codes, name="rounds-codes"),
    path("<str:code>/withdraw/<uuid:publication>/", deeds.withdraw, name="rounds-withdraw"),
]
