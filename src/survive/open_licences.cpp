// SPDX-License-Identifier: Apache-2.0
/// @file  Lane by lane, what may be open when an event closes it, makes its review longer or its licences smaller.
#include "survive/open_licences.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

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
    follow_licences(lane, [&](std::size_t k, const LaneStanding& now) {
      const bool is_limited = std::isfinite(facts_.cells[k].licences[office]);
      forgets = forgets || (any_number && now.may_be_open && (!now.decides || now.size < before || is_limited));
      before = now.size;
      any_number = any_number || (!is_limited && now.decides && now.waits);
    });
    return forgets;
  }

  /// @return  Whether anything is kept open.
  bool keep_open(LaneId lane) {
    bool keeps = false, is_closed = true;
    double largest = 0, granted = 0;  // t a licence, licences that there could be, so far
    follow_licences(lane, [&](std::size_t k, const LaneStanding& now) {
      Cell& cell = facts_.cells[k];
      keeps = keeps || (now.may_be_open && (!now.decides || now.size < largest));
      if (now.may_be_open) cell.t_per_licence[lane] = std::max(cell.t_per_licence[lane], largest);
      is_closed = !now.decides;
      if (now.decides) {
        const double rate = cell.licences[given_.network.lane(lane).office];
        granted += rate > 0 ? rate * (cell.to - cell.from) : 0;
        largest = std::max(largest, now.size);
      } else if (now.may_be_open) {
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

  /// An office gives out nothing while none of its lanes has anything that it may grant, nor had before.
  void rest_offices() {
    std::vector<PerOffice<char>> works(facts_.cells.size(), PerOffice<char>(given_.network.offices().size()));
    for (const LaneId lane : given_.network.lanes())
      follow_licences(lane, [&](std::size_t k, const LaneStanding& now) {
        if (now.may_grant || now.may_be_open) works[k][given_.network.lane(lane).office] = 1;
      });
    for (auto* cells : {&facts_.cells, &facts_.cautious})
      for (std::size_t k = 0; k < cells->size(); ++k)
        for (const OfficeId office : given_.network.offices()) {
          Cell& cell = (*cells)[k];
          if (works[k][office] != 0 || std::isinf(cell.licences[office])) continue;
          cell.licences[office] = 0;
          if (!cell.slopes.licences.empty()) cell.slopes.licences[office] = {};
        }
  }

 private:
  /// What is filed may wait, as licences may be open: for long after what made it wait is over.
  struct LaneStanding {
    bool waits = false, may_be_open = false, decides = false;
    bool may_grant = false;  ///< decides, and something was filed
    double size = 0;         ///< t a licence
  };

  /// Calls visit(cell, standing) for each cell in turn; licences are open from before it.
  template <class Visit>
  void follow_licences(LaneId lane, Visit&& visit) const {
    const Lane& own = given_.network.lane(lane);
    const auto sizes =
        values_of(given_.network.lanes(), [&](LaneId other) { return given_.network.lane(other).t_per_licence.value; });
    bool is_filed = own.controlled > 0;  // before the start, whatever events say of later filings
    LaneStanding now{.waits = own.review.count() > 0};
    for (std::size_t k = 0; k < facts_.cells.size(); ++k) {
      const Cell& cell = facts_.cells[k];
      now.size = ValuesInSpan(given_.timeline, cell.from, cell.to).of(Table::lanes, Lever::t_per_licence, sizes)[lane];
      now.decides = grants_at(given_, lane, cell) && !pauses_in(pauses_, lane, cell);
      now.waits = now.waits || std::isfinite(cell.licences[own.office]) || has_review(given_, lane, cell) ||
                  has_volume(facts_, lane, cell);
      is_filed = is_filed || most_controlled(given_, cell.from, cell.to)[lane] > 0;
      now.may_grant = now.decides && is_filed;
      visit(k, now);
      now.may_be_open = now.may_be_open || (now.may_grant && now.waits);
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
  licences.rest_offices();
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
