"""The inbox, one matter, its steps, its letters, the month."""

from django.urls import path

from xuezheng.web.desk.casework import appeals, letters, lists, matters

urlpatterns = [
    path("", lists.inbox, name="casework"),
    path("all/", lists.all_cases, name="casework-all"),
    path("month/", lists.month, name="casework-month"),
    path("appeals/", appeals.appeals, name="casework-appeals"),
    path("appeals/<str:code>/", appeals.appeal, name="casework-appeal"),
    path("appeals/<str:code>/accept/", appeals.accept, name="casework-accept"),
    path("appeals/<str:code>/refuse/", appeals.refuse, name="casework-refuse"),
    path("new/", matters.new, name="casework-new"),
    path("<str:code>/", matters.matter, name="casework-matter"),
    path("<str:code>/content/", matters.content, name="casework-content"),
    path("<str:code>/letter/<slug:kind>.pdf", letters.letter, name="casework-letter"),
    path("<str:code>/<slug:deed>/", matters.step, name="casework-step"),
]
