// SPDX-License-Identifier: Apache-2.0
/// @file  ytterby rank: what breaks most if it goes.
#include "program/rank.hpp"

#include <fmt/core.h>

#include <cstdio>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "program/terminal.hpp"
#include "ytterby/ytterby.hpp"

namespace ytterby::program {

namespace {

/// As knock_out calls what a node goes with; empty where it goes with nothing.
std::string group_of(const FrozenNetwork& network, KnockOutBy by, NodeId node) {
  switch (by) {
    case KnockOutBy::node: return std::string(network.name(node));
    case KnockOutBy::site: return std::string(network.site(node));
    case KnockOutBy::country: return std::string(network.country(node));
    case KnockOutBy::stage:
      return network.stage(node).empty() ? std::string(network.product(node))
                                         : fmt::format("{}: {}", network.stage(node), network.product(node));
    case KnockOutBy::lane:
    case KnockOutBy::office: break;
  }
  return {};
}

/// All but groups that supply nobody: who is out lacks what he makes, which says nothing of others.
std::vector<std::string> candidates_of(const FrozenNetwork& network, KnockOutBy by) {
  std::vector<std::string> names;
  if (by == KnockOutBy::lane) {
    for (const LaneId lane : network.lanes()) names.push_back(network.lane(lane).name);
  } else if (by == KnockOutBy::office) {
    PerOffice<bool> rules(network.offices().size(), false);
    for (const LaneId lane : network.lanes()) rules[network.lane(lane).office] = true;
    for (const OfficeId office : network.offices())
      if (rules[office]) names.push_back(network.office(office).name);
  } else {
    PerNode<bool> supplies(network.nodes().size(), false);
    for (const EdgeId edge : network.edges()) supplies[network.from(edge)] = true;
    std::unordered_set<std::string> seen{""};
    for (const NodeId node : network.nodes()) {
      std::string name = supplies[node] ? group_of(network, by, node) : "";
      if (seen.insert(name).second) names.push_back(std::move(name));
    }
  }
  if (names.empty())
    throw InvalidOptions(fmt::format("--by: found {}, of which the case has none to take out", key_of(by)));
  return names;
}

}  // namespace

int rank(const RankRequest& request) {
  const Case whole = read_asked(request.shared);
  const FrozenNetwork network = freeze(whole.network);
  const RankSubject subject{whole.name, &network, scenario_of(whole, network, request.shared), request.rank_by};

  KnockOutOptions how{.by = request.by,
                      .candidates = candidates_of(network, request.by),
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
  const std::string answer =
      request.shared.json ? to_json(ranking, subject) : to_text(ranking, subject, terminal_options(), request.top);
  for (const std::string& note : ranking.notes) fmt::print(stderr, "note: {}\n", note);
  fmt::print("{}", answer);
  return 0;
}

}  // namespace ytterby::program
