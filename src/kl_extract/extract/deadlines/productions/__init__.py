"""What a rule yields: small functions from a hit to deadlines in normal form, by name."""

from collections.abc import Callable

from kl_extract.extract.deadlines.found import FoundDeadline
from kl_extract.extract.deadlines.hit import Hit
from kl_extract.extract.deadlines.productions import days, periods, recurring, terms

Production = Callable[[Hit], list[FoundDeadline]]

PRODUCTIONS: dict[str, Production] = {
    function.__name__: function
    for function in (
        days.calendar_date,
        days.date_list,
        days.date_range,
        days.days_as_period,
        days.from_now,
        days.start_on_date,
        days.today,
        days.tomorrow,
        days.weekday,
        periods.before_period,
        periods.by_period,
        periods.day_of_next_month,
        periods.each_period,
        periods.months_together,
        periods.period_range,
        periods.quarters_together,
        periods.start_of_period,
        periods.week_of_month,
        periods.whole_period,
        recurring.month_days,
        recurring.month_end,
        recurring.quarter_day,
        recurring.rounds,
        recurring.times_a_period,
        recurring.week_days,
        recurring.year_days,
        recurring.year_months,
        terms.before_tet,
        terms.event,
        terms.term,
    )
}
