// SPDX-License-Identifier: Apache-2.0
/// @file  Who depends on a set, for people.
#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <vector>

#include "report/expose_words.hpp"
#include "report/stage_table.hpp"
#include "report/words.hpp"
#include "ytterby/report/expose_results.hpp"

namespace ytterby {

namespace {

constexpr std::size_t materials_in_a_table = 6;

std::size_t count_of(const Dependence& found) { return found.outage.targets.size(); }

std::string head_of(const Dependence& found, const ExposeSubject& subject) {
  const std::string set = words::set_of(subject.from);
  const std::size_t targets = count_of(found);
  return fmt::format("{}, {}: how much of what {} target{} use{} depends on {}, by {}{}", subject.case_name,
                     words::title_of(subject.scenario), targets, targets == 1 ? "" : "s", targets == 1 ? "s" : "", set,
                     subject.measure == Measure::value ? "value" : "mass",
                     subject.asked_for ? "" : "; no set was asked for, and most of it is from there");
}

/// Those that depend most first, by origin, or else by what passed.
std::vector<std::size_t> most_dependent_first(const Dependence& found) {
  const auto size = [&](std::size_t target) {
    const Exposure& exposure = found.exposures.exposures[target];
    const auto share = exposure.look_through ? exposure.look_through : exposure.pass_through;
    return share ? std::round(1e9 * *share) : -1;  // what differs by rounding alone keeps its order
  };
  std::vector<std::size_t> order(count_of(found));
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return size(a) > size(b); });
  return order;
}

std::string later(const Dependence& found) {
  return fmt::format("after {:.3g} months", found.over_time->until.count());
}

TextTable target_table(const Dependence& found, const ExposeSubject& subject, const std::vector<std::size_t>& rows) {
  const FrozenNetwork& network = *subject.network;
  TextTable table;
  table.headings = {{"target", Align::left},         {"t/month", Align::right}, {"face value", Align::right},
                    {"all tiers", Align::right},     {"hidden", Align::right},  {"passed through", Align::right},
                    {"without stocks", Align::right}};
  if (found.over_time) table.headings.push_back({later(found), Align::right});
  table.rows.reserve(rows.size());
  for (const std::size_t t : rows) {
    const Exposure& exposure = found.exposures.exposures[t];
    const Tone tone = words::dependence(exposure.look_through ? exposure.look_through : exposure.pass_through);
    table.rows.push_back({{std::string(network.name(exposure.target)), tone},
                          {words::amount(network.demand(exposure.target).value), tone},
                          {words::percent(exposure.face_value), tone},
                          {words::percent(exposure.look_through), tone},
                          {words::percent(exposure.hidden), tone},
                          {words::percent(exposure.pass_through), tone},
                          {words::percent(found.outage.targets[t].lost), tone}});
    if (!found.over_time) continue;
    table.rows.back().push_back(
        {words::percent(lost_after(found.over_time->targets[t], found.over_time->until)), tone});
  }
  return table;
}

std::string legend_of(const Dependence& found, const ExposeSubject& subject) {
  const std::string set = words::set_of(subject.from);
  const bool has_origins = std::any_of(found.exposures.exposures.begin(), found.exposures.exposures.end(),
                                       [](const Exposure& exposure) { return exposure.look_through.has_value(); });
  std::string text = fmt::format("face value: from {} by direct supply; ", set);
  text += has_origins
              ? fmt::format(
                    "all tiers: of an origin there; hidden: by how much that is more, below 0 where what others "
                    "dig is worked up there; passed through: at any tier; ")
              : "nothing has its origin in a shipment; passed through: at any tier; ";
  text += fmt::format("without stocks: output lost if {} stops and no stock helps", set);
  if (found.over_time) text += fmt::format("; {}: with today's stocks", later(found));
  return text;
}

