// SPDX-License-Identifier: Apache-2.0
/// @file  The least licences of an office for people.
#include <fmt/chrono.h>
#include <fmt/format.h>

#include <optional>
#include <vector>

#include "report/words.hpp"
#include "ytterby/report/need_results.hpp"

namespace ytterby {

namespace {

/// A rate in licences, in tonnes at the usual mix of lanes, and as a share of the usual.
void add_rate(std::vector<TableCell>& row, const std::string& head, LicenceRate rate, const LeastLicences& least) {
  const bool traded = least.usual.value > 0;
  row.push_back({head + words::amount(rate.value)});
  row.push_back({traded ? head + words::amount(rate.value / least.usual.value * least.usual_trade.value) : "–"});
  row.push_back({traded ? fmt::format("{}{:.0f} %", head, 100 * (rate / least.usual)) : "–"});
}

void add_need(std::vector<TableCell>& row, Need need, std::optional<LicenceRate> enough, LicenceRate not_enough,
              const LeastLicences& least) {
  if (need == Need::none) {
    add_rate(row, "", {}, least);
  } else if (need == Need::some && enough) {
    add_rate(row, "", *enough, least);
  } else {
    add_rate(row, "> ", not_enough, least);
  }
}

std::string months_of(std::optional<Months> last) {
  return last ? fmt::format("{:.3g} months", last->count()) : "for ever";
}

std::string words_of(Rivals rivals) {
  return rivals == Rivals::ignored ? "at best, all to the targets" : "at best, today's contracts";
}

TextTable table_of(const LeastLicences& least) {
  TextTable table;
  table.headings = {{"how", Align::left},
                    {"to last", Align::right},
                    {"licences a month", Align::right},
                    {"t a month", Align::right},
                    {"of the usual", Align::right}};
  const SimulatedNeed& simulated = least.simulated;
  table.rows.push_back({{"simulated"}, {months_of(least.horizon)}});
  add_need(table.rows.back(), simulated.need, simulated.enough, simulated.not_enough, least);
  for (const BestCaseNeed& need : least.at_best) {
    table.rows.push_back({{words_of(need.rivals)}, {months_of(need.last)}});
    add_need(table.rows.back(), need.need, need.enough, need.not_enough, least);
  }
  return table;
}

std::string listed(const std::vector<NodeId>& nodes, const FrozenNetwork& network) {
  return words::listed(words::names_of(nodes, network), 6);
}

std::string remarks_of(const LeastLicences& least, const FrozenNetwork& network, std::size_t width) {
  std::string text;
  const auto remark = [&](const std::string& words) { text += wrap(words, width, 2); };
  const SimulatedNeed& simulated = least.simulated;
  if (!simulated.short_anyway.empty())
    remark(fmt::format("not asked about, as no number of licences keeps them from running short when simulated: {}",
                       listed(simulated.short_anyway, network)));
  if (!simulated.monotone)
    remark(
        "simulated: some lower rates are enough as well, and some between are not; above this one all that were "
        "looked at are");
  for (const BestCaseNeed& need : least.at_best) {
    const std::string which = fmt::format("{}, {}", words_of(need.rivals), months_of(need.last));
    if (!need.set_aside.empty())
      remark(fmt::format("{}: without {}, which no number of licences lets last so long: {}", which,
                         listed(need.set_aside, network), need.reason));
    else if (need.need == Need::out_of_reach)
      remark(fmt::format("{}: no number of licences is enough: {}", which, need.reason));
  }
  return text.empty() ? text : '\n' + text;
}

}  // namespace

std::string to_text(const LeastLicences& least, const NeedSubject& subject, const RenderOptions& options) {
  const FrozenNetwork& network = *subject.network;
  const std::string& office = network.office(least.office).name;
  std::string text =
      wrap(fmt::format("{}, {}{}: licences a month of {} with which no target runs short; usual are {}, for {} t",
                       subject.case_name, words::title_of(subject.scenario),
                       subject.scenario.start ? fmt::format(" from {:%F}", *subject.scenario.start) : "", office,
                       words::amount(least.usual.value), words::amount(least.usual_trade.value)),
           options.width, 0);
  text += '\n' + render(table_of(least), options);
  std::string legend = "t a month: at the usual mix of lanes";
  if (!least.at_best.empty()) legend += "; at best, all to the targets: nobody can do with less";
  if (least.usual.value > 0) text += '\n' + wrap(legend, options.width, 2);
  return text + remarks_of(least, network, options.width);
}

}  // namespace ytterby
