// SPDX-License-Identifier: Apache-2.0
/// @file  Who depends on a set, for people.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "report/expose_words.hpp"
#include "report/material_table.hpp"
#include "report/stage_table.hpp"
#include "report/words.hpp"
#include "ytterby/report/expose_results.hpp"

namespace ytterby {

namespace {

struct ExposeView {
  const Dependence& found;
  const ExposeSubject& subject;
  std::string set = {};    ///< in words
  std::string later = {};  ///< "after 6 months", or empty
  bool has_origins = false;
  bool has_unknown = false;  ///< something is of no known origin
  std::size_t targets = 0;
};

std::string head_of(const ExposeView& view) {
  const bool one = view.targets == 1;
  return fmt::format("{}, {}: how much of what {} target{} use{} depends on {}, by {}{}", view.subject.case_name,
                     words::title_of(view.subject.scenario), view.targets, one ? "" : "s", one ? "s" : "", view.set,
                     view.subject.measure == Measure::value ? "value" : "mass",
                     view.subject.asked_for ? "" : "; no set was asked for, and most of it is from there");
}

/// Those that depend most first, by origin, or else by what passed.
std::vector<std::size_t> most_dependent_first(const ExposeView& view) {
  const auto size = [&](std::size_t target) {
    const Exposure& exposure = view.found.exposures.exposures[target];
    const auto share = view.has_origins ? exposure.look_through : exposure.pass_through;
    return share ? std::round(1e9 * *share) : -1;  // what differs by rounding alone keeps its order
  };
  std::vector<std::size_t> order(view.targets);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return size(a) > size(b); });
  return order;
}

TextTable target_table(const ExposeView& view, const std::vector<std::size_t>& rows) {
  const FrozenNetwork& network = *view.subject.network;
  TextTable table;
  table.headings = {{"target", Align::left}, {"t/month", Align::right}, {"face value", Align::right}};
  if (view.has_origins) {
    table.headings.push_back({"all tiers", Align::right});
    table.headings.push_back({"hidden", Align::right});
  }
  if (view.has_unknown) table.headings.push_back({"unknown", Align::right});
  table.headings.push_back({"passed", Align::right});
  table.headings.push_back({"no stocks", Align::right});
  if (!view.later.empty()) table.headings.push_back({view.later, Align::right});
  table.rows.reserve(rows.size());
  for (const std::size_t t : rows) {
    const Exposure& exposure = view.found.exposures.exposures[t];
    const Tone tone = words::dependence(view.has_origins ? exposure.look_through : exposure.pass_through);
    auto& cells = table.rows.emplace_back();
    cells.push_back({std::string(network.name(exposure.target)), tone});
    cells.push_back({words::amount(network.demand(exposure.target).value), tone});
    cells.push_back({words::percent(exposure.face_value), tone});
    if (view.has_origins) {
      cells.push_back({words::percent(exposure.look_through), tone});
      cells.push_back({words::percent(exposure.hidden), tone});
    }
    if (view.has_unknown) cells.push_back({words::percent(view.found.exposures.supply.targets[t].unattributed), tone});
    cells.push_back({words::percent(exposure.pass_through), tone});
    cells.push_back({words::percent(view.found.outage.targets[t].lost), tone});
    if (!view.later.empty())
      cells.push_back(
          {words::percent(lost_after(view.found.over_time->targets[t], view.found.over_time->until)), tone});
  }
  return table;
}

std::string legend_of(const ExposeView& view) {
  const bool edges = !view.has_origins;
  std::string text = fmt::format("face value: {} {} directly; ", edges ? "comes by" : "from", view.set);
  if (view.has_origins)
    text +=
        "all tiers: has its origin there; hidden: the difference, below 0 where what others dig is worked up there; ";
  if (view.has_unknown) text += "unknown: from stock, or from nobody that the case has; ";
  text += fmt::format("passed: {} at any tier; no stocks: output lost if {} stops and no stock helps",
                      edges ? "came by it" : "was there", view.set);
  if (!view.later.empty()) text += fmt::format("; {}: lost with today's stocks", view.later);
  return text;
}

