// SPDX-License-Identifier: Apache-2.0
/// @file  What the values of a case are on average under the events of a span of time.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

#include "ytterby/core/indexed.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/scenario/scenario.hpp"
#include "ytterby/scenario/timeline.hpp"
#include "ytterby/survive/survive.hpp"

namespace ytterby::best {

/// What facts are made of.
struct GivenCase {
  const FrozenNetwork& network;
  const Scenario& scenario;
  const SurviveOptions& options;
  const Timeline& timeline;
};

/// Values of one table under the events of a span.
class ValuesInSpan {
 public:
  ValuesInSpan(const Timeline& timeline, double from, double to)
      : timeline_(timeline), from_(from), to_(std::isfinite(to) ? to : from + 1) {}

  template <class Id>
  [[nodiscard]] Indexed<Id, double> of(Table table, Lever lever, Indexed<Id, double> values) const {
    for (const LeverGroup& group : timeline_.groups) {
      if (group.table != table || group.lever != lever) continue;
      const Effect effect = mean_effect(group, Months{from_}, Months{to_});
      for (const std::uint32_t row : group.rows) {
        double& value = values[Id{row}];
        if (std::isfinite(value)) {
          value = effect.scale * value + effect.add;
        } else if (effect.open < 0.5) {  // a cell is open or closed throughout
          value = effect.closed_add;
        }
      }
    }
    return values;
  }

 private:
  const Timeline& timeline_;
  double from_, to_;
};

/// Of the data, before any event.
template <class Id, class Get>
[[nodiscard]] Indexed<Id, double> values_of(IdRange<Id> ids, Get&& get) {
  Indexed<Id, double> values(ids.size());
  for (const Id id : ids) values[id] = get(id);
  return values;
}

/// Values at both ends of a line whose halves have these means.
[[nodiscard]] inline std::pair<double, double> ends_of(double first, double second) {
  if (first == second) return {first, second};
  return {std::max(0.0, 1.5 * first - 0.5 * second), std::max(0.0, 1.5 * second - 0.5 * first)};
}

}  // namespace ytterby::best
