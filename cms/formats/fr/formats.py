"""How French writes dates, times and numbers, as CLDR has it, where Django's differ."""

DATE_FORMAT = "j F Y"  # 22 novembre 2026
YEAR_MONTH_FORMAT = "F Y"
MONTH_DAY_FORMAT = "j F"
SHORT_DATE_FORMAT = "d/m/Y"  # 22/11/2026
TIME_FORMAT = "H:i"  # 15:04
DATETIME_FORMAT = f"{DATE_FORMAT}, {TIME_FORMAT}"
SHORT_DATETIME_FORMAT = f"{SHORT_DATE_FORMAT} {TIME_FORMAT}"

FIRST_DAY_OF_WEEK = 1  # Monday

DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "\u202f"  # a narrow space where no line ends: 1 234 567,5
NUMBER_GROUPING = 3
