// SPDX-License-Identifier: Apache-2.0
/// @file  Every shortage of every target, noted as it begins and ends.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "ytterby/core/units.hpp"
#include "ytterby/simulate/simulate.hpp"

namespace ytterby {

/// Targets by their place in the list.
class ShortageLog {
 public:
  /// Begins anew; what was allocated before is used again.
  void restart(std::size_t targets);

  [[nodiscard]] bool is_short(std::size_t target) const { return open_[target] != none; }
  /// Allocates only where there are more than two a target and 64 besides.
  void begin(std::size_t target, Months from);
  /// Of one that is short.
  void end(std::size_t target, Months to);

  /// Gives each target its own, earliest first.
  void hand_out(std::vector<TargetOutcome>& targets) const;

 private:
  struct Entry {
    std::uint32_t target;
    Shortage shortage;
  };
  static constexpr std::uint32_t none = 0xffff'ffffU;

  std::vector<Entry> entries_ = {};       ///< in order of beginning
  std::vector<std::uint32_t> open_ = {};  ///< [target] into entries_, of the one it is in; or none
};

}  // namespace ytterby
