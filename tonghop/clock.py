"""The time that everything is told in: Hanoi's, wherever the computer stands."""

from zoneinfo import ZoneInfo

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
