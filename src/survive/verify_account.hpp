// SPDX-License-Identifier: Apache-2.0
/// @file  A level that gains and loses over time, and the moment at which it falls below nothing.
#pragma once

#include <optional>
#include <vector>

namespace ytterby::proof {

/// Collects what goes in and out, in any order, then follows it through time.
class Account {
 public:
  /// What goes in (below 0: out) at one moment.
  void add(double at, double amount) { entries_.push_back({.at = at, .amount = amount}); }
  /// What goes in from `from` to `to`, which may be infinite, at a rate linear between both.
  void flow(double from, double to, double rate_begin, double rate_end);
  /// Sets what is there, or scales it.
  void act(double at, bool scales, double value) {
    entries_.push_back({.at = at, .acts = true, .scales = scales, .value = value});
  }

  struct Fall {
    double at = 0;     ///< when it passes nothing
    double level = 0;  ///< how low it is at the next change
    double seen = 0;   ///< and when that is
  };
  /// What an `act` brought in.
  struct Gift {
    double at = 0, amount = 0;
  };
  /// The first fall below nothing by `until`, infinite: ever. Nothing is what is smaller than `relative` of all that
  /// has gone in so far, and `absolute`. O(n log n).
  [[nodiscard]] std::optional<Fall> first_fall(double until, double relative, double absolute,
                                               std::vector<Gift>* gifts = nullptr);

 private:
  struct Entry {
    double at = 0, amount = 0;
    double rate = 0, bend = 0;  ///< changes of the rate, and of its own rate of change
    double gross = 0;           ///< change of what goes in a month, nothing deducted
    bool acts = false, scales = false;
    double value = 0;
  };
  std::vector<Entry> entries_ = {};
};

}  // namespace ytterby::proof
