// SPDX-License-Identifier: Apache-2.0
/// @file  The distinct lead times of a network.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "ytterby/network/network.hpp"

namespace ytterby {

/// Numbers the distinct lead times by length. Most networks have few: those seen last are kept at hand, so that an edge
/// costs neither a place in a list to be sorted nor a search.
class LeadClasses {
 public:
  explicit LeadClasses(const Network& network);

  [[nodiscard]] const std::vector<double>& ascending() const { return leads_; }

  /// Of a lead time that an edge of the network has.
  [[nodiscard]] std::uint32_t class_of(Months lead);

 private:
  struct Seen {
    double lead = -1;  // none
    std::uint32_t place = 0;
  };
  [[nodiscard]] Seen& seen(double lead);

  std::vector<double> leads_ = {};
  std::array<Seen, 1024> seen_ = {};
};

}  // namespace ytterby
