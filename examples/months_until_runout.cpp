// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <algorithm>
#include <ytterby/ytterby.hpp>

int main() {
  const auto rare_earths = ytterby::read_case("data/rare_earths_2024");
  const auto network = ytterby::freeze(rare_earths.network);
  auto targets = ytterby::simulate(network, rare_earths.scenario("licences_stop")).targets;

  std::erase_if(targets, [](const auto& target) { return !target.to_shortage; });  // lasts
  std::ranges::stable_sort(targets, {}, &ytterby::TargetOutcome::to_shortage);
  for (const auto& target : targets)
    fmt::print("{:<16} runs out after {:4.1f} months\n", network.name(target.node), target.to_shortage->count());
}
