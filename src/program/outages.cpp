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
  Outages outages;
  {
    Progress progress;
    how.control.progress = progress.callback();
    outages = ytterby::survive_outages(network, subject.scenario, how);
  }
  fmt::print("{}", shared.json ? to_json(outages, subject) : to_text(outages, subject, terminal_options()));
  return 0;
}

}  // namespace ytterby::program
