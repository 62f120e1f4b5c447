"""How Urdu writes dates, times and numbers, as CLDR has it for Pakistan; Django knows none of it.

Digits are Latin: CLDR's default numbering system for ur-PK is `latn`.
Codes: https://docs.djangoproject.com/en/5.2/ref/templates/builtins/#date
"""

DATE_FORMAT = "j F، Y"  # 22 نومبر، 2026
YEAR_MONTH_FORMAT = "F Y"  # نومبر 2026
MONTH_DAY_FORMAT = "j F"  # 22 نومبر

# With the whole year (CLDR's yMd): its shortest form, 22/11/26, doesn't say which part is the year.
SHORT_DATE_FORMAT = "j/n/Y"  # 22/11/2026

# CLDR's 24-hour form: Django's Urdu words for AM and PM are "morning" and "evening", and one in
# the afternoon is no evening.
TIME_FORMAT = "H:i"  # 15:04
DATETIME_FORMAT = f"{DATE_FORMAT} {TIME_FORMAT}"
SHORT_DATETIME_FORMAT = f"{SHORT_DATE_FORMAT} {TIME_FORMAT}"

FIRST_DAY_OF_WEEK = 0  # Sunday

# What a form reads; Django adds the ISO forms by itself.
DATE_INPUT_FORMATS = ["%d/%m/%Y", "%d/%m/%y"]
TIME_INPUT_FORMATS = ["%H:%M", "%H:%M:%S"]
DATETIME_INPUT_FORMATS = ["%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S"]

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
