"""Rooms for music and art, one by one: the standard asks for their number and their size."""

from django.db import models

from xuezheng.records.promises import follows, more_than_nothing
from xuezheng.records.registers.models.schools import School


class SubjectRoom(models.Model):
    """A room kept for music or for art (音乐、美术专用教室)."""

    class Kind(models.TextChoices):
        MUSIC = "music", "音乐专用教室"
        ART = "art", "美术专用教室"

    code = models.CharField("教室编号", max_length=24, primary_key=True)
    school = models.ForeignKey(School, models.PROTECT, verbose_name="学校")
    kind = models.CharField("类别", max_length=10, choices=Kind)
    area_m2 = models.DecimalField("使用面积", max_digits=8, decimal_places=2)
    opened_on = models.DateField("启用日期")
    closed_on = models.DateField("停用日期", null=True, blank=True)

    class Frozen:
        table = "subject_rooms"
        open = ("code", "school", "kind", "area_m2", "opened_on", "closed_on")
        sealed = ()
        kept: dict[str, str] = {}

    class Meta:
        verbose_name = verbose_name_plural = "音乐美术专用教室"
        constraints = [
            more_than_nothing(
                "area_m2", name="subject_room_has_an_area", message="专用教室的使用面积须大于零"
            ),
            follows(
                "closed_on",
                "opened_on",
                name="subject_room_closes_after_it_opens",
                message="停用日期不能早于启用日期",
            ),
        ]
