// SPDX-License-Identifier: Apache-2.0
#include "ytterby/exposure/concentration.hpp"

#include "exposure/sources.hpp"
#include "exposure/stages.hpp"

namespace ytterby {

StageConcentrations concentration_by_stage(const FrozenNetwork& network, const ExposeOptions& options) {
  const std::vector<NodeId> all(network.nodes().begin(), network.nodes().end());
  const Origins origins = origins_of(network, all, Label::country, options);
  const auto made = detail::Sources::made_in(network);
  const auto from = detail::Sources::from(origins);
  StageConcentrations found{.stages = {}, .supply = origins.supply};
  for (const detail::Stage& stage : detail::stages_of(network)) {
    detail::Mixture face_value(made);
    detail::Mixture look_through(from);
    for (const NodeId maker : stage.makers) {
      face_value.add(maker, network.output(maker).value);
      look_through.add(maker, network.output(maker).value);
    }
    StageConcentration& row = found.stages.emplace_back();
    row.stage = stage.stage;
    row.product = stage.product;
    row.output = stage.output;
    row.face_value = face_value.concentration();
    if (!look_through.empty()) row.look_through = look_through.concentration();
  }
  return found;
}

}  // namespace ytterby
