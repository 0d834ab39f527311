// SPDX-License-Identifier: Apache-2.0
/// @file  ytterby survive --outages: each node out by itself.
#include "program/outages.hpp"

#include <fmt/core.h>

#include "program/terminal.hpp"
#include "ytterby/ytterby.hpp"

namespace ytterby::program {

int survive_outages(const ScenarioOptions& shared, const OutagesRequest& request) {
  const Case whole = read_asked(shared);
  const FrozenNetwork network = freeze(whole.network);
  const OutageSubject subject{whole.name, &network, scenario_of(whole, network, shared)};

  OutageOptions how{.step = step_of(shared)};
  if (request.recover_months) how.recovery = Months{*request.recover_months};
  how.control.threads = request.threads;
  const Outages outages =
      with_progress(how.control, [&] { return ytterby::survive_outages(network, subject.scenario, how); });
  fmt::print("{}", answer_of(outages, subject, shared.json));
  return 0;
}

}  // namespace ytterby::program
