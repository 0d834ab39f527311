// SPDX-License-Identifier: Apache-2.0
/// @file  Levels of accounts as sums over rates.
#include "survive/account.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ytterby::best {

void Account::add(std::size_t column, double factor, double from, double to) {
  if (to > from && factor != 0) terms_.push_back({column, factor, from, to});
}

void Account::change(double time, double keep, double amount) { changes_.push_back({time, keep, amount}); }

bool Account::draws() const {
  return std::any_of(terms_.begin(), terms_.end(), [](const Term& term) { return term.factor < 0; });
}

/// Between two moments the level is a straight line, so it is lowest at one of them; after the last draw it only rises.
std::vector<double> Account::kinks() const {
  double last = 0;
  for (const Term& term : terms_)
    if (term.factor < 0) last = std::max(last, term.to);
  std::vector<double> moments{last};
  const auto look = [&](double moment) {
    if (moment > 0 && moment < last) moments.push_back(moment);
  };
  for (const Term& term : terms_) {
    look(term.from);
    look(term.to);
  }
  for (const Change& change : changes_) look(change.time);
  std::sort(moments.begin(), moments.end());
  moments.erase(std::unique(moments.begin(), moments.end()), moments.end());
  return moments;
}

Account::Level Account::at(double time) const {
  Level level;
  if (std::isinf(time)) {
    for (const Term& term : terms_) {
      if (!std::isinf(term.to)) continue;
      if (term.column == fixed) {
        level.amount += term.factor;
        level.moved += std::max(0.0, term.factor);
      } else {
        level.column.push_back(term.column);
        level.weight.push_back(term.factor);
      }
    }
    return level;
  }
  // What was there at `since` is worth `kept` of itself at `time`.
  double until = time, kept = 1;
  const auto take_span = [&](double since) {
    for (const Term& term : terms_) {
      const double months = std::min(term.to, until) - std::max(term.from, since);
      if (!(months > 0)) continue;
      if (term.column == fixed) {
        level.amount += kept * term.factor * months;
        level.moved += std::max(0.0, kept * term.factor * months);
      } else {
        level.column.push_back(term.column);
        level.weight.push_back(kept * term.factor * months);
      }
    }
  };
  for (std::size_t i = changes_.size(); i-- > 0;) {
    const Change& change = changes_[i];
    if (!(change.time < time)) continue;
    take_span(change.time);
    level.amount += kept * change.amount;
    level.moved += kept * change.amount;
    kept *= change.keep;
    until = change.time;
    if (kept == 0) return level;
  }
  take_span(-std::numeric_limits<double>::infinity());
  level.amount += kept * start_;
  level.moved += kept * start_;
  return level;
}

}  // namespace ytterby::best
