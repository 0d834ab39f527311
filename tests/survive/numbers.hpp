// SPDX-License-Identifier: Apache-2.0
/// @file  Every number of a best case by name, so that a test can change any.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "ytterby/survive/survive.hpp"

namespace ytterby::test {

/// Calls visit(name, number), which may change it, for each number that `verify` reads.
template <class Visit>
void for_each_number(BestCase& best, Visit&& visit) {
  const auto months = [&](const std::string& name, Months& time) {
    double count = time.count();
    visit(name, count);
    time = Months{count};
  };
  const auto at = [](const std::string& name, std::size_t i) { return name + " " + std::to_string(i); };
  const auto table = [&](const std::string& name, auto& cells) {
    for (std::size_t cell = 0; cell < cells.size(); ++cell)
      for (const auto id : cells[cell].ids()) visit(at(at(name, cell), index_of(id)), cells[cell][id]);
  };
  const auto id = [&](const std::string& name, auto& row) {
    using Id = std::decay_t<decltype(row)>;
    double index = static_cast<double>(index_of(row));
    const double before = index;
    visit(name, index);
    if (index == before) return;
    row = index >= 0 && index < 1e6 ? id_at<Id>(static_cast<std::size_t>(index + 0.5)) : id_at<Id>(999'999);
  };

  if (best.months) months("months", *best.months);
  months("lower", best.lower);
  months("upper", best.upper);
  if (best.interval) {
    months("interval from", best.interval->from);
    months("interval to", best.interval->to);
  }
  Cut& cut = best.cut;
  for (std::size_t i = 0; i < cut.nodes.size(); ++i) id(at("cut node", i), cut.nodes[i]);
  visit("cut stock", cut.stock.value);
  visit("cut demand", cut.demand.value);
  visit("cut inflow", cut.inflow.value);
  for (std::size_t i = 0; i < cut.crossing.size(); ++i) {
    visit(at("crossing limit", i), cut.crossing[i].limit.value);
    if (cut.crossing[i].kind != Crossing::Kind::lane) id(at("crossing node", i), cut.crossing[i].node);
    if (cut.crossing[i].edge) id(at("crossing edge", i), *cut.crossing[i].edge);
    if (cut.crossing[i].kind == Crossing::Kind::lane) id(at("crossing lane", i), cut.crossing[i].lane);
  }
  for (std::size_t i = 0; i < best.gradient.size(); ++i) {
    Gain& gain = best.gradient[i];
    visit(at("gain more", i), gain.months_per_unit);
    visit(at("gain less", i), gain.months_per_unit_less);
    if (gain.quantity != Gain::Quantity::lane) id(at("gain node", i), gain.node);
    if (gain.input) id(at("gain input", i), *gain.input);
    if (gain.edge) id(at("gain edge", i), *gain.edge);
    if (gain.quantity == Gain::Quantity::lane) id(at("gain lane", i), gain.lane);
  }
  for (std::size_t i = 0; i < best.dropped.size(); ++i) id(at("dropped", i), best.dropped[i]);
  Certificate& certificate = best.certificate;
  for (std::size_t i = 0; i < certificate.served.size(); ++i) id(at("served", i), certificate.served[i]);
  for (std::size_t i = 0; i < certificate.plan.until.size(); ++i)
    months(at("plan until", i), certificate.plan.until[i]);
  table("made", certificate.plan.made);
  table("shipped", certificate.plan.shipped);
  Prices& prices = certificate.prices;
  for (std::size_t i = 0; i < prices.until.size(); ++i) months(at("prices until", i), prices.until[i]);
  table("output price", prices.output);
  table("input price", prices.input);
  table("share price", prices.share);
  table("own share price", prices.own_share);
  table("licence price", prices.licence);
  for (const auto lane : prices.volume.ids()) visit(at("volume price", index_of(lane)), prices.volume[lane]);
}

/// The same with the number in that place changed: a copy.
template <class Change>
[[nodiscard]] BestCase with_number(BestCase best, std::size_t place, Change&& change) {
  std::size_t at = 0;
  for_each_number(best, [&](const std::string&, double& number) {
    if (at++ == place) number = change(number);
  });
  return best;
}

}  // namespace ytterby::test
