// SPDX-License-Identifier: Apache-2.0
/// @file  A best case as JSON.
#include <cmath>
#include <utility>

#include "report/json.hpp"
#include "report/survive_words.hpp"
#include "report/words.hpp"
#include "ytterby/report/survive_results.hpp"

namespace ytterby {

namespace {

using json::number;
using json::Value;

/// A bound at infinity is none.
Value bound(Months value) { return value.count() == INFINITY ? Value(nullptr) : number(value); }

/// Null without a start, without an end, and past the year 9999.
Value date(const std::optional<Date>& start, const std::optional<Months>& time) {
  const auto day = words::day(start, time);
  return day ? Value(*day) : Value(nullptr);
}

Value to_value(const Crossing& crossing, const FrozenNetwork& network) {
  return {{"kind", key_of(crossing.kind)},
          {"where", words::where_of(crossing, network)},
          {"t_per_month", number(crossing.limit)}};
}

Value to_value(const Cut& cut, const FrozenNetwork& network) {
  Value nodes = Value::array(), crossings = Value::array();
  for (const NodeId node : cut.nodes) nodes.push_back(network.name(node));
  for (const Crossing& crossing : words::crossings_of(cut, network)) crossings.push_back(to_value(crossing, network));
  return {{"nodes", nodes},
          {"stock_t", number(cut.stock)},
          {"demand_t_per_month", number(cut.demand)},
          {"inflow_t_per_month", number(cut.inflow)},
          {"crossing", crossings}};
}

Value to_value(const Gain& gain, const FrozenNetwork& network) {
  return {{"quantity", key_of(gain.quantity)},
          {"where", words::where_of(gain, network)},
          {"months_per_unit", number(gain.months_per_unit)},
          {"months_per_unit_less", number(gain.months_per_unit_less)}};
}

Value to_value(const TargetTime& target, const char* reason, const FrozenNetwork& network) {
  return {{"node", network.name(target.node)},
          {"months", number(target.months)},
          {"lower_months", bound(target.lower)},
          {"status", words::status_of(target.lasting)},
          {"reason", reason}};
}

Value each_of(const BestCase& best, const FrozenNetwork& network) {
  Value values = Value::array();
  for (const TargetTime& target : best.each) values.push_back(to_value(target, words::reason_of(target), network));
  return values;
}

/// All but the first are by the bound alone.
Value sequence_of(const BestCase& best, const FrozenNetwork& network) {
  Value values = Value::array();
  for (const TargetTime& target : words::in_order(best.sequence)) {
    const bool first = target.node == best.sequence.front().node;
    values.push_back(to_value(target, first ? words::reason_of(target) : words::later_reason_of(target), network));
  }
  return values;
}

Value to_value(const RivalsTable::Row& row, const FrozenNetwork& network) {
  const char* simulated = !row.simulated ? "none_in_horizon" : row.simulated->count() > 0 ? "short" : "at_once";
  return {{"node", network.name(row.node)},
          {"simulated", number(row.simulated)},
          {"simulated_status", simulated},
          {"share", number(row.share.months)},
          {"share_lower_months", bound(row.share.lower)},
          {"share_status", words::status_of(row.share.lasting)},
          {"ignored", number(row.ignored.months)},
          {"ignored_lower_months", bound(row.ignored.lower)},
          {"ignored_status", words::status_of(row.ignored.lasting)},
          {"served", number(row.served.months)},
          {"served_lower_months", bound(row.served.lower)},
          {"served_status", words::status_of(row.served.lasting)}};
}

template <class T>
Value to_values(const std::vector<T>& items, const FrozenNetwork& network) {
  Value values = Value::array();
  for (const T& item : items) values.push_back(to_value(item, network));
  return values;
}

Value interval_of(const BestCase& best) {
  if (!best.interval) return nullptr;
  return {{"from_months", number(best.interval->from)}, {"to_months", bound(best.interval->to)}};
}

}  // namespace

std::string to_json(const BestCase& best, const SurviveSubject& subject, const RivalsTable* rivals) {
  const FrozenNetwork& network = *subject.network;
  const Scenario& scenario = subject.scenario;
  Value dropped = Value::array();
  for (const NodeId node : best.dropped) dropped.push_back(network.name(node));
  Value document = {{"case", subject.case_name},
                    {"scenario", scenario.name.empty() ? "baseline" : scenario.name},
                    {"start", date(scenario.start, Months{})},
                    {"rivals", key_of(subject.rivals)},
                    {"flex", number(subject.flex)},
                    {"months", number(best.months)},
                    {"date", date(scenario.start, best.months)},
                    {"status", words::status_of(best.lasting)},
                    {"reason", best.reason},
                    {"method", key_of(best.method)},
                    {"lower_months", bound(best.lower)},
                    {"upper_months", bound(best.upper)},
                    {"exact", best.exact && best.verdict.holds},
                    {"interval", interval_of(best)},
                    {"verified", best.verdict.holds},
                    {"gap", number(best.verdict.gap)},
                    {"not_verified_because", best.verdict.holds ? Value(nullptr) : Value(best.verdict.why)},
                    {"cut", to_value(best.cut, network)},
                    {"gradient", to_values(best.gradient, network)},
                    {"each", each_of(best, network)},
                    {"sequence", sequence_of(best, network)},
                    {"dropped", dropped}};
  if (rivals != nullptr) {
    document["horizon_months"] = number(rivals->horizon);
    document["rivals_table"] = to_values(rivals->rows, network);
  }
  return document.dump(2) + '\n';
}

}  // namespace ytterby
