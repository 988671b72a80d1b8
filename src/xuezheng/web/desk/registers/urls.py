"""The registers: index, the three lists, pages of one row, everything else by room and kind."""

from django.urls import path

from xuezheng.web.desk.registers import bulk, duplicates, filters, history, lists, others, rows

urlpatterns = [
    path("", others.index, name="registers"),
    path("schools/", lists.schools, name="registers-schools"),
    path("schools/<str:code>/", rows.school, name="registers-school"),
    path("pupils/", lists.pupils, name="registers-pupils"),
    path("pupils/duplicates/", duplicates.duplicates, name="registers-duplicates"),
    path("pupils/duplicates/compare/", duplicates.compare, name="registers-compare"),
    path("pupils/duplicates/merge/", duplicates.merge, name="registers-merge"),
    path("pupils/duplicates/<int:number>/undo/", duplicates.undo, name="registers-unmerge"),
    path("pupils/<str:code>/", rows.pupil, name="registers-pupil"),
    path("pupils/<str:code>/whole/", rows.unmask, name="registers-unmask"),
    path("pupils/<str:code>/more/", rows.pupil_more, name="registers-pupil-more"),
    path("teachers/", lists.teachers, name="registers-teachers"),
    path("teachers/<str:code>/", rows.teacher, name="registers-teacher"),
    path("history/<str:kind>/<str:code>/", history.history, name="registers-history"),
    path("filters/<str:register>/", filters.save, name="registers-save-filter"),
    path("filters/<str:register>/<int:pk>/drop/", filters.drop, name="registers-drop-filter"),
    path("change/<str:register>/", bulk.change, name="registers-change"),
    path("all/<str:room>/<str:kind>/", others.rows, name="registers-rows"),
    path("all/<str:room>/<str:kind>/<path:pk>/history/", others.row_history, name="registers-row-history"),
    path("all/<str:room>/<str:kind>/<path:pk>/", others.row, name="registers-row"),
]
