// SPDX-License-Identifier: Apache-2.0
/// @file  ytterby delay: how long an event can be put off.
#include "program/delay.hpp"

#include <fmt/core.h>

#include "program/terminal.hpp"
#include "ytterby/ytterby.hpp"

namespace ytterby::program {

int delay(const DelayRequest& request) {
  const Case whole = read_asked(request.shared);
  const FrozenNetwork network = freeze(whole.network);
  const DelaySubject subject{whole.name, &network, scenario_of(whole, network, request.shared)};
  const std::size_t event = find_event(subject.scenario, request.event);

  DelayOptions how{.step = step_of(request.shared)};
  if (request.tolerance_days)
    how.tolerance = std::chrono::duration<double, std::ratio<86'400>>{*request.tolerance_days};
  if (request.harm) how.harm = *request.harm;
  how.control.threads = request.threads;
  const Delay found = with_progress(how.control, [&] { return longest_delay(network, subject.scenario, event, how); });
  fmt::print("{}", answer_of(found, subject, request.shared.json));
  return 0;
}

}  // namespace ytterby::program
