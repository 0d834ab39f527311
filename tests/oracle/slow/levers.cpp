// SPDX-License-Identifier: Apache-2.0
/// @file  What events make of each figure, step by step.
#include "oracle/slow/levers.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include "ytterby/scenario/select.hpp"

namespace ytterby::test::slow {

namespace {

Number months(const Instant& instant) { return std::get<Months>(instant).count(); }

}  // namespace

Levers::Levers(const FrozenNetwork& frozen, const Scenario& scenario, Number step) : scenario_(scenario), step_(step) {
  for (const Event& event : scenario.events) {
    const Selected selected = select(frozen, event.on, "oracle");
    std::array<std::set<std::size_t>, 5> rows;
    const auto take = [&](Table table, const auto& ids) {
      for (const auto id : ids) rows[static_cast<std::size_t>(table)].insert(index_of(id));
    };
    take(Table::nodes, selected.nodes);
    take(Table::inputs, selected.inputs);
    take(Table::edges, selected.edges);
    take(Table::lanes, selected.lanes);
    take(Table::offices, selected.offices);
    selected_.push_back(std::move(rows));
  }
}

Number Levers::value(Table table, Lever lever, std::size_t row, Number base, Number now) const {
  const Mean all = mean(table, lever, row, base, now);
  return all.open > 0 ? infinite : all.limited;
}

Number Levers::pass(Table table, std::size_t row, Number base, Number now, Number tonnes) const {
  const Mean all = mean(table, Lever::capacity, row, base, now);
  return std::min(tonnes, all.limited * step_ + all.open * tonnes);
}

void Levers::strike(Table table, std::size_t row, Number& stock, Number now) const {
  for (const bool scales : {false, true})
    for (std::size_t i = 0; i < scenario_.events.size(); ++i) {
      const Event& event = scenario_.events[i];
      const Number late = now - months(event.at) / step_;
      if (!selects(i, table, row) || late < -1e-9L || late >= 1 - 1e-9L) continue;
      for (const Change& change : scales ? event.scale : event.set)
        if (change.lever == Lever::stock) stock = scales ? stock * change.value : change.value;
    }
}

bool Levers::selects(std::size_t event, Table table, std::size_t row) const {
  return selected_[event][static_cast<std::size_t>(table)].contains(row);
}

Levers::Mean Levers::mean(Table table, Lever lever, std::size_t row, Number base, Number now) const {
  std::vector<Number> bounds{now * step_, (now + 1) * step_};
  const auto cut = [&](Number time) {
    if (time > now * step_ + 1e-9L * step_ && time < (now + 1 - 1e-9L) * step_) bounds.push_back(time);
  };
  for (std::size_t i = 0; i < scenario_.events.size(); ++i) {
    const Event& event = scenario_.events[i];
    if (!selects(i, table, row)) continue;
    cut(months(event.at));
    if (event.until) cut(months(*event.until));
  }
  std::sort(bounds.begin(), bounds.end());
  Mean mean;
  for (std::size_t i = 1; i < bounds.size(); ++i) {
    const Number part = bounds.size() == 2 ? 1 : (bounds[i] - bounds[i - 1]) / step_;
    if (part == 0) continue;
    const Number now_so = value_at(table, lever, row, base, (bounds[i - 1] + bounds[i]) / 2);
    (now_so == infinite ? mean.open : mean.limited) += now_so == infinite ? part : part * now_so;
  }
  return mean;
}

Number Levers::value_at(Table table, Lever lever, std::size_t row, Number base, Number month) const {
  for (const bool scales : {false, true}) {
    for (std::size_t i = 0; i < scenario_.events.size(); ++i) {
      const Event& event = scenario_.events[i];
      if (!selects(i, table, row)) continue;
      if (months(event.at) > month || (event.until && months(*event.until) <= month)) continue;
      for (const Change& change : scales ? event.scale : event.set) {
        if (change.lever != lever) continue;
        if (!scales) {
          base = change.value;
        } else {
          base = change.value == 0 ? 0 : base * change.value;
        }
      }
    }
  }
  return base;
}

}  // namespace ytterby::test::slow
