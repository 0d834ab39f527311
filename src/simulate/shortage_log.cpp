// SPDX-License-Identifier: Apache-2.0
/// @file  Every shortage of every target, noted as it begins and ends.
#include "simulate/shortage_log.hpp"

namespace ytterby {

void ShortageLog::restart(std::size_t targets) {
  open_.assign(targets, none);
  entries_.clear();
  entries_.reserve(2 * targets + 64);  // two each, and some that flicker: few runs need more
}

void ShortageLog::begin(std::size_t target, Months from) {
  open_[target] = static_cast<std::uint32_t>(entries_.size());
  entries_.push_back({static_cast<std::uint32_t>(target), {.from = from}});
}

void ShortageLog::end(std::size_t target, Months to) {
  entries_[open_[target]].shortage.to = to;
  open_[target] = none;
}

void ShortageLog::hand_out(std::vector<TargetOutcome>& targets) const {
  std::vector<std::size_t> number(targets.size(), 0);
  for (const Entry& entry : entries_) ++number[entry.target];
  for (std::size_t i = 0; i < targets.size(); ++i) targets[i].shortages.reserve(number[i]);
  for (const Entry& entry : entries_) targets[entry.target].shortages.push_back(entry.shortage);
}

}  // namespace ytterby
