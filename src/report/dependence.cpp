// SPDX-License-Identifier: Apache-2.0
/// @file  What is said of all targets together.
#include <algorithm>
#include <cstddef>

#include "ytterby/report/expose_results.hpp"

namespace ytterby {

namespace {

class WeightedMean {
 public:
  void add(double weight, const std::optional<double>& share) {
    if (!share) return;
    weight_ += weight;
    sum_ += weight * *share;
  }
  [[nodiscard]] std::optional<double> value() const {
    return weight_ > 0 ? std::optional{sum_ / weight_} : std::nullopt;
  }

 private:
  double weight_ = 0, sum_ = 0;
};

}  // namespace

JointExposure joint_exposure(const Dependence& dependence) {
  WeightedMean face_value, look_through, hidden, pass_through, outage, over_time;
  for (std::size_t t = 0; t < dependence.weights.size(); ++t) {
    const double weight = dependence.weights[t];
    const Exposure& exposure = dependence.exposures.exposures[t];
    face_value.add(weight, exposure.face_value);
    look_through.add(weight, exposure.look_through);
    hidden.add(weight, exposure.hidden);
    pass_through.add(weight, exposure.pass_through);
    outage.add(weight, dependence.outage.targets[t].lost);
    if (dependence.over_time)
      over_time.add(weight, lost_after(dependence.over_time->targets[t], dependence.over_time->until));
  }
  return {.face_value = face_value.value(),
          .look_through = look_through.value(),
          .hidden = hidden.value(),
          .pass_through = pass_through.value(),
          .outage = outage.value(),
          .over_time = over_time.value()};
}

Exactness exactness_of(const Dependence& dependence) {
  Exactness worst;
  const auto take = [&](const SupplyReport& supply) {
    worst.residual = std::max(worst.residual, supply.residual);
    worst.error_bound = std::max(worst.error_bound, supply.error_bound);
  };
  take(dependence.exposures.supply);
  take(dependence.origins.supply);
  take(dependence.stages.supply);
  for (const MaterialExposure& material : dependence.materials) take(material.exposures.supply);
  return worst;
}

std::vector<std::string> notes_of(const Dependence& dependence) {
  std::vector<std::string> notes;
  const auto add = [&](const std::vector<std::string>& more) {
    for (const std::string& note : more)
      if (std::find(notes.begin(), notes.end(), note) == notes.end()) notes.push_back(note);
  };
  add(dependence.notes);
  add(dependence.exposures.supply.notes);
  add(dependence.origins.supply.notes);
  add(dependence.outage.notes);
  if (dependence.over_time) add(dependence.over_time->notes);
  add(dependence.stages.supply.notes);
  return notes;
}

}  // namespace ytterby
