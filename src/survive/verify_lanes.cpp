// SPDX-License-Identifier: Apache-2.0
/// @file  What licences let pass: lanes that are closed, reviews that have grown, parts that need none.
#include <algorithm>
#include <vector>

#include "survive/verify_facts.hpp"

namespace ytterby::proof {

Line CaseFacts::t_per_licence(LaneId lane, std::size_t piece) const {
  if (!controls(lane, piece)) return {infinity, infinity};
  const double base = network_.lane(lane).t_per_licence.value;
  const Line now = value(Table::lanes, Lever::t_per_licence, index_of(lane), base, piece);
  const OpenLicences& open = open_[lane][piece];
  return open.may_be ? higher(now, {open.largest, open.largest}) : now;
}

/// Where a part alone needs a licence, who orders enough gets what he needs without one.
bool CaseFacts::controls(LaneId lane, std::size_t piece) const {
  const Line part = value(Table::lanes, Lever::controlled, index_of(lane), network_.lane(lane).controlled, piece);
  return part.begin >= 1 && part.end >= 1;
}

double CaseFacts::controlled(LaneId lane, std::size_t piece) const {
  const Line part = value(Table::lanes, Lever::controlled, index_of(lane), network_.lane(lane).controlled, piece);
  return std::clamp(std::max(part.begin, part.end), 0.0, 1.0);
}

Line CaseFacts::sure_t_per_licence(LaneId lane, std::size_t piece) const {
  const double part = controlled(lane, piece);
  if (part == 0 || (part < 1 && is_closed(lane, piece))) return {infinity, infinity};
  const Line size =
      value(Table::lanes, Lever::t_per_licence, index_of(lane), network_.lane(lane).t_per_licence.value, piece);
  return {size.begin / part, size.end / part};
}

Line CaseFacts::review(LaneId lane, std::size_t piece) const {
  return value(Table::lanes, Lever::review, index_of(lane), network_.lane(lane).review.count(), piece);
}

/// What is filed once a review is longer comes out that much later: until then nothing does.
void CaseFacts::find_reviews() {
  new_reviews_ = PerLane<std::vector<Window>>(network_.lanes().size());
  std::vector<double> review_ends;
  for (const LaneId lane : network_.lanes()) {
    double before = network_.lane(lane).review.count();
    review_ends.push_back(before);
    for (std::size_t piece = 0; piece < pieces(); ++piece) {
      const Line now = review(lane, piece);
      if (now.begin > before + 1e-9) {
        new_reviews_[lane].push_back({begin(piece) + before, begin(piece) + now.begin});
        review_ends.push_back(begin(piece) + before);
        review_ends.push_back(begin(piece) + now.begin);
      }
      before = now.end;
    }
  }
  cut_also_at(review_ends);
}

bool CaseFacts::in_new_review(LaneId lane, std::size_t piece) const {
  const double within = middle(piece);
  return std::any_of(new_reviews_[lane].begin(), new_reviews_[lane].end(),
                     [&](const Window& window) { return within > window.from && within < window.to; });
}

Line CaseFacts::carries(EdgeId edge, std::size_t piece) const {
  const LaneId lane = network_.lane(edge);
  const bool is_free = lane != no_lane && (!controls(lane, piece) || (open_[lane][piece].may_be && stops(lane, piece)));
  return carries(edge, piece, is_free ? 1 : 0);
}

Line CaseFacts::surely_carries(EdgeId edge, std::size_t piece) const {
  const LaneId lane = network_.lane(edge);
  return carries(edge, piece, lane == no_lane ? 0 : 1 - controlled(lane, piece));
}

bool CaseFacts::approves(LaneId lane, std::size_t piece) const {
  const Line approval = value(Table::lanes, Lever::approval, index_of(lane), network_.lane(lane).approval, piece);
  return approval.begin > 0 || approval.end > 0;
}

/// Nothing is granted. Where a part alone is controlled that is so too if the office has none to grant; of a lane that
/// is controlled as a whole, licences from before may be left then.
bool CaseFacts::is_closed(LaneId lane, std::size_t piece) const {
  if (!approves(lane, piece) || in_new_review(lane, piece)) return true;
  const Line granted = licences(network_.lane(lane).office, piece);
  if (controlled(lane, piece) < 1 && granted.begin == 0 && granted.end == 0) return true;
  // No licences are no tonnes, however large a batch is.
  const double size = network_.lane(lane).t_per_licence.value;
  return !granted.is_unlimited() &&
         value(Table::lanes, Lever::t_per_licence, index_of(lane), size, piece).is_unlimited();
}

bool CaseFacts::stops(LaneId lane, std::size_t piece) const {
  return !approves(lane, piece) || in_new_review(lane, piece);
}

/// @param free  The part that needs no licence: of what is usual, or of all if it is all.
Line CaseFacts::carries(EdgeId edge, std::size_t piece, double free) const {
  const Line own = value(Table::edges, Lever::capacity, index_of(edge), network_.capacity(edge).value, piece);
  const LaneId lane = network_.lane(edge);
  if (lane == no_lane || free == 1) return own;
  const double usual = network_.flow(edge).value;
  const Line rest = free == 0 ? Line{0, 0} : Line{free * std::min(own.begin, usual), free * std::min(own.end, usual)};
  if (is_closed(lane, piece)) return rest;
  return end(piece) <= network_.lane(lane).review.count() * (1 + 1e-9) ? lower(own, {usual, usual}) : own;
}

bool CaseFacts::own_limit(EdgeId edge, std::size_t piece) const {
  const Line own = value(Table::edges, Lever::capacity, index_of(edge), network_.capacity(edge).value, piece);
  const Line all = carries(edge, piece);
  return own.begin == all.begin && own.end == all.end;
}

}  // namespace ytterby::proof
