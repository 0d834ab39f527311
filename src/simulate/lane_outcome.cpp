// SPDX-License-Identifier: Apache-2.0
/// @file  From tonnes and steps to a lane's account.
#include "simulate/lane_outcome.hpp"

namespace ytterby {

LaneOutcome lane_outcome(const kernel::StepView& pass, LaneId lane, Months length) {
  const kernel::LaneTotals totals = pass.lane(index_of(lane));
  LaneOutcome outcome{.lane = lane,
                      .filed = {totals.filed},
                      .granted = {totals.granted},
                      .used = {totals.used},
                      .open = {totals.open},
                      .expired = {totals.expired},
                      .refused = {totals.refused},
                      .returned = {totals.returned},
                      .waiting = {totals.waiting},
                      .oldest = totals.oldest * length};
  if (totals.granted > 0) outcome.mean_wait = totals.wait / totals.granted * length;
  return outcome;
}

}  // namespace ytterby