TextTable material_table(const Dependence& found, const FrozenNetwork& network, const std::vector<std::size_t>& rows,
                         std::size_t first, std::size_t last) {
  TextTable table;
  table.headings = {{"target", Align::left}};
  for (std::size_t m = first; m < last; ++m) table.headings.push_back({found.materials[m].raw_product, Align::right});
  for (const std::size_t t : rows) {
    std::vector<TableCell> cells = {{std::string(network.name(found.outage.targets[t].target))}};
    bool any = false;
    for (std::size_t m = first; m < last; ++m) {
      const Exposure& exposure = found.materials[m].targets[t];
      any = any || exposure.face_value;
      const auto other = exposure.look_through ? exposure.look_through : exposure.pass_through;
      cells.push_back({exposure.face_value
                           ? fmt::format("{} → {}", words::percent(exposure.face_value), words::percent(other))
                           : "",
                       words::dependence(other)});
    }
    if (any) table.rows.push_back(std::move(cells));
  }
  return table;
}

std::string materials_text(const Dependence& found, const FrozenNetwork& network, const std::vector<std::size_t>& rows,
                           const RenderOptions& options) {
  if (found.materials.empty()) return {};
  const bool has_origins = std::any_of(found.materials.front().targets.begin(), found.materials.front().targets.end(),
                                       [](const Exposure& exposure) { return exposure.look_through.has_value(); });
  std::string text = fmt::format("\nby material, face value → {}:\n", has_origins ? "all tiers" : "passed through");
  for (std::size_t first = 0; first < found.materials.size(); first += materials_in_a_table) {
    const std::size_t last = std::min(first + materials_in_a_table, found.materials.size());
    text += '\n' + render(material_table(found, network, rows, first, last), options);
  }
  return text;
}

std::string stages_text(const Dependence& found, const FrozenNetwork& network, const RenderOptions& options) {
  const TextTable table = stage_table(found.stages, network);
  if (table.rows.empty()) return {};
  return "\nwhere products are made, and from where they come through all tiers, by mass; the largest share,\n"
         "and concentration (Herfindahl–Hirschman, 10,000 if all is one country's):\n\n" +
         render(table, options);
}

/// All of it in a sentence.
std::string together_text(const Dependence& found, const ExposeSubject& subject) {
  const JointExposure all = joint_exposure(found);
  const std::string set = words::set_of(subject.from);
  std::string text =
      fmt::format("Of what all targets use, weighed by {}, ", subject.measure == Measure::value ? "dollars" : "tonnes");
  if (!all.face_value) return {};
  text += all.look_through ? fmt::format("{} is from {} at face value, {} through all tiers, and {} passed through it",
                                         words::percent(all.face_value), set, words::percent(all.look_through),
                                         words::percent(all.pass_through))
                           : fmt::format("{} comes through {} directly, {} at any tier", words::percent(all.face_value),
                                         set, words::percent(all.pass_through));
  text += fmt::format(". If it stops, {} of their output is lost without stocks", words::percent(all.outage));
  if (all.over_time) text += fmt::format(", {} {} with today's", words::percent(all.over_time), later(found));
  return text + '.';
}

}  // namespace

std::string to_text(const Dependence& found, const ExposeSubject& subject, const RenderOptions& options,
                    std::size_t most) {
  const FrozenNetwork& network = *subject.network;
  auto rows = most_dependent_first(found);
  const std::size_t all = rows.size();
  rows.resize(std::min(all, most));
  std::string text =
      wrap(head_of(found, subject), options.width, 0) + '\n' + render(target_table(found, subject, rows), options);
  if (rows.size() < all) text += fmt::format("and {} more\n", all - rows.size());
  text += '\n' + wrap(legend_of(found, subject), options.width, 2);
  text += materials_text(found, network, rows, options);
  text += stages_text(found, network, options);
  const std::string together = together_text(found, subject);
  return together.empty() ? text : text + '\n' + wrap(together, options.width, 0);
}

}  // namespace ytterby
