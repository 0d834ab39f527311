// SPDX-License-Identifier: Apache-2.0
/// @file  Claims in the order in which they are made.
#include "survive/verify_claims.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>
#include <vector>

#include "ytterby/scenario/select.hpp"

namespace ytterby::proof {

namespace {

constexpr double tolerance = 1e-6;       // relative, of what follows from the prices
constexpr double gain_tolerance = 1e-4;  // of gains, where ramps are followed by chords

bool near(double a, double b, double scale) { return std::abs(a - b) <= tolerance * scale; }

/// Times that are the same but for rounding.
bool same_time(double a, double b) {
  if (a == b) return true;
  return std::isfinite(a) && std::isfinite(b) && std::abs(a - b) <= 1e-9 * std::max({1.0, a, b});
}

template <class Ids>
std::string name_of(const FrozenNetwork& network, const Ids& ids, NodeId node) {
  return index_of(node) < ids.size() ? fmt::format("'{}'", network.name(node))
                                     : fmt::format("node {} of {}", index_of(node), ids.size());
}

std::string name_of(const FrozenNetwork& network, NodeId node) { return name_of(network, network.nodes(), node); }

/// A time near the upper bound at which all are valued; at once: as early as tells anything.
double time_of(const BestCase& best) { return best.upper.count() > 0 ? best.upper.count() : 1e-8; }

class Gains {
 public:
  Gains(const BestCase& best, const CaseFacts& facts, const Valuation& prices)
      : facts_(facts), network_(facts.network()), prices_(prices), time_(time_of(best)) {
    const double step = best.upper.count() > 0 ? 1e-5 * time_ : 1e-9;
    const double here = prices.at(time_).excess();
    later_ = (prices.at(time_ + step).excess() - here) / step;
    const double back = std::min(step, (time_ - prices.earliest()) / 2);
    earlier_ = (here - prices.at(time_ - back).excess()) / back;
  }

  [[nodiscard]] std::string check(const Gain& gain) const {
    if (auto why = check_place(gain); !why.empty()) return why;
    const double more = gain.months_per_unit, less = gain.months_per_unit_less;
    if (!std::isfinite(more) || !std::isfinite(less))
      return fmt::format("{}: found {:g} and {:g} months per unit, expected numbers", name(gain), more, less);
    std::pair<double, double> range{infinity, -infinity};
    for (const double worth : worths(gain))
      for (const double slope : {later_, earlier_})
        if (slope > 0) range = {std::min(range.first, worth / slope), std::max(range.second, worth / slope)};
    const auto [least, most] = range;
    const double scale = std::max(std::abs(least), std::abs(most));
    const bool has_sign =
        gain.quantity == Gain::Quantity::demand ? less <= gain_tolerance * scale : more >= -gain_tolerance * scale;
    if (least <= most && has_sign && more <= most + gain_tolerance * scale && less >= least - gain_tolerance * scale)
      return {};
    return fmt::format("{}: found {:g} months per unit more and {:g} per unit less, expected {:g}", name(gain), more,
                       less, least);
  }

 private:
  [[nodiscard]] std::string check_place(const Gain& gain) const {
    using enum Gain::Quantity;
    const bool known = gain.quantity == stock || gain.quantity == capacity || gain.quantity == edge_capacity ||
                       gain.quantity == lane || gain.quantity == demand;
    const bool placed = gain.quantity == lane            ? index_of(gain.lane) < network_.lanes().size()
                        : gain.quantity == edge_capacity ? gain.edge && index_of(*gain.edge) < network_.edges().size()
                                                         : index_of(gain.node) < network_.nodes().size();
    const bool fits = !gain.input || gain.quantity != stock ||
                      (index_of(*gain.input) < network_.inputs().size() && network_.node(*gain.input) == gain.node);
    const bool supplied = gain.quantity != edge_capacity || !placed || network_.from(*gain.edge) == gain.node;
    if (known && placed && fits && supplied) return {};
    return "gradient: found a gain of what is not in the network";
  }

