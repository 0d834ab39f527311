// SPDX-License-Identifier: Apache-2.0
/// @file  A run as JSON and its series as CSV.
#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>

#include "report/json.hpp"
#include "report/words.hpp"
#include "ytterby/core/columns.hpp"
#include "ytterby/report/results.hpp"

namespace ytterby {

namespace {

using json::number;
using json::Value;

Value to_value(const std::vector<Shortage>& shortages) {
  Value list = Value::array();
  for (const Shortage& shortage : shortages)
    list.push_back({{"from_months", number(shortage.from)}, {"to_months", number(shortage.to)}});
  return list;
}

Value to_value(const TargetOutcome& target, const FrozenNetwork& network) {
  Value limit = nullptr;
  if (target.limited_by)
    limit = {{"node", network.name(target.limited_by->node)}, {"product", target.limited_by->product}};
  return {{"node", network.name(target.node)},
          {"demand_t_per_month", number(target.demand)},
          {"status", words::status_of(target.to_shortage)},
          {"months_to_shortage", number(target.to_shortage)},
          {"months_to_half", number(target.to_half)},
          {"shortages", to_value(target.shortages)},
          {"unserved_t", number(target.unserved)},
          {"unserved_usd", number(target.unserved_value)},
          {"cover", {{"stock_months", number(target.cover.stock)}, {"transit_months", number(target.cover.transit)}}},
          {"limited_by", limit}};
}

Value first_of(const Outcome& outcome, const FrozenNetwork& network) {
  const TargetOutcome* const first = words::first_short(outcome);
  if (first == nullptr) return {{"node", nullptr}, {"months", nullptr}};
  return {{"node", network.name(first->node)}, {"months", number(first->to_shortage)}};
}

Value to_value(const LaneOutcome& lane, const FrozenNetwork& network) {
  return {{"lane", network.lane(lane.lane).name}, {"filed_t", number(lane.filed)},
          {"granted_t", number(lane.granted)},    {"used_t", number(lane.used)},
          {"open_t", number(lane.open)},          {"expired_t", number(lane.expired)},
          {"refused_t", number(lane.refused)},    {"returned_t", number(lane.returned)},
          {"waiting_t", number(lane.waiting)},    {"mean_wait_months", number(lane.mean_wait)},
          {"oldest_months", number(lane.oldest)}};
}

}  // namespace

std::string to_json(const Outcome& outcome, const RunSubject& subject) {
  const FrozenNetwork& network = *subject.network;
  const Scenario& scenario = subject.scenario;
  Value targets = Value::array(), lanes = Value::array();
  for (const TargetOutcome& target : outcome.targets) targets.push_back(to_value(target, network));
  for (const LaneOutcome& lane : outcome.lanes) lanes.push_back(to_value(lane, network));
  const TotalOutcome& total = outcome.total;
  const Value document = {{"case", subject.case_name},
                          {"scenario", words::title_of(scenario)},
                          {"start", scenario.start ? Value(fmt::format("{:%F}", *scenario.start)) : Value(nullptr)},
                          {"horizon_months", number(outcome.horizon)},
                          {"step_months", number(outcome.step)},
                          {"policy",
                           {{"rationing", key_of(scenario.policy.rationing)},
                            {"tau_months", number(scenario.policy.tau)},
                            {"resourcing", scenario.policy.resourcing}}},
                          {"targets", targets},
                          {"first", first_of(outcome, network)},
                          {"total",
                           {{"months_to_shortage", number(total.to_shortage)},
                            {"months_to_half", number(total.to_half)},
                            {"unserved_t", number(total.unserved)},
                            {"unserved_usd", number(total.unserved_value)}}},
                          {"lanes", lanes},
                          {"mass_balance_error", number(outcome.mass_balance_error)}};
  return document.dump(2) + '\n';
}

namespace {

std::string quoted(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

std::string cell(NodeId node, const FrozenNetwork& network) { return quoted(network.name(node)); }
std::string cell(Months value, const FrozenNetwork&) { return number(value).dump(); }
std::string cell(Mass value, const FrozenNetwork&) { return number(value).dump(); }

}  // namespace

std::string series_csv(const Outcome& outcome, const FrozenNetwork& network) {
  std::string text;
  for_each_column(SeriesPoint{},
                  [&](const char* key, const auto&) { text += (text.empty() ? "" : ",") + std::string(key); });
  text += '\n';
  for (const SeriesPoint& point : outcome.series) {
    bool first = true;
    for_each_column(point, [&](const char*, const auto& value) {
      if (!std::exchange(first, false)) text += ',';
      text += cell(value, network);
    });
    text += '\n';
  }
  return text;
}

std::string lane_series_csv(const std::vector<LanePoint>& points, const FrozenNetwork& network) {
  std::string text =
      "month,lane,filed_t,granted_t,used_t,open_t,expired_t,refused_t,returned_t,waiting_t,oldest_months,"
      "mean_wait_months\n";
  for (const LanePoint& point : points) {
    const LaneOutcome& lane = point.lane;
    text += number(point.month).dump() + ',' + quoted(std::string_view(network.lane(lane.lane).name));
    for (const Mass mass :
         {lane.filed, lane.granted, lane.used, lane.open, lane.expired, lane.refused, lane.returned, lane.waiting})
      text += ',' + number(mass).dump();
    text += ',' + number(lane.oldest).dump() + ',' + (lane.mean_wait ? number(lane.mean_wait).dump() : "") + '\n';
  }
  return text;
}

}  // namespace ytterby
