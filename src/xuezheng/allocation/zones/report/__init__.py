"""What people see of a plan of zones: a map, the figures of every school, who moves, files for others."""

from xuezheng.allocation.zones.report.writing import report_files

__all__ = ["report_files"]