  /// What one more is worth; for a lane in two ways, between which it may be.
  [[nodiscard]] std::vector<double> worths(const Gain& gain) const {
    switch (gain.quantity) {
      case Gain::Quantity::stock:
        return {gain.input ? prices_.of_stock(*gain.input, time_) : prices_.of_stock(gain.node, time_)};
      case Gain::Quantity::capacity: return {prices_.of_capacity(gain.node, time_)};
      case Gain::Quantity::edge_capacity: return {prices_.of_capacity(*gain.edge, time_)};
      case Gain::Quantity::lane: {
        const auto worth = prices_.of_lane(gain.lane, time_);
        return {worth.by_edges, worth.by_licences};
      }
      case Gain::Quantity::demand: return {prices_.of_demand(gain.node, time_)};
    }
    return {};
  }

  [[nodiscard]] std::string name(const Gain& gain) const {
    const auto key = [&]() -> std::string_view {
      switch (gain.quantity) {
        case Gain::Quantity::stock: return "stock";
        case Gain::Quantity::capacity: return "capacity";
        case Gain::Quantity::edge_capacity: return "capacity of an edge";
        case Gain::Quantity::lane: return "licences";
        case Gain::Quantity::demand: return "demand";
      }
      return {};
    };
    if (gain.quantity == Gain::Quantity::lane)
      return fmt::format("gradient, {} of lane '{}'", key(), network_.lane(gain.lane).name);
    if (gain.input && gain.quantity == Gain::Quantity::stock)
      return fmt::format("gradient, stock of '{}' at '{}'", network_.product(*gain.input), network_.name(gain.node));
    return fmt::format("gradient, {} of '{}'", key(), network_.name(gain.node));
  }

  const CaseFacts& facts_;
  const FrozenNetwork& network_;
  const Valuation& prices_;
  double time_ = 0, later_ = 0, earlier_ = 0;
};

class Cuts {
 public:
  Cuts(const BestCase& best, const CaseFacts& facts, const Valuation& prices)
      : cut_(best.cut), network_(facts.network()), prices_(prices), time_(time_of(best)) {}

  [[nodiscard]] std::string check() const {
    if (auto why = check_nodes(); !why.empty()) return why;
    if (auto why = check_amounts(); !why.empty()) return why;
    for (const Crossing& crossing : cut_.crossing)
      if (auto why = check(crossing); !why.empty()) return why;
    return {};
  }

 private:
  [[nodiscard]] std::string check_nodes() const {
    for (std::size_t i = 0; i < cut_.nodes.size(); ++i) {
      const NodeId node = cut_.nodes[i];
      if (index_of(node) >= network_.nodes().size() || prices_.largest_of(node) <= 0)
        return fmt::format("cut: found {}, expected nodes with a price", name_of(network_, node));
      if (i > 0 && !(cut_.nodes[i - 1] < node))
        return fmt::format("cut: found '{}' out of the order of nodes.csv", network_.name(node));
    }
    const double least = tolerance * prices_.largest_served();
    for (const NodeId node : network_.nodes())
      if (prices_.largest_of(node, time_) > least && !std::binary_search(cut_.nodes.begin(), cut_.nodes.end(), node))
        return fmt::format("cut: found no '{}', expected it, since it has a price", network_.name(node));
    return {};
  }

  [[nodiscard]] std::string check_amounts() const {
    const Worth worth = prices_.at(time_);
    const double unit = prices_.largest_served();
    const double stock = worth.stock / unit, inflow = worth.inflow / unit / time_, demand = worth.demand / unit / time_;
    const double scale = std::max(demand, inflow);
    if (!near(cut_.stock.value, stock, std::max(stock, scale * time_)))
      return fmt::format("cut: found {:g} t of stock, expected {:g}", cut_.stock.value, stock);
    if (!near(cut_.demand.value, demand, scale))
      return fmt::format("cut: found a demand of {:g} t/month, expected {:g}", cut_.demand.value, demand);
    if (!near(cut_.inflow.value, inflow, scale))
      return fmt::format("cut: found an inflow of {:g} t/month, expected {:g}", cut_.inflow.value, inflow);
    return {};
  }

