// SPDX-License-Identifier: Apache-2.0
/// @file  What binds in a best case and what more would cost, in words.
#include "report/survive_limits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "report/survive_words.hpp"
#include "report/words.hpp"
#include "ytterby/report/document.hpp"

namespace ytterby::words {

namespace {

constexpr std::size_t most_nodes = 6, most_limits = 4, most_costs = 5, most_alike = 3;
constexpr double nothing = 1e-9;      // of demand: what is less comes from rounding
constexpr double close = 0.1;         // of demand: what is less needs more digits to be seen as a difference
constexpr double out_of_reach = 1e6;  // times all demand: an offer of more is none

/// Tonnes in stock at a node and under way to it at the baseline: by this the nodes to be named are chosen.
double goods_at(NodeId node, const FrozenNetwork& network) {
  double goods = network.stock(node).value;
  for (const InputId input : network.inputs(node)) {
    goods += network.stock(input).value;
    for (const EdgeId edge : network.in_edges(input)) goods += (network.flow(edge) * network.lead_time(edge)).value;
  }
  return goods;
}

/// Nodes with a price; where none is known to have one, those whose demand is meant.
std::vector<NodeId> priced_of(const BestCase& best) {
  if (!best.cut.nodes.empty()) return best.cut.nodes;
  if (!best.certificate.served.empty()) return best.certificate.served;
  std::vector<NodeId> targets;
  for (const TargetTime& target : best.each.empty() ? best.sequence : best.each) targets.push_back(target.node);
  return targets;
}

/// Those with the most goods first; nodes without any are not named, unless no node has any: events may bring them.
std::string places_of(const BestCase& best, const FrozenNetwork& network) {
  std::vector<std::pair<double, NodeId>> nodes;
  const auto priced = priced_of(best);
  nodes.reserve(priced.size());
  for (const NodeId node : priced) nodes.emplace_back(goods_at(node, network), node);
  const auto has_none = [](const auto& entry) { return !(entry.first > 0); };
  if (!std::all_of(nodes.begin(), nodes.end(), has_none)) std::erase_if(nodes, has_none);
  std::stable_sort(nodes.begin(), nodes.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<std::string> names;
  names.reserve(nodes.size());
  for (const auto& [goods, node] : nodes) names.emplace_back(network.name(node));
  return names.empty() ? "" : " at " + listed(names, most_nodes);
}

bool is_something(double value, const Cut& cut) { return value > nothing * cut.demand.value; }

/// Thousands apart: "1,234,567.8".
std::string with_decimals(double value, int decimals) {
  std::string text = fmt::format("{:.{}f}", value, decimals);
  const std::size_t point = std::min(text.find('.'), text.size());
  for (std::size_t i = point; i > 3; i -= 3) text.insert(i - 3, 1, ',');
  return text;
}

/// What is wanted and what is let through, with as many digits as make their difference credible.
struct Rates {
  std::string demand = {}, inflow = {};
};

Rates rates_of(const Cut& cut) {
  const double demand = cut.demand.value, inflow = cut.inflow.value, gap = std::abs(demand - inflow);
  if (!(gap < close * demand) || gap <= nothing * demand) return {amount(demand), amount(inflow)};
  const int decimals = std::max(0, 2 - static_cast<int>(std::floor(std::log10(gap))));  // three digits of the gap
  return {with_decimals(demand, decimals), with_decimals(inflow, decimals)};
}

/// "410 / (100 − 26.8) = 5.6 months", where that is how it comes about.
std::string sum_of(const BestCase& best, const Rates& rates) {
  const Cut& cut = best.cut;
  if (best.lasting != Lasting::limited || !is_something(cut.stock.value, cut)) return {};
  if (!is_something((cut.demand - cut.inflow).value, cut)) return {};
  const double time = cut.stock / (cut.demand - cut.inflow) / Months{1};
  if (!(std::abs(time - best.upper.count()) <= 1e-6 * best.upper.count())) return {};
  const std::string rate =
      is_something(cut.inflow.value, cut) ? fmt::format("({} − {})", rates.demand, rates.inflow) : rates.demand;
  return fmt::format(": {} / {} = {} months", amount(cut.stock.value), rate, months(best.upper));
}

std::string binding_of(const BestCase& best, const FrozenNetwork& network) {
  const Cut& cut = best.cut;
  const Rates rates = rates_of(cut);
  const bool stock = is_something(cut.stock.value, cut);
  return fmt::format("What binds: {}{} against {} t a month wanted and {} let through{}{}.",
                     stock ? amount(cut.stock.value) + " t in stock and under way" : "nothing in stock",
                     stock ? places_of(best, network) : "", rates.demand,
                     is_something(cut.inflow.value, cut) ? rates.inflow + " t a month" : "nothing",
                     best.method == Method::cut ? "" : ", each tonne weighed by what it is worth to the targets",
                     sum_of(best, rates));
}

struct KindWords {
  const char *head, *before;
};

KindWords words_of(Crossing::Kind kind) {
  switch (kind) {
    case Crossing::Kind::lane: return {"licences", "in"};
    case Crossing::Kind::capacity: return {"capacity", "at"};
    case Crossing::Kind::edge: return {"way", "on"};
    case Crossing::Kind::share: break;
  }
  return {"contract", "on"};
}

std::string passing(const Crossing& crossing, const FrozenNetwork& network) {
  return fmt::format("{} t a month {} {}", amount(crossing.limit.value), words_of(crossing.kind).before,
                     where_of(crossing, network));
}

/// Lanes that share the licences of one office, with the amount once if it is the same by all of them.
std::string shared_of(const std::vector<Crossing>& lanes, const FrozenNetwork& network) {
  const double most = lanes.front().limit.value;
  const bool alike = std::all_of(lanes.begin(), lanes.end(), [&](const Crossing& crossing) {
    return std::abs(crossing.limit.value - most) <= nothing * most;
  });
  std::vector<std::string> parts;
  parts.reserve(lanes.size());
  for (const Crossing& crossing : lanes)
    parts.push_back(alike ? where_of(crossing, network) : passing(crossing, network));
  const std::string& office = network.office(network.lane(lanes.front().lane).office).name;
  if (!alike) return fmt::format("{} (licences of {})", listed(parts, most_limits, "or"), office);
  std::string names = parts.front();
  for (std::size_t i = 1; i < std::min(parts.size(), most_limits); ++i) names += ", " + parts[i];
  if (parts.size() > most_limits) names += fmt::format(" and {} more", parts.size() - most_limits);
  return fmt::format("{} t a month in all lanes of {} ({})", amount(most), office, names);
}

/// One text for each limit; lanes that share an office are one, in the place of the first.
std::vector<std::string> texts_of(std::vector<Crossing> open, const FrozenNetwork& network) {
  std::vector<std::string> texts;
  while (!open.empty()) {
    std::vector<Crossing> together{open.front()}, others;
    for (std::size_t i = 1; i < open.size(); ++i) {
      const bool shared = open[i].kind == Crossing::Kind::lane &&
                          network.lane(open[i].lane).office == network.lane(together.front().lane).office;
      (shared ? together : others).push_back(open[i]);
    }
    texts.push_back(together.size() > 1 ? shared_of(together, network) : passing(together.front(), network));
    open = std::move(others);
  }
  return texts;
}

/// "none in A and B; 36 t a month in C".
std::string amounts_of(Crossing::Kind kind, const Cut& cut, const FrozenNetwork& network) {
  const char* const before = words_of(kind).before;
  std::vector<std::string> closed;
  std::vector<Crossing> passed;
  auto crossings = crossings_of(cut, network);
  std::stable_sort(crossings.begin(), crossings.end(),
                   [](const Crossing& a, const Crossing& b) { return a.limit.value > b.limit.value; });
  for (const Crossing& crossing : crossings) {
    if (crossing.kind != kind) continue;
    if (is_something(crossing.limit.value, cut))
      passed.push_back(crossing);
    else
      closed.push_back(where_of(crossing, network));
  }
  const auto open = texts_of(std::move(passed), network);
  std::string text = closed.empty() ? "" : fmt::format("none {} {}", before, listed(closed, most_limits));
  if (!closed.empty() && !open.empty()) text += "; ";
  return text + listed(open, most_limits);
}

/// What more of one kind of thing in one place is worth.
struct Cost {
  const Gain* gain{};
  double units = 0;  ///< for one month
};

std::string good_of(const Gain& gain, const FrozenNetwork& network) {
  return std::string(gain.input ? network.product(*gain.input) : network.product(gain.node));
}

std::string place_of(const Gain& gain, const FrozenNetwork& network) {
  return gain.quantity == Gain::Quantity::stock ? std::string(network.name(gain.node)) : where_of(gain, network);
}

bool alike(const Cost& a, const Cost& b, const FrozenNetwork& network) {
  return a.gain->quantity == b.gain->quantity && std::abs(a.units - b.units) <= 1e-9 * a.units &&
         (a.gain->quantity != Gain::Quantity::stock || good_of(*a.gain, network) == good_of(*b.gain, network));
}

std::string words_of(const std::vector<Cost>& costs, const FrozenNetwork& network) {
  const Gain& gain = *costs.front().gain;
  const std::string units = amount(costs.front().units);
  std::vector<std::string> names;
  names.reserve(costs.size());
  for (const Cost& cost : costs) {
    std::string name = place_of(*cost.gain, network);  // once, though product and input may be one good
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
  }
  const std::string places = listed(names, most_alike, "or");
  switch (gain.quantity) {
    case Gain::Quantity::stock: return fmt::format("{} t of {} in stock at {}", units, good_of(gain, network), places);
    case Gain::Quantity::capacity: return fmt::format("{} t a month of capacity at {}", units, places);
    case Gain::Quantity::edge_capacity: return fmt::format("{} t a month more on the way {}", units, places);
    case Gain::Quantity::lane: return fmt::format("{} t a month of licences in lane {}", units, places);
    case Gain::Quantity::demand: break;
  }
  return fmt::format("{} t a month less demand at {}", units, places);
}

double demand_of(const FrozenNetwork& network) {
  double demand = 0;
  for (const NodeId node : network.nodes()) demand += network.demand(node).value;
  return demand;
}

/// What costs the same is one offer, in the place of the first; what nobody could pay is none, and so is less
/// demand than none.
std::vector<std::vector<Cost>> offers_of(const BestCase& best, bool demand, const FrozenNetwork& network) {
  const double most = out_of_reach * demand_of(network);
  std::vector<std::vector<Cost>> offers;
  for (const Gain& gain : best.gradient) {
    if ((gain.quantity == Gain::Quantity::demand) != demand) continue;
    const double months = demand ? -gain.months_per_unit_less : gain.months_per_unit;
    if (!(months > 0)) continue;
    const Cost cost{&gain, 1 / months};
    if (!(cost.units <= most) || (demand && best.cut.demand.value > 0 && cost.units > best.cut.demand.value)) continue;
    const auto same = std::find_if(offers.begin(), offers.end(),
                                   [&](const auto& offer) { return alike(offer.front(), cost, network); });
    if (same != offers.end())
      same->push_back(cost);
    else
      offers.push_back({cost});
  }
  return offers;
}

}  // namespace

std::string limits_of(const BestCase& best, const FrozenNetwork& network, std::size_t width) {
  const bool ends = best.lasting == Lasting::limited || best.lasting == Lasting::at_once;
  const Cut& cut = best.cut;
  if (!ends || (cut.nodes.empty() && cut.crossing.empty() && !(cut.demand.value > 0))) return {};
  std::string text = wrap(binding_of(best, network), width, 0);
  for (const auto kind : {Crossing::Kind::lane, Crossing::Kind::capacity, Crossing::Kind::edge, Crossing::Kind::share})
    if (const std::string amounts = amounts_of(kind, best.cut, network); !amounts.empty()) {
      const std::string head = fmt::format("  {:<9} ", words_of(kind).head);
      const std::string room(head.size(), '.');  // wrap drops blanks in front
      text += wrap(room + amounts, width, head.size()).replace(0, head.size(), head);
    }
  return text;
}

std::string costs_of(const BestCase& best, const FrozenNetwork& network, std::size_t width) {
  if (best.lasting == Lasting::for_ever || best.lasting == Lasting::open) return {};
  const auto more = offers_of(best, false, network), less = offers_of(best, true, network);
  std::string text;
  for (std::size_t i = 0; i < std::min(more.size(), most_costs - (less.empty() ? 0 : 1)); ++i)
    text += (text.empty() ? "" : ", or ") + words_of(more[i], network);
  if (!less.empty()) text += (text.empty() ? "" : ", or ") + words_of(less.front(), network);
  return text.empty() ? text : wrap(fmt::format("One more month costs, at the margin, {}.", text), width, 0);
}

}  // namespace ytterby::words
