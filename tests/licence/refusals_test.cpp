// SPDX-License-Identifier: Apache-2.0
/// @file  What the waiting-time formulas refuse, by whole message.
#include <doctest/doctest.h>

#include <limits>
#include <string>
#include <vector>

#include "ytterby/core/error.hpp"
#include "ytterby/licence/waiting.hpp"

using namespace ytterby;
using namespace ytterby::literals;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr LicenceRate some{1};
const std::vector<FluidPhase> even{{0_mo, some, some}};

template <class Call>
std::string refusal(Call&& call) {
  try {
    static_cast<void>(call());
  } catch (const InvalidOptions& error) {
    return error.what();
  }
  return "not refused";
}

}  // namespace

TEST_CASE("Rates, times and numbers below 0 or without end are refused") {
  CHECK(refusal([] { return little_number(LicenceRate{-1}, 1_mo); }) ==
        "little_number, arrivals: found -1 a month, expected a finite number of 0 or more");
  CHECK(refusal([] { return little_number(some, Months{infinity}); }) ==
        "little_number, stay: found inf months, expected a finite number of 0 or more");
  CHECK(refusal([] { return little_stay(not_a_number, some); }) ==
        "little_stay, number: found nan, expected a finite number of 0 or more");
  CHECK(refusal([] { return little_stay(1, LicenceRate{0}); }) ==
        "little_stay, arrivals: found 0 a month, expected a finite number above 0");
  CHECK(refusal([] { return little_rate(1, 0_mo); }) ==
        "little_rate, stay: found 0 months, expected a finite number above 0");
  CHECK(refusal([] { return little_rate(-1, 1_mo); }) ==
        "little_rate, number: found -1, expected a finite number of 0 or more");
  CHECK(refusal([] { return offered_load(unlimited<LicenceRate>, {}); }) ==
        "offered_load, arrivals: found inf a month, expected a finite number of 0 or more");
  CHECK(refusal([] { return pollaczek_khinchine_wait(LicenceRate{not_a_number}, {}); }) ==
        "pollaczek_khinchine_wait, arrivals: found nan a month, expected a finite number of 0 or more");
  CHECK(refusal([] { return kingman_wait(LicenceRate{-2}, 1, {}); }) ==
        "kingman_wait, arrivals: found -2 a month, expected a finite number of 0 or more");
  CHECK(refusal([] { return kingman_wait(some, -0.5, {}); }) ==
        "kingman_wait, arrival_variation: found -0.5, expected a finite number of 0 or more");
  CHECK(refusal([] { return kingman_bound(LicenceRate{0}, 1, {}); }) ==
        "kingman_bound, arrivals: found 0 a month, expected a finite number above 0");
  CHECK(refusal([] { return kingman_bound(some, infinity, {}); }) ==
        "kingman_bound, arrival_variation: found inf, expected a finite number of 0 or more");
  CHECK(refusal([] { return allen_cunneen_wait(some, not_a_number, {}, 1); }) ==
        "allen_cunneen_wait, arrival_variation: found nan, expected a finite number of 0 or more");
  CHECK(refusal([] { return erlang_c_longer(some, {}, Months{-1}); }) ==
        "erlang_c_longer, time: found -1 months, expected a finite number of 0 or more");
}

TEST_CASE("An office without officers, or with idle ones, is refused") {
  CHECK(refusal([] { return offered_load(some, {.count = 0}); }) ==
        "offered_load, officers: found 0, expected 1 or more");
  CHECK(refusal([] { return erlang_c_wait(some, {.each = LicenceRate{0}}); }) ==
        "erlang_c_wait, officers, each: found 0 a month, expected a finite number above 0");
  CHECK(refusal([] { return erlang_c_queue(some, {.each = unlimited<LicenceRate>}); }) ==
        "erlang_c_queue, officers, each: found inf a month, expected a finite number above 0");
  CHECK(refusal([] { return allen_cunneen_wait(some, 1, {}, -3); }) ==
        "allen_cunneen_wait, officers: found -3, expected 1 or more");
  CHECK(refusal([] {
          return cobham_waits({some, LicenceRate{-1}}, Officers{});
        }) == "cobham_waits, arrivals: found -1 a month, expected a finite number of 0 or more");
}

TEST_CASE("Servers and loads below their ranges are refused") {
  CHECK(refusal([] { return erlang_b(-1, 1); }) == "erlang_b, servers: found -1, expected 0 or more");
  CHECK(refusal([] { return erlang_b(1, -1); }) == "erlang_b, load: found -1, expected a finite number of 0 or more");
  CHECK(refusal([] { return erlang_c(0, 1); }) == "erlang_c, servers: found 0, expected 1 or more");
  CHECK(refusal([] { return erlang_c(1, infinity); }) ==
        "erlang_c, load: found inf, expected a finite number of 0 or more");
  CHECK(refusal([] { return officers_needed(2e9, 0.5); }) ==
        "officers_needed, load: found 2000000000, expected a number of 0 or more, up to 1e9");
  CHECK(refusal([] { return square_root_staffing(not_a_number, 0.5); }) ==
        "square_root_staffing, load: found nan, expected a number of 0 or more, up to 1e9");
  CHECK(refusal([] { return halfin_whitt(not_a_number); }) == "halfin_whitt, spare: found nan, expected a number");
}

