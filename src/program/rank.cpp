// SPDX-License-Identifier: Apache-2.0
/// @file  ytterby rank: what breaks most if it goes.
#include "program/rank.hpp"

#include <fmt/core.h>

#include <cstdio>
#include <string>

#include "program/terminal.hpp"
#include "ytterby/ytterby.hpp"

namespace ytterby::program {

int rank(const RankRequest& request) {
  const Case whole = read_asked(request.shared);
  const FrozenNetwork network = freeze(whole.network);
  const RankSubject subject{whole.name, &network, scenario_of(whole, network, request.shared), request.rank_by};

  KnockOutOptions how{.by = request.by,
                      .pairs_of_worst = request.pairs,
                      .with_best_case = request.best,
                      .rank_by = request.rank_by,
                      .step = step_of(request.shared)};
  how.control.threads = request.threads;
  Ranking ranking;
  {
    Progress progress;
    how.control.progress = progress.callback();
    ranking = knock_out(network, subject.scenario, how);
  }
  if (ranking.entries.empty())
    throw InvalidOptions(fmt::format("--by: found {}, of which the case has none to take out", key_of(request.by)));
  const std::string answer =
      request.shared.json ? to_json(ranking, subject) : to_text(ranking, subject, terminal_options(), request.top);
  for (const std::string& note : ranking.notes) fmt::print(stderr, "note: {}\n", note);
  fmt::print("{}", answer);
  return 0;
}

}  // namespace ytterby::program
