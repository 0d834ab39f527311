// SPDX-License-Identifier: Apache-2.0
/// @file  ytterby expose: who depends on a country, a site, a lane, an office.
#include "program/expose.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <span>
#include <string_view>
#include <utility>

#include "program/materials.hpp"
#include "program/terminal.hpp"
#include "ytterby/scenario/select.hpp"
#include "ytterby/ytterby.hpp"

namespace ytterby::program {

namespace {

/// Nobody reads a table of more materials; they can be asked for one by one.
constexpr std::size_t most_materials = 24;

/// The country that most of what the targets use has its origin in, in tonnes; of equal ones the first in nodes.csv.
std::string largest_origin(const FrozenNetwork& network, std::span<const NodeId> targets, const Control& control) {
  const Origins origins = origins_of(network, targets, Label::country, {.control = control});
  std::string largest;
  double most = 0;
  for (std::size_t group = 0; group < origins.groups.size(); ++group) {
    if (origins.groups[group].empty()) continue;
    double tonnes = 0;
    for (const TargetOrigins& target : origins.targets)
      tonnes += network.demand(target.node).value * target.look_through[group];
    if (tonnes <= most * (1 + 1e-9)) continue;
    most = tonnes;
    largest = origins.groups[group];
  }
  if (largest.empty())
    throw InvalidOptions("--from: found none, and nothing that the targets use is from a country, expected a set");
  return largest;
}

/// Those asked for, or all.
std::vector<std::vector<std::string>> asked_materials(const ExposeRequest& request, const FrozenNetwork& network) {
  if (request.chains.empty()) return materials_of(network);
  std::vector<std::vector<std::string>> materials;
  materials.reserve(request.chains.size());
  for (const std::string& chain : request.chains) materials.push_back(material_of(chain));
  return materials;
}

class Exposing {
 public:
  Exposing(const ExposeRequest& request, const FrozenNetwork& network, const ExposeSubject& subject)
      : request_(request),
        network_(network),
        targets_(select_targets(network, subject.scenario)),
        control_{.threads = request.threads},
        set_{subject.from} {
    if (!subject.asked_for) set_.front().nodes.country = {largest_origin(network, targets_, control_)};
    static_cast<void>(select(network, set_.front(), "--from"));  // refused by the option's name
    options_ = {.measure = subject.measure, .control = control_};
    if (request.by_value) options_.prices = read_prices(request.prices);
  }

  [[nodiscard]] const Selection& set() const { return set_.front(); }

  [[nodiscard]] Dependence run(const Scenario& scenario) {
    Dependence found{.exposures = ytterby::expose(network_, targets_, set_, options_),
                     .origins = origins_of(network_, targets_, Label::country, options_),
                     .outage = outage_of(network_, targets_, set(), {.control = control_}),
                     .stages = concentration_by_stage(network_, {.control = control_}),
                     .weights = weights()};
    if (request_.after_months) found.over_time = over_time(Months{*request_.after_months});
    if (!scenario.events.empty())
      found.notes.emplace_back("shares are of the flows before any event of the scenario, whose targets alone count");
    found.materials = materials(found.notes);
    return found;
  }

 private:
  /// What takes longest, and tells how far it is.
  [[nodiscard]] OutageOverTime over_time(Months until) const {
    Progress progress;
    Control told = control_;
    told.progress = progress.callback();
    return outage_over_time(network_, targets_, set(), until, {.control = told});
  }

  /// Demand, in what shares are counted in.
  [[nodiscard]] std::vector<double> weights() const {
    std::vector<double> weights;
    weights.reserve(targets_.size());
    for (const NodeId target : targets_) {
      const double price = options_.measure == Measure::value ? options_.prices.at(network_.product(target)).value : 1;
      weights.push_back(network_.demand(target).value * price);
    }
    return weights;
  }

  [[nodiscard]] std::vector<MaterialExposure> materials(std::vector<std::string>& notes) const {
    const bool asked = !request_.chains.empty();
    const auto all = asked_materials(request_, network_);
    if (!asked && all.size() > most_materials) {
      notes.push_back(
          fmt::format("materials: {}, none followed by itself, as none was asked for by --chain", all.size()));
      return {};
    }
    std::vector<MaterialExposure> materials;
    for (const auto& products : all) {
      auto found = ytterby::expose(network_, targets_, set_,
                                   {.measure = Measure::chain, .chain = products, .control = control_});
      const bool held = std::any_of(found.exposures.begin(), found.exposures.end(),
                                    [](const Exposure& exposure) { return exposure.face_value.has_value(); });
      if (!held && asked)
        throw InvalidOptions(
            fmt::format("--chain: found {}, which no target holds, expected what some do", fmt::join(products, ",")));
      if (!held) continue;
      for (const std::string& note : found.supply.notes)
        notes.push_back(fmt::format("{}: {}", fmt::join(products, ","), note));
      materials.push_back({products, std::move(found)});
    }
    return materials;
  }

  const ExposeRequest& request_;
  const FrozenNetwork& network_;
  std::vector<NodeId> targets_;
  Control control_;
  std::vector<Selection> set_;  // one
  ExposeOptions options_ = {};
};

}  // namespace

std::string_view kind_of_set(std::string_view text) {
  for (const std::string_view key : {"lane", "office"})
    if (text.starts_with(key) && text.substr(key.size()).starts_with('=')) return key;
  return {};
}

bool add_to_set(Selection& set, const std::string& text) {
  const std::string_view key = kind_of_set(text);
  if (key.empty()) return add_target(set.nodes, text);
  (key == "lane" ? set.lane : set.office).push_back(text.substr(key.size() + 1));
  return true;
}

int expose(const ExposeRequest& request) {
  const Case whole = read_asked(request.shared);
  const FrozenNetwork network = freeze(whole.network);
  ExposeSubject subject{.case_name = whole.name,
                        .network = &network,
                        .scenario = scenario_of(whole, network, request.shared),
                        .measure = request.by_value ? Measure::value : Measure::mass,
                        .asked_for = !request.from.empty()};
  for (const std::string& part : request.from) static_cast<void>(add_to_set(subject.from, part));
  Exposing exposing(request, network, subject);
  subject.from = exposing.set();
  const Dependence found = exposing.run(subject.scenario);
  const std::string answer =
      request.shared.json ? to_json(found, subject) : to_text(found, subject, terminal_options());
  for (const std::string& note : notes_of(found)) fmt::print(stderr, "note: {}\n", note);
  fmt::print("{}", answer);
  return 0;
}

}  // namespace ytterby::program
