// SPDX-License-Identifier: Apache-2.0
/// @file  The distinct lead times of a network.
#include "network/lead_classes.hpp"

#include <algorithm>
#include <bit>

namespace ytterby {

LeadClasses::LeadClasses(const Network& network) {
  for (const Edge& edge : network.edges) {
    const double lead = edge.lead_time.count();
    if (seen(lead).lead == lead) continue;
    seen(lead).lead = lead;
    leads_.push_back(lead);
  }
  std::sort(leads_.begin(), leads_.end());
  leads_.erase(std::unique(leads_.begin(), leads_.end()), leads_.end());
  seen_ = {};
}

std::uint32_t LeadClasses::class_of(Months lead) {
  Seen& at = seen(lead.count());
  if (at.lead != lead.count()) {
    const auto place = std::lower_bound(leads_.begin(), leads_.end(), lead.count()) - leads_.begin();
    at = {lead.count(), static_cast<std::uint32_t>(place)};
  }
  return at.place;
}

LeadClasses::Seen& LeadClasses::seen(double lead) {
  constexpr std::uint64_t spread = 0x9e37'79b9'7f4a'7c15U;  // 2^64 over the golden ratio: Knuth, TAOCP 3, 6.4
  const auto bits = std::bit_cast<std::uint64_t>(lead) * spread;
  return seen_[bits >> 54U];  // 10 bits
}

}  // namespace ytterby
