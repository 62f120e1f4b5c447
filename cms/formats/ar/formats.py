"""How Arabic writes dates, times and numbers, as CLDR has it; Django's differ or are missing.

Digits are Latin: CLDR's default numbering system for ar is `latn`, the one that the world shares.
Codes: https://docs.djangoproject.com/en/5.2/ref/templates/builtins/#date
"""

DATE_FORMAT = "j F Y"  # 22 نوفمبر 2026
YEAR_MONTH_FORMAT = "F Y"  # نوفمبر 2026
MONTH_DAY_FORMAT = "j F"  # 22 نوفمبر
# With marks of direction, which keep day, month and year in their order.
SHORT_DATE_FORMAT = "j\u200f/n\u200f/Y"
TIME_FORMAT = "H:i"  # 15:04
DATETIME_FORMAT = f"{DATE_FORMAT}، {TIME_FORMAT}"
SHORT_DATETIME_FORMAT = f"{SHORT_DATE_FORMAT}، {TIME_FORMAT}"

FIRST_DAY_OF_WEEK = 1  # Monday, as for the world; it differs by country

DATE_INPUT_FORMATS = ["%d/%m/%Y", "%d/%m/%y"]
TIME_INPUT_FORMATS = ["%H:%M", "%H:%M:%S"]
DATETIME_INPUT_FORMATS = ["%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S"]

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
