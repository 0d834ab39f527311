// SPDX-License-Identifier: Apache-2.0
/// @file  All that can be granted: volumes, and licences that are left open.
#include <algorithm>
#include <vector>

#include "survive/verify_facts.hpp"

namespace ytterby::proof {

Line CaseFacts::volume_in(LaneId lane, std::size_t piece) const {
  return value(Table::lanes, Lever::volume, index_of(lane), network_.lane(lane).volume.value, piece);
}

/// [piece] When the event began whose volume holds in it; 0 if it is that of the data.
std::vector<double> CaseFacts::volumes_began(LaneId lane) const {
  std::vector<double> began(pieces(), 0);
  const std::uint32_t group = group_of(Table::lanes, Lever::volume, index_of(lane));
  if (group == 0) return began;
  for (std::size_t piece = 0; piece < pieces(); ++piece) {
    const double within = middle(piece);
    for (const Move& set : timeline_.groups[group - 1].sets)  // of several in force the last one rules
      if (set.on.count() < within && within < set.off.count()) began[piece] = set.on.count();
  }
  return began;
}

/// Each volume is granted once at most: the most that it ever is, all of them together.
double CaseFacts::volume(LaneId lane) const {
  for (std::size_t piece = 0; piece < pieces(); ++piece)
    if (!controls(lane, piece)) return infinity;
  const auto began = volumes_began(lane);
  double whole = 0;
  std::vector<bool> counted(pieces(), false);
  for (std::size_t first = 0; first < pieces(); ++first) {
    if (counted[first]) continue;
    double most = 0;
    for (std::size_t piece = first; piece < pieces(); ++piece) {
      if (began[piece] != began[first]) continue;
      counted[piece] = true;
      if (!approves(lane, piece)) continue;
      const Line now = volume_in(lane, piece);
      most = std::max({most, now.begin, now.end});
    }
    whole += most;
  }
  return std::min(whole, granted_before_closing(lane));
}

/// Infinite unless it is closed for good at some time, and an office with a limit granted all that there was.
double CaseFacts::granted_before_closing(LaneId lane) const {
  const std::vector<OpenLicences>& open = open_[lane];
  if (!open.back().may_be || !stops(lane, pieces() - 1)) return infinity;
  double licences_granted = 0;
  for (std::size_t piece = 0; piece + 1 < pieces(); ++piece) {
    if (stops(lane, piece)) continue;
    const Line rate = licences(network_.lane(lane).office, piece);
    if (rate.is_unlimited()) return infinity;
    licences_granted += (rate.begin + rate.end) / 2 * (end(piece) - begin(piece));
  }
  return licences_granted * open.back().largest;
}

std::vector<CaseFacts::VolumeSpan> CaseFacts::volume_spans(LaneId lane) const {
  const auto began = volumes_began(lane);
  std::vector<VolumeSpan> spans;
  for (std::size_t piece = 0; piece < pieces(); ++piece) {
    const double since = began[piece];
    const Line now = volume_in(lane, piece);
    const double least = std::min(now.begin, now.end);
    if (least == infinity) continue;
    if (!spans.empty() && spans.back().since == since && spans.back().to == begin(piece) &&
        spans.back().tonnes == least) {
      spans.back().to = end(piece);
    } else {
      spans.push_back({since, begin(piece), end(piece), least});
    }
  }
  return spans;
}

/// What is granted and not used by then stays good for what it was granted for. From an office without limit that would
/// be any number: there it is left out.
void CaseFacts::find_open_licences() {
  open_ = PerLane<std::vector<OpenLicences>>(network_.lanes().size());
  std::vector<PerOffice<char>> works(pieces(), PerOffice<char>(network_.offices().size()));
  for (const LaneId lane : network_.lanes()) {
    const double base = network_.lane(lane).t_per_licence.value;
    // What was filed before the start, or while something held it back, is decided whenever that ends.
    bool filed = network_.lane(lane).controlled > 0, holds = network_.lane(lane).review.count() > 0;
    bool may_be_open = false, of_any_number = false, forgets = false;
    double largest = 0, before = 0;
    for (std::size_t piece = 0; piece < pieces(); ++piece) {
      const Line size = value(Table::lanes, Lever::t_per_licence, index_of(lane), base, piece);
      const bool is_limited = !licences(network_.lane(lane).office, piece).is_unlimited();
      const bool decides = !stops(lane, piece);
      const bool shrinks = size.begin < before || size.end < size.begin;
      forgets = forgets || (of_any_number && (!decides || shrinks || is_limited));
      open_[lane].push_back({may_be_open, largest});
      before = size.end;
      const Line waits = review(lane, piece);
      holds = holds || is_limited || waits.begin > 0 || waits.end > 0 || !volume_in(lane, piece).is_unlimited();
      filed = filed || controlled(lane, piece) > 0;
      if (may_be_open || (decides && filed)) works[piece][network_.lane(lane).office] = 1;
      if (!decides) continue;
      largest = std::max({largest, size.begin, size.end});
      may_be_open = may_be_open || (filed && holds);
      of_any_number = of_any_number || (filed && holds && !is_limited);
    }
    if (!forgets) continue;
    forgets_licences_ = true;
    for (OpenLicences& open : open_[lane]) open = {};
  }
  works_ = std::move(works);
}

}  // namespace ytterby::proof
