// SPDX-License-Identifier: Apache-2.0
/// @file  Whether licences have a size while their number is limited.
#include "scenario/batch_sizes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "ytterby/core/error.hpp"

namespace ytterby {

namespace {

/// Whether events give a lane's licences a size whenever a group limits their number. One of no licences needs none.
bool sized_while(const FrozenNetwork& network, const std::vector<LeverGroup>& groups, LaneId lane,
                 const LeverGroup& limits) {
  const auto row = static_cast<std::uint32_t>(lane);
  const auto sizes = std::find_if(groups.begin(), groups.end(), [&](const LeverGroup& group) {
    return group.table == Table::lanes && group.lever == Lever::t_per_licence &&
           std::count(group.rows.begin(), group.rows.end(), row) > 0;
  });
  const double base = network.office(network.lane(lane).office).licences_per_month.value;
  std::vector<Months> bounds{Months{0}};
  const auto take = [&](const std::vector<Move>& moves) {
    for (const Move& move : moves)
      for (const Months time : {move.on, move.off})
        if (time.count() > 0 && time != Months::max()) bounds.push_back(time);
  };
  take(limits.sets);
  take(limits.scales);
  if (sizes != groups.end()) take(sizes->sets);
  std::sort(bounds.begin(), bounds.end());
  bounds.push_back(bounds.back() + Months{1});
  for (std::size_t i = 1; i < bounds.size(); ++i) {
    if (bounds[i] <= bounds[i - 1]) continue;
    const Effect number = mean_effect(limits, bounds[i - 1], bounds[i]);
    const double licences = number.scale == 0 ? number.add : number.scale * base + number.add;
    const bool sized = sizes != groups.end() && mean_effect(*sizes, bounds[i - 1], bounds[i]).scale == 0;
    if (std::isfinite(licences) && licences > 0 && !sized) return false;
  }
  return true;
}

}  // namespace

void require_batch_sizes(const FrozenNetwork& network, const std::vector<LeverGroup>& groups,
                         const std::string& subject) {
  for (const LeverGroup& group : groups) {
    if (group.lever != Lever::licences_per_month) continue;
    for (const std::uint32_t office : group.rows)
      for (const LaneId id : network.lanes()) {
        const Lane& lane = network.lane(id);
        if (lane.office != OfficeId{office} || !is_unlimited(lane.t_per_licence) ||
            sized_while(network, groups, id, group))
          continue;
        throw InvalidScenario(
            fmt::format("{}: lane '{}': found licences of unlimited size, expected a t_per_licence, since "
                        "office '{}' grants a limited number",
                        subject, lane.name, network.office(OfficeId{office}).name));
      }
  }
}

}  // namespace ytterby
