// SPDX-License-Identifier: Apache-2.0
/// @file  Lane by lane, what may be open when an event closes it, makes its review longer or its licences smaller.
#include "survive/open_licences.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "survive/lane_control.hpp"

namespace ytterby::best {

namespace {

bool has_volume(const Facts& facts, LaneId lane, const Cell& cell) {
  return std::any_of(facts.volumes.begin(), facts.volumes.end(), [&](const VolumeLimit& limit) {
    return limit.lane == lane && std::any_of(limit.spans.begin(), limit.spans.end(),
                                             [&](const auto& span) { return span.first == cell.from; });
  });
}

/// Follows a lane from cell to cell.
class OpenLicences {
 public:
  OpenLicences(const GivenCase& given, std::span<const LanePause> pauses, Facts& facts)
      : given_(given), pauses_(pauses), facts_(facts) {}

  /// Whether any number may be open, from an office without limit.
  [[nodiscard]] bool forgets(LaneId lane) const {
    const OfficeId office = given_.network.lane(lane).office;
    bool any_number = false, forgets = false;  // open from an office without limit
    double before = 0;
    follow_licences(lane, [&](std::size_t k, bool may_be_open, bool decides, double size) {
      const Cell& cell = facts_.cells[k];
      const bool is_limited = std::isfinite(cell.licences[office]);
      forgets = forgets || (any_number && may_be_open && (!decides || size < before || is_limited));
      before = size;
      any_number =
          any_number || (!is_limited && decides && (has_review(given_, lane, cell) || has_volume(facts_, lane, cell)));
    });
    return forgets;
  }

  /// @return  Whether anything is kept open.
  bool keep_open(LaneId lane) {
    bool keeps = false, is_closed = true;
    double largest = 0, granted = 0;  // t a licence, licences that there could be, so far
    follow_licences(lane, [&](std::size_t k, bool may_be_open, bool decides, double size) {
      Cell& cell = facts_.cells[k];
      keeps = keeps || (may_be_open && (!decides || size < largest));
      if (may_be_open) cell.t_per_licence[lane] = std::max(cell.t_per_licence[lane], largest);
      is_closed = !decides;
      if (decides) {
        const double rate = cell.licences[given_.network.lane(lane).office];
        granted += rate > 0 ? rate * (cell.to - cell.from) : 0;
        largest = std::max(largest, size);
      } else if (may_be_open) {
        for (const EdgeId edge : given_.network.edges())
          if (given_.network.lane(edge) == lane)
            cell.edge_capacity[edge] = cell.slopes.edge_capacity.empty() ? cell.own_capacity[edge] : no_limit;
      }
    });
    if (!keeps || !is_closed || is_partly_free(given_, lane)) return keeps;
    // Closed for good: no more than could be granted until then.
    facts_.volume[lane] = std::min(facts_.volume[lane], granted * largest);
    return true;
  }

 private:
  /// Calls visit(cell, may be open, decides, t a licence) for each cell in turn, before what happens in it.
  template <class Visit>
  void follow_licences(LaneId lane, Visit&& visit) const {
    const auto sizes =
        values_of(given_.network.lanes(), [&](LaneId other) { return given_.network.lane(other).t_per_licence.value; });
    bool may_be_open = false;
    for (std::size_t k = 0; k < facts_.cells.size(); ++k) {
      const Cell& cell = facts_.cells[k];
      const double size =
          ValuesInSpan(given_.timeline, cell.from, cell.to).of(Table::lanes, Lever::t_per_licence, sizes)[lane];
      const bool decides = grants_at(given_, lane, cell) && !pauses_in(pauses_, lane, cell);
      visit(k, may_be_open, decides, size);
      if (!decides || !(most_controlled(given_, cell.from, cell.to)[lane] > 0)) continue;
      may_be_open = may_be_open || std::isfinite(cell.licences[given_.network.lane(lane).office]) ||
                    has_review(given_, lane, cell) || has_volume(facts_, lane, cell);
    }
  }

  const GivenCase& given_;
  std::span<const LanePause> pauses_;
  Facts& facts_;
};

}  // namespace

void take_open_licences(const GivenCase& given, std::span<const LanePause> pauses, Facts& facts) {
  OpenLicences licences(given, pauses, facts);
  std::size_t kept = 0, forgotten = 0;
  for (const LaneId lane : given.network.lanes()) {
    if (licences.forgets(lane)) {
      ++forgotten;
    } else if (licences.keep_open(lane)) {
      ++kept;
    }
  }
  facts.forgets_licences = forgotten > 0;
  if (kept > 0)
    facts.notes.push_back(
        fmt::format("lanes whose licences may be open when an event closes them, makes their review longer or "
                    "licences smaller; what could be granted before and not used by then counts in the bound, and in "
                    "no plan: {}",
                    kept));
  if (forgotten > 0)
    facts.notes.push_back(
        fmt::format("lanes whose licences may be open, from an office without limit, when an event closes them, makes "
                    "their review longer, limits their office or makes licences smaller; what was granted before and "
                    "not used by then is left out, though a simulation ships it, so that it may last longer: {}",
                    forgotten));
}

}  // namespace ytterby::best