  [[nodiscard]] std::string check(const Crossing& crossing) const {
    using enum Crossing::Kind;
    const bool of_edge = crossing.kind == edge || (crossing.kind == share && crossing.edge);
    if (crossing.kind == lane ? index_of(crossing.lane) >= network_.lanes().size()
                              : index_of(crossing.node) >= network_.nodes().size())
      return "cut: found a crossing of what is not in the network";
    if ((crossing.kind == edge && !crossing.edge) || (of_edge && (index_of(*crossing.edge) >= network_.edges().size() ||
                                                                  network_.from(*crossing.edge) != crossing.node)))
      return "cut: found a crossing of what is not in the network";
    if (!(crossing.limit.value >= 0) || !std::isfinite(crossing.limit.value))
      return fmt::format("cut: found a limit of {:g} t/month, expected 0 or more", crossing.limit.value);
    switch (crossing.kind) {
      case capacity:
        return check_limit(crossing, "capacity", prices_.of_capacity(crossing.node, time_) > 0,
                           prices_.passing(crossing.node, time_));
      case edge:
        return check_limit(crossing, "edge", prices_.of_capacity(*crossing.edge, time_) > 0,
                           prices_.passing(*crossing.edge, time_));
      case lane: {
        const auto worth = prices_.of_lane(crossing.lane, time_);
        if (worth.by_edges > 0 || worth.by_licences > 0) return {};
        return fmt::format("cut: found lane '{}', expected one with a price", network_.lane(crossing.lane).name);
      }
      case share:
        if (prices_.of_share(crossing.node, crossing.edge, time_) > 0) return {};
        return fmt::format("cut: found a share of '{}', expected one with a price", network_.name(crossing.node));
    }
    return "cut: found a crossing of no kind";
  }

  /// What passes while it is worth something, or all that passes.
  [[nodiscard]] std::string check_limit(const Crossing& crossing, std::string_view what, bool counts,
                                        Valuation::Passing passing) const {
    if (!counts)
      return fmt::format("cut: found {} of '{}', expected one that gains something", what,
                         network_.name(crossing.node));
    const double worth = passing.worth / time_, all = passing.all / time_, found = crossing.limit.value;
    if (near(found, worth, all) || near(found, all, all)) return {};
    return fmt::format("cut, {} of '{}': found {:g} t/month, expected {:g}", what, network_.name(crossing.node), found,
                       worth);
  }

