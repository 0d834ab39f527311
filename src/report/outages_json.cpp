// SPDX-License-Identifier: Apache-2.0
/// @file  Outages of single nodes as JSON.
#include "report/json.hpp"
#include "report/survive_words.hpp"
#include "ytterby/report/outage_results.hpp"

namespace ytterby {

namespace {

using json::number;
using json::Value;

Value to_value(const NodeOutage& outage) {
  return {{"months", number(outage.months)},
          {"upper_months", number(outage.upper)},
          {"status", words::status_of(outage.lasting)},
          {"recover_months", number(outage.recovery)},
          {"unserved_t", number(outage.unserved)},
          {"unserved_usd", number(outage.value)},
          {"risk_exposure", number(outage.risk_exposure)},
          {"exposed", outage.exposed},
          {"proven", outage.proven}};
}

}  // namespace

std::string to_json(const Outages& outages, const OutageSubject& subject) {
  Value undisturbed = to_value(outages.undisturbed);
  undisturbed.erase("risk_exposure");  // of no node
  Value list = Value::array();
  for (const NodeOutage& outage : outages.outages) {
    Value entry = {{"node", subject.network->name(outage.node)}};
    entry.update(to_value(outage));
    list.push_back(entry);
  }
  Value notes = Value::array();
  for (const std::string& note : outages.notes) notes.push_back(note);
  const Value document = {{"case", subject.case_name},
                          {"scenario", subject.scenario.name.empty() ? "baseline" : subject.scenario.name},
                          {"recover_months", number(outages.undisturbed.recovery)},
                          {"risk_exposure_of", outages.by_value ? "usd" : "t"},
                          {"undisturbed", undisturbed},
                          {"outages", list},
                          {"notes", notes}};
  return document.dump(2) + '\n';
}

}  // namespace ytterby
