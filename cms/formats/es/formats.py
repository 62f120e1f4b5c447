"""How Spanish writes dates, times and numbers, as CLDR has it, where Django's differ."""

from cms.grouping import Grouping

DATE_FORMAT = r"j \d\e F \d\e Y"  # 22 de noviembre de 2026
YEAR_MONTH_FORMAT = r"F \d\e Y"
MONTH_DAY_FORMAT = r"j \d\e F"
SHORT_DATE_FORMAT = "j/n/Y"  # 22/11/2026
TIME_FORMAT = "G:i"  # 15:04, 9:04
DATETIME_FORMAT = f"{DATE_FORMAT}, {TIME_FORMAT}"
SHORT_DATETIME_FORMAT = f"{SHORT_DATE_FORMAT}, {TIME_FORMAT}"

FIRST_DAY_OF_WEEK = 1  # Monday

DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "."
NUMBER_GROUPING = Grouping(3, least=5)  # 1234, but 12.345