  const Cut& cut_;
  const FrozenNetwork& network_;
  const Valuation& prices_;
  double time_ = 0;
};

}  // namespace

std::string check_months(const BestCase& best, bool forgets_licences) {
  const double lower = best.lower.count(), upper = best.upper.count();
  if (!(lower >= 0) || !(upper >= 0))
    return fmt::format("bounds: found {:g} and {:g} months, expected 0 or more", lower, upper);
  const auto expected = [&](std::string_view what) {
    return fmt::format("bounds: found {:g} and {:g} months, expected {}", lower, upper, what);
  };
  switch (best.lasting) {
    case Lasting::at_once:
      if (lower != 0 || upper != 0) return expected("0 and 0, since it ends at once");
      break;
    case Lasting::limited:
      if (upper == 0 || upper == infinity) return expected("an upper bound, since there is an end");
      if (lower == infinity) return expected("a lower bound, since it is not said to last for ever");
      if (lower > upper * (1 + 1e-9)) return expected("the lower first");
      break;
    case Lasting::for_ever:
      if (lower != infinity || upper != infinity) return expected("both without end, since it lasts for ever");
      break;
    case Lasting::open:
      if (lower == infinity || upper != infinity) return expected("no upper bound, since no end is proven");
      break;
    default: return "lasting: found none of at once, limited, for ever and open";
  }
  const bool has_months = best.months.has_value(), has_end = upper < infinity;
  if (has_months != has_end || (has_months && best.months->count() != upper))
    return fmt::format("months: found {}, expected {}", has_months ? fmt::format("{:g}", best.months->count()) : "none",
                       has_end ? fmt::format("{:g}", upper) : "none");
  const double gap = best.lasting == Lasting::open ? 1 : best.lasting == Lasting::limited ? (upper - lower) / upper : 0;
  const bool may_last_longer = forgets_licences && has_end;
  if (best.exact && may_last_longer)
    return "exact: found true, expected false: licences that may be open when their lane changes are left out";
  if (best.exact != (gap <= exact_gap) && !may_last_longer)
    return fmt::format("exact: found {}, expected {} with a gap of {:g}", best.exact, !best.exact, gap);
  return {};
}

std::string check_served(const BestCase& best, const FrozenNetwork& network, const Scenario& scenario, Rivals rivals) {
  auto served = select_targets(network, scenario);
  std::vector<bool> is_target(network.nodes().size(), false), is_dropped = is_target;
  for (const NodeId node : served) is_target[index_of(node)] = true;
  for (const NodeId node : best.dropped) {
    const bool rival = rivals == Rivals::served && index_of(node) < network.nodes().size() &&
                       !is_target[index_of(node)] && network.demand(node).value > 0;
    if (!rival) return fmt::format("dropped: found {}, expected rivals that could be served", name_of(network, node));
    is_dropped[index_of(node)] = true;
  }
  if (rivals == Rivals::served) {
    served.clear();
    for (const NodeId node : network.nodes())
      if (is_target[index_of(node)] || (network.demand(node).value > 0 && !is_dropped[index_of(node)]))
        served.push_back(node);
  }
  const auto& found = best.certificate.served;
  for (std::size_t i = 0; i < std::max(found.size(), served.size()); ++i)
    if (i >= found.size() || i >= served.size() || found[i] != served[i])
      return fmt::format("served: found {}, expected {}", i < found.size() ? name_of(network, found[i]) : "no more",
                         i < served.size() ? name_of(network, served[i]) : "no more");
  return {};
}

std::string check_interval(const BestCase& best, const CaseFacts& facts) {
  if (!best.interval) return {};
  const double from = best.interval->from.count(), to = best.interval->to.count();
  const auto wrong = [&](std::string_view expected) {
    return fmt::format("interval: found {:g} to {:g} months, expected {}", from, to, expected);
  };
  if (!(from >= 0) || !(to > from)) return wrong("one that has a length");
  const auto happens_at = [&](double time) {
    return std::any_of(facts.moments().begin(), facts.moments().end(),
                       [&](double moment) { return same_time(moment, time); });
  };
  if (from > 0 && !happens_at(from)) return wrong("a beginning at which something changes");
  if (to < infinity && !happens_at(to)) return wrong("an end at which something changes");
  for (const double change : facts.changes())
    if (change > from && change < to && !same_time(change, from) && !same_time(change, to))
      return wrong(fmt::format("no change between them, as there is after {:g}", change));
  if (best.lasting == Lasting::for_ever) return to == infinity ? std::string{} : wrong("one without end");
  const double upper = best.upper.count(), lower = best.lower.count();
  if (from > upper + 1e-6 * std::max(1.0, upper) || to < lower - 1e-6 * std::max(1.0, lower))
    return wrong(fmt::format("one around {:g}", upper));
  return {};
}

std::string check_nothing_binds(const BestCase& best) {
  const auto why = best.lasting == Lasting::for_ever ? "it lasts for ever" : "no end is proven";
  const Cut& cut = best.cut;
  if (!cut.nodes.empty() || !cut.crossing.empty() || cut.stock.value != 0 || cut.demand.value != 0 ||
      cut.inflow.value != 0)
    return fmt::format("cut: found something that binds, expected nothing, since {}", why);
  if (!best.gradient.empty()) return fmt::format("gradient: found a gain, expected none, since {}", why);
  return {};
}

std::string check_cut(const BestCase& best, const CaseFacts& facts, const Valuation& prices) {
  return Cuts(best, facts, prices).check();
}

std::string check_gains(const BestCase& best, const CaseFacts& facts, const Valuation& prices) {
  if (best.gradient.empty()) return {};
  const Gains gains(best, facts, prices);
  for (const Gain& gain : best.gradient)
    if (auto why = gains.check(gain); !why.empty()) return why;
  return {};
}

}  // namespace ytterby::proof