/// What did not add up, and by how much at worst.
std::string gaps_text(const ExposeView& view, std::size_t width) {
  const auto& gaps = view.found.exposures.supply.gaps;
  if (gaps.empty()) return {};
  const FrozenNetwork& network = *view.subject.network;
  const auto off = [](const InputGap& of) { return std::abs(of.inflow.value - of.need.value) / of.need.value; };
  const InputGap& worst =
      *std::max_element(gaps.begin(), gaps.end(), [&](const auto& a, const auto& b) { return off(a) < off(b); });
  return wrap(fmt::format("flows into {} input{} do not add up to the need; furthest off is {} at {}, which gets {} of "
                          "{} t a month",
                          gaps.size(), gaps.size() == 1 ? "" : "s", network.product(worst.input),
                          network.name(network.node(worst.input)), words::amount(worst.inflow.value),
                          words::amount(worst.need.value)),
              width, 2);
}

/// All of it in a sentence or two.
std::string together_text(const ExposeView& view) {
  const JointExposure all = joint_exposure(view.found);
  if (!all.face_value) return {};
  std::string text = fmt::format("Of what the targets use together, by {}, {} {} {} directly, ",
                                 view.subject.measure == Measure::value ? "dollars" : "tonnes",
                                 words::percent(all.face_value), view.has_origins ? "is from" : "comes by", view.set);
  if (view.has_origins)
    text += fmt::format("{} through all tiers, and {} passed through it", words::percent(all.look_through),
                        words::percent(all.pass_through));
  else
    text += fmt::format("{} at any tier", words::percent(all.pass_through));
  text += fmt::format(". If it stops, {} of their output is lost where no stock helps", words::percent(all.outage));
  if (all.over_time) text += fmt::format(", and {} {} with today's stocks", words::percent(all.over_time), view.later);
  return text + '.';
}

std::string materials_text(const ExposeView& view, const std::vector<std::size_t>& rows, const RenderOptions& options) {
  const auto tables = material_tables(view.found, *view.subject.network, rows);
  if (tables.empty()) return {};
  std::string text = '\n' + wrap(fmt::format("by material, as much of it as is dug for a tonne used, face value → {}:",
                                             view.has_origins ? "all tiers" : "passed"),
                                 options.width, 2);
  for (const TextTable& table : tables) text += '\n' + render(table, options);
  return text;
}

std::string stages_text(const ExposeView& view, const RenderOptions& options) {
  const TextTable table = stage_table(view.found.stages, *view.subject.network);
  if (table.rows.empty()) return {};
  return '\n' +
         wrap(
             "where products are made, and where they come from through all tiers, by mass: the largest share, and the "
             "concentration of all (Herfindahl–Hirschman, 10,000 where all is one country's)",
             options.width, 2) +
         '\n' + render(table, options);
}

ExposeView view_of(const Dependence& found, const ExposeSubject& subject) {
  constexpr double rounding = 1e-9;
  const auto& exposures = found.exposures.exposures;
  const auto& supply = found.exposures.supply.targets;
  const auto has_origin = [](const Exposure& exposure) { return exposure.look_through.has_value(); };
  const auto is_unknown = [](const TargetSupply& target) { return target.unattributed.value_or(0) > rounding; };
  ExposeView view{.found = found,
                  .subject = subject,
                  .set = words::set_of(subject.from),
                  .has_origins = std::any_of(exposures.begin(), exposures.end(), has_origin),
                  .has_unknown = std::any_of(supply.begin(), supply.end(), is_unknown),
                  .targets = exposures.size()};
  if (found.over_time) view.later = fmt::format("after {:.3g} months", found.over_time->until.count());
  return view;
}

}  // namespace

std::string to_text(const Dependence& found, const ExposeSubject& subject, const RenderOptions& options,
                    std::size_t most) {
  const ExposeView view = view_of(found, subject);
  auto rows = most_dependent_first(view);
  rows.resize(std::min(view.targets, most));
  std::string text = wrap(head_of(view), options.width, 0) + '\n' + render(target_table(view, rows), options);
  if (rows.size() < view.targets) text += fmt::format("and {} more\n", view.targets - rows.size());
  text += '\n' + wrap(legend_of(view), options.width, 2) + gaps_text(view, options.width) +
          materials_text(view, rows, options) + stages_text(view, options);
  const std::string together = together_text(view);
  return together.empty() ? text : text + '\n' + wrap(together, options.width, 0);
}

}  // namespace ytterby