TEST_CASE("Shares that are no shares are refused") {
  CHECK(refusal([] { return arrivals_with_refiling(some, 1); }) ==
        "arrivals_with_refiling, returned: found 1, expected a number of 0 or more, below 1");
  CHECK(refusal([] { return erlang_c_exceeded_by(some, {.count = 2}, 0); }) ==
        "erlang_c_exceeded_by, share: found 0, expected a number above 0 and below 1");
  CHECK(refusal([] { return halfin_whitt_spare(1); }) ==
        "halfin_whitt_spare, share: found 1, expected a number above 0 and below 1");
  CHECK(refusal([] { return square_root_staffing(10, 1.5); }) ==
        "square_root_staffing, share: found 1.5, expected a number above 0 and below 1");
  CHECK(refusal([] { return officers_needed(10, not_a_number); }) ==
        "officers_needed, share: found nan, expected a number above 0 and below 1");
}

TEST_CASE("Services that take no time, classes without waits and sizes that cannot be are refused") {
  CHECK(refusal([] { return pollaczek_khinchine_wait(some, {.mean = 0_mo}); }) ==
        "pollaczek_khinchine_wait, service, mean: found 0 months, expected a finite number above 0");
  CHECK(refusal([] {
          return cobham_waits({{some, {.variation = -1}}});
        }) == "cobham_waits, service, variation: found -1, expected a finite number of 0 or more");
  CHECK(refusal([] {
          return kleinrock_constant({{LicenceRate{-1}, {}}});
        }) == "kleinrock_constant, arrivals: found -1 a month, expected a finite number of 0 or more");
  CHECK(refusal([] {
          return kleinrock_sum({{some, {}}}, {});
        }) == "kleinrock_sum, waits: found 0, expected 1, one for each of classes");
  CHECK(refusal([] {
          return kleinrock_sum({{some, {}}}, {Months{-1}});
        }) == "kleinrock_sum, waits: found -1 months, expected a number of 0 or more");
  CHECK(refusal([] { return batch_wait({.batches = LicenceRate{-1}}, {}); }) ==
        "batch_wait, batches: found -1 a month, expected a finite number of 0 or more");
  CHECK(refusal([] { return batch_wait({.mean_size = 0.5}, {}); }) ==
        "batch_wait, mean_size: found 0.5, expected a finite number of 1 or more");
  CHECK(refusal([] { return batch_wait({.mean_size = 2, .size_variance = -1}, {}); }) ==
        "batch_wait, size_variance: found -1, expected a finite number of 0 or more");
  CHECK(refusal([] { return batch_wait({.mean_size = 1.5, .size_variance = 0.125}, {}); }) ==
        "batch_wait, size_variance: found 0.125, expected 0.25 or more for a mean of 1.5");
}

TEST_CASE("Phases that do not follow each other from 0 are refused") {
  CHECK(refusal([] { return time_to_clear(-1, some, some); }) ==
        "time_to_clear, backlog: found -1, expected a finite number of 0 or more");
  CHECK(refusal([] { return time_to_clear(1, unlimited<LicenceRate>, some); }) ==
        "time_to_clear, filed: found inf a month, expected a finite number of 0 or more");
  CHECK(refusal([] { return time_to_clear(1, some, LicenceRate{-1}); }) ==
        "time_to_clear, capacity: found -1 a month, expected a number of 0 or more");
  CHECK(refusal([] { return fluid_backlog(infinity, even, 1_mo); }) ==
        "fluid_backlog, backlog: found inf, expected a finite number of 0 or more");
  CHECK(refusal([] { return fluid_backlog(0, even, Months{-1}); }) ==
        "fluid_backlog, time: found -1 months, expected a finite number of 0 or more");
  CHECK(refusal([] { return fluid_wait(0, {}, 1_mo); }) == "fluid_wait, phases: found none, expected one or more");
  CHECK(refusal([] { return fluid_wait(0, even, Months{infinity}); }) ==
        "fluid_wait, time: found inf months, expected a finite number of 0 or more");
  CHECK(refusal([] {
          return fluid_path(0, {{1_mo, some, some}});
        }) == "fluid_path, from of the first phase: found 1 months, expected 0");
  CHECK(refusal([] {
          return fluid_path(0, {{0_mo, some, some}, {2_mo, some, some}, {2_mo, some, some}});
        }) == "fluid_path, phases: found one from 2 months after one from 2, expected a later one");
  CHECK(refusal([] {
          return fluid_path(0, {{0_mo, some, some}, {Months{infinity}, some, some}});
        }) == "fluid_path, from: found inf months, expected a finite number of 0 or more");
}
