// SPDX-License-Identifier: Apache-2.0
/// @file  From a network and a scenario to facts.
#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "survive/cell_ramps.hpp"
#include "survive/change_moments.hpp"
#include "survive/facts.hpp"
#include "survive/lane_control.hpp"
#include "survive/lane_pauses.hpp"
#include "survive/lane_volumes.hpp"
#include "survive/make_cell.hpp"
#include "survive/open_licences.hpp"
#include "survive/opening_stocks.hpp"
#include "survive/values_in_span.hpp"
#include "ytterby/scenario/timeline.hpp"

namespace ytterby::best {

Facts facts_of(const FrozenNetwork& network, const Scenario& scenario, const SurviveOptions& options) {
  const Timeline timeline = resolve(network, scenario);
  const GivenCase given{network, scenario, options, timeline};
  Facts facts{.network = &network, .notes = timeline.notes};
  note_calendars(given, facts.notes);
  std::set<double> events = change_moments(timeline);
  leave_out_rounding(events);
  const std::vector<LanePause> pauses = find_pauses(given, with_ramps(timeline, events));
  for (const LanePause& pause : pauses) {
    if (pause.from > 0) events.insert(pause.from);
    events.insert(pause.to);
  }
  leave_out_rounding(events);
  facts.events.assign(events.begin(), events.end());
  const CellMaker maker(given, pauses);
  double from = 0;
  bool ramps = false;
  for (const double to : with_ramps(timeline, events))
    ramps = add_cell(maker, std::exchange(from, to), to, facts) || ramps;
  add_cell(maker, from, no_limit, facts);
  take_stocks(given, facts);
  take_under_way(given, facts);
  take_volumes(given, facts);
  note_leaks(given, facts.notes);
  take_open_licences(given, pauses, facts);
  if (!ramps && facts.cautious == facts.cells) facts.cautious.clear();
  return facts;
}

}  // namespace ytterby::best
