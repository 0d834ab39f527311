// SPDX-License-Identifier: Apache-2.0
/// @file  ytterby need: the least licences of an office with which nobody runs short.
#include "program/need.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstdint>
#include <string>

#include "program/terminal.hpp"
#include "ytterby/ytterby.hpp"

namespace ytterby::program {

namespace {

/// Refuses one that is not there, with those that are.
OfficeId find_office(const FrozenNetwork& network, const std::string& name) try {
  return select(network, {.office = {name}}, "--office").offices.front();
} catch (const InvalidScenario& refusal) {
  constexpr std::size_t most = 12;
  std::string names;
  for (std::size_t i = 0; i < std::min(most, network.offices().size()); ++i)
    names += (i == 0 ? "one of: " : ", ") + network.office(OfficeId{static_cast<std::uint32_t>(i)}).name;
  if (network.offices().size() > most) names += ", …";
  throw InvalidScenario(
      fmt::format("{}, expected {}", refusal.what(), names.empty() ? "one, but none is there" : names));
}

}  // namespace

int need(const NeedRequest& request) {
  const Case whole = read_asked(request.shared);
  const FrozenNetwork network = freeze(whole.network);
  const NeedSubject subject{whole.name, &network, scenario_of(whole, network, request.shared)};
  const OfficeId office = find_office(network, request.office);

  LicenceOptions how{.step = step_of(request.shared), .at_best = request.at_best, .flex = request.flex};
  if (request.tolerance) how.tolerance = *request.tolerance;
  how.control.threads = request.threads;
  const LeastLicences least =
      with_progress(how.control, [&] { return least_licences(network, subject.scenario, office, how); });
  fmt::print("{}", answer_of(least, subject, request.shared.json));
  return 0;
}

}  // namespace ytterby::program
