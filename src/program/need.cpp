// SPDX-License-Identifier: Apache-2.0
/// @file  ytterby need: the least licences of an office with which nobody runs short.
#include "program/need.hpp"

#include <fmt/core.h>

#include "program/terminal.hpp"
#include "ytterby/ytterby.hpp"

namespace ytterby::program {

int need(const NeedRequest& request) {
  const Case whole = read_case(request.shared.folder);
  const FrozenNetwork network = freeze(whole.network);
  const NeedSubject subject{whole.name, &network, scenario_of(whole, request.shared)};
  const OfficeId office = select(network, {.office = {request.office}}, "--office").offices.front();

  LicenceOptions how{.step = step_of(request.shared), .at_best = request.at_best, .flex = request.flex};
  if (request.tolerance) how.tolerance = *request.tolerance;
  how.control.threads = request.threads;
  LeastLicences least;
  {
    Progress progress;
    how.control.progress = progress.callback();
    least = least_licences(network, subject.scenario, office, how);
  }
  fmt::print("{}", request.shared.json ? to_json(least, subject) : to_text(least, subject, terminal_options()));
  return 0;
}

}  // namespace ytterby::program
