// SPDX-License-Identifier: Apache-2.0
/// @file  Who depends on a set, as JSON.
#include <cstddef>
#include <string>
#include <utility>

#include "report/expose_words.hpp"
#include "report/json.hpp"
#include "report/words.hpp"
#include "ytterby/report/expose_results.hpp"

namespace ytterby {

namespace {

using json::number;
using json::Value;

Value shares_in(const Exposure& exposure) {
  return {{"face_value", number(exposure.face_value)},
          {"look_through", number(exposure.look_through)},
          {"hidden", number(exposure.hidden)},
          {"pass_through", number(exposure.pass_through)}};
}

Value origins_in(const Origins& origins, std::size_t target) {
  Value list = Value::array();
  const TargetOrigins& from = origins.targets[target];
  for (std::size_t group = 0; group < origins.groups.size(); ++group) {
    if (from.face_value[group] == 0 && from.look_through[group] == 0) continue;
    const std::string& country = origins.groups[group];
    list.push_back({{"country", country.empty() ? Value(nullptr) : Value(country)},
                    {"face_value", number(from.face_value[group])},
                    {"look_through", number(from.look_through[group])}});
  }
  return list;
}

Value materials_in(const Dependence& found, std::size_t target) {
  Value list = Value::array();
  for (const MaterialExposure& material : found.materials) {
    const Exposure& exposure = material.exposures.exposures[target];
    if (!exposure.face_value) continue;  // nothing of it in there
    Value entry = {{"products", material.raw_products}};
    entry.update(shares_in(exposure));
    entry["unattributed"] = number(material.exposures.supply.targets[target].unattributed);
    list.push_back(std::move(entry));
  }
  return list;
}

Value target_in(const Dependence& found, const FrozenNetwork& network, std::size_t t) {
  const OutageExposure& outage = found.outage.targets[t];
  const TargetSupply& supply = found.exposures.supply.targets[t];
  Value entry = {{"node", network.name(outage.target)}, {"demand_t_per_month", number(network.demand(outage.target))}};
  entry.update(shares_in(found.exposures.exposures[t]));
  entry["outage"] = number(outage.lost);
  entry["limited_by"] = outage.binds ? Value(network.product(*outage.binds)) : Value(nullptr);
  if (found.over_time) {
    const LossCurve& curve = found.over_time->targets[t];
    entry["outage_after"] = number(lost_after(curve, found.over_time->until));
    Value steps = Value::array();
    for (const LossStep& step : curve.steps)
      steps.push_back({{"from_months", number(step.from)}, {"lost", number(step.lost)}});
    entry["outage_curve"] = std::move(steps);
  }
  entry["unattributed"] = number(supply.unattributed);
  entry["tiers"] = number(supply.tiers);
  entry["origins"] = origins_in(found.origins, t);
  entry["materials"] = materials_in(found, t);
  return entry;
}

Value stage_in(const StageConcentration& row) {
  const auto countries = [](const Concentration& by_country) {
    Value list = Value::array();
    for (const CountryShare& country : by_country.countries)
      list.push_back({{"country", country.country}, {"share", number(country.share)}});
    return list;
  };
  const auto& followed = row.look_through;
  return {{"stage", row.stage},
          {"product", row.product},
          {"output_t_per_month", number(row.output)},
          {"face_value", number(row.face_value.hhi.least)},
          {"face_value_most", number(row.face_value.hhi.most)},
          {"look_through", followed ? number(followed->hhi.least) : Value(nullptr)},
          {"look_through_most", followed ? number(followed->hhi.most) : Value(nullptr)},
          {"made_in", countries(row.face_value)},
          {"comes_from", followed ? countries(*followed) : Value::array()}};
}

Value gaps_in(const Dependence& found, const FrozenNetwork& network) {
  Value list = Value::array();
  for (const InputGap& off : found.exposures.supply.gaps)
    list.push_back({{"node", network.name(network.node(off.input))},
                    {"product", network.product(off.input)},
                    {"need_t_per_month", number(off.need)},
                    {"inflow_t_per_month", number(off.inflow)}});
  return list;
}

Value joint_in(const Dependence& found) {
  const JointExposure all = joint_exposure(found);
  Value entry = {{"face_value", number(all.face_value)},
                 {"look_through", number(all.look_through)},
                 {"hidden", number(all.hidden)},
                 {"pass_through", number(all.pass_through)},
                 {"outage", number(all.outage)}};
  if (found.over_time) entry["outage_after"] = number(all.over_time);
  return entry;
}

Value notes_in(const Dependence& found) {
  Value notes = Value::array();
  for (const std::string& note : notes_of(found)) notes.push_back(note);
  return notes;
}

}  // namespace

std::string to_json(const Dependence& found, const ExposeSubject& subject) {
  Value set = Value::object();
  for (const SelectionPart& part : parts_of(subject.from)) set[std::string(part.key)] = *part.labels;
  Value targets = Value::array(), stages = Value::array();
  for (std::size_t t = 0; t < found.outage.targets.size(); ++t)
    targets.push_back(target_in(found, *subject.network, t));
  for (const StageConcentration& row : found.stages.stages) stages.push_back(stage_in(row));
  Value document = {{"case", subject.case_name},
                    {"scenario", words::title_of(subject.scenario)},
                    {"by", subject.measure == Measure::value ? "value" : "mass"},
                    {"from", set},
                    {"asked_for", subject.asked_for}};
  if (found.over_time) document["after_months"] = number(found.over_time->until);
  document["targets"] = targets;
  document["total"] = joint_in(found);
  document["hhi"] = stages;
  const Exactness exactness = exactness_of(found);
  document["gaps"] = gaps_in(found, *subject.network);
  document["residual"] = number(exactness.residual);
  document["error_bound"] = number(exactness.error_bound);
  document["outage_error_bound"] = number(found.outage.error_bound);
  document["notes"] = notes_in(found);
  return document.dump(2) + '\n';
}

}  // namespace ytterby
