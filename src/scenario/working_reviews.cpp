// SPDX-License-Identifier: Apache-2.0
/// @file  A review counted in working days as one in months, by day of filing.
#include "scenario/working_reviews.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace ytterby {

namespace {

using std::chrono::days;

/// Days from the start on, whole ones not missed by rounding.
double days_after_start(Months time) {
  const double count = std::chrono::duration<double, days::period>(time).count();
  const double whole = std::round(count);
  return std::abs(count - whole) < 1e-6 ? whole : count;
}

/// The n-th working days of dates that follow each other.
class Counter {
 public:
  Counter(const WorkingCalendar& calendar, Date first, int n)
      : calendar_(calendar), next_(first), n_(static_cast<std::size_t>(n)) {}

  Date nth_from(Date date) {
    if (n_ == 0) return date;
    while (at_ < working_.size() && working_[at_] < date) ++at_;
    for (; working_.size() < at_ + n_; next_ += days{1})
      if (calendar_.is_working_day(next_)) working_.push_back(next_);
    return working_[at_ + n_ - 1];
  }

 private:
  const WorkingCalendar& calendar_;
  Date next_;
  std::size_t n_;
  std::vector<Date> working_ = {};
  std::size_t at_ = 0;  // the first that is not before the date asked for last
};

}  // namespace

Date first_day_of(const ReviewedPeriod& period) {
  const double first = std::floor(days_after_start(std::max(period.from, Months{0})));
  return period.start + days{static_cast<days::rep>(first)};
}

std::vector<ReviewSpan> review_spans(const WorkingCalendar& calendar, const ReviewedPeriod& period, int n) {
  const Date first = first_day_of(period);
  Counter counter(calendar, first, n);
  std::vector<ReviewSpan> spans{{period.from, period.to, counter.nth_from(first) - first}};
  const Months end = std::min(period.to, period.horizon);
  for (Date date = first + days{1}; Months{date - period.start} < end; date += days{1}) {
    const Months review = counter.nth_from(date) - date;
    if (review == spans.back().review) continue;
    spans.back().to = date - period.start;
    spans.push_back({date - period.start, period.to, review});
  }
  return spans;
}

}  // namespace ytterby
