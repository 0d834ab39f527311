// SPDX-License-Identifier: Apache-2.0
/// @file  Knock-outs, ranked, as JSON.
#include <string>

#include "report/json.hpp"
#include "report/rank_words.hpp"
#include "report/survive_words.hpp"
#include "report/words.hpp"
#include "ytterby/report/rank_results.hpp"
#include "ytterby/scenario/select.hpp"

namespace ytterby {

namespace {

using json::number;
using json::Value;

Value losses_in(const KnockOut& entry, bool valued) {
  Value value = {{"status", words::status_of(entry.months_to_shortage)},
                 {"months_to_shortage", number(entry.months_to_shortage)},
                 {"months_lost", number(entry.months_lost)},
                 {"unserved_t", number(entry.unserved)},
                 {"unserved_usd", valued ? number(entry.unserved_value) : Value(nullptr)}};
  if (!entry.best) return value;
  value["best_status"] = words::status_of(entry.best->lasting);
  value["best_months"] = number(entry.best->months);
  value["best_months_lost"] = number(entry.best->lost);
  return value;
}

Value knock_out_in(const KnockOut& entry, const FrozenNetwork& network, bool valued) {
  Value lanes = Value::array();
  for (const LaneId lane : entry.lanes) lanes.push_back(network.lane(lane).name);
  Value value = {{"what", entry.what}};
  value.update(losses_in(entry, valued));
  value["single_point_of_failure"] = entry.single_point_of_failure;
  value["cuts_off"] = words::names_of(entry.cut_off, network);
  value["nodes"] = words::names_of(entry.nodes, network);
  value["lanes"] = lanes;
  return value;
}

}  // namespace

std::string to_json(const Ranking& ranking, const RankSubject& subject) {
  const FrozenNetwork& network = *subject.network;
  const auto targets = select_targets(network, subject.scenario);
  const bool valued = words::valued(network, targets) > 0;
  Value list = Value::array(), pairs = Value::array(), notes = Value::array();
  for (const KnockOut& entry : ranking.entries) list.push_back(knock_out_in(entry, network, valued));
  for (const KnockOutPair& pair : ranking.pairs) {
    Value entry = knock_out_in(pair.together, network, valued);
    entry["first"] = ranking.entries[pair.first].what;
    entry["second"] = ranking.entries[pair.second].what;
    pairs.push_back(entry);
  }
  for (const std::string& note : ranking.notes) notes.push_back(note);
  Value undisturbed = losses_in(ranking.undisturbed, valued);
  undisturbed.erase("months_lost");
  undisturbed.erase("best_months_lost");
  const Value document = {{"case", subject.case_name},
                          {"scenario", words::title_of(subject.scenario)},
                          {"by", key_of(ranking.by)},
                          {"rank_by", key_of(subject.rank_by)},
                          {"horizon_months", number(ranking.horizon)},
                          {"step_months", number(ranking.step)},
                          {"targets", words::names_of(targets, network)},
                          {"undisturbed", undisturbed},
                          {"ranking", list},
                          {"pairs", pairs},
                          {"notes", notes}};
  return document.dump(2) + '\n';
}

}  // namespace ytterby
