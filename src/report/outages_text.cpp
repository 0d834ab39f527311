// SPDX-License-Identifier: Apache-2.0
/// @file  Outages of single nodes as a ranking for people.
#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "report/words.hpp"
#include "ytterby/report/outage_results.hpp"

namespace ytterby {

namespace {

std::string time_cell(const NodeOutage& outage) {
  if (outage.lasting == Lasting::at_once) return "at once";
  if (!outage.months) return "lasts";
  return (outage.upper == outage.months || outage.proven ? "" : "≥ ") + words::months(outage.months);
}

std::string value_cell(const NodeOutage& outage) { return outage.value ? words::amount(outage.value->value) : "–"; }

Tone tone_of(const NodeOutage& outage) {
  if (outage.lasting == Lasting::at_once) return words::urgency(Months{0});
  return words::urgency(outage.months);
}

std::string undisturbed_of(const NodeOutage& none) {
  if (none.lasting == Lasting::for_ever) return {};
  const std::string time =
      none.lasting == Lasting::at_once ? "short at once" : fmt::format("time to survive {}", time_cell(none));
  return fmt::format("; without any outage: {}, {} t and {} $ unserved in {} months", time,
                     words::amount(none.unserved.value), value_cell(none), words::months(none.recovery));
}

std::string head_of(const Outages& outages, const OutageSubject& subject) {
  return fmt::format("{}, {}: each node out by itself, with all that others make free to go to the targets{}",
                     subject.case_name, subject.scenario.name.empty() ? "baseline" : subject.scenario.name,
                     undisturbed_of(outages.undisturbed));
}

TextTable table_of(const Outages& outages, const FrozenNetwork& network, const std::vector<std::size_t>& rows) {
  TextTable table;
  table.headings = {{"node", Align::left},        {"to survive", Align::right}, {"to recover", Align::right},
                    {"unserved t", Align::right}, {"unserved $", Align::right}, {"risk exposure", Align::right},
                    {"exposed", Align::left}};
  for (const std::size_t i : rows) {
    const NodeOutage& outage = outages.outages[i];
    const Tone tone = tone_of(outage);
    table.rows.push_back({{std::string(network.name(outage.node)), tone},
                          {time_cell(outage), tone},
                          {words::months(outage.recovery), tone},
                          {words::amount(outage.unserved.value), tone},
                          {value_cell(outage), tone},
                          {fmt::format("{:.3f}", outage.risk_exposure), tone},
                          {outage.exposed ? "yes" : "", tone}});
  }
  return table;
}

std::string notes_of(const Outages& outages, std::size_t width) {
  std::string text;
  for (const std::string& note : outages.notes) text += wrap("note: " + note, width, 2);
  return text;
}

/// " for the model without lead times", where notes say that they count as none.
std::string model_of(const Outages& outages) {
  std::vector<std::string> left_out;
  for (const char* const times : {"lead times", "review times"}) {
    const bool noted = std::any_of(outages.notes.begin(), outages.notes.end(), [&](const std::string& note) {
      return note.find(std::string("with ") + times + ", which count as none") != std::string::npos;
    });
    if (noted) left_out.emplace_back(times);
  }
  return left_out.empty() ? "" : " for the model without " + words::listed(left_out, 2);
}

std::string rest_of(const Outages& outages, std::size_t ending, std::size_t shown) {
  const auto& all = outages.outages;
  const auto exposed = std::count_if(all.begin(), all.end(), [](const NodeOutage& outage) { return outage.exposed; });
  const auto doubtful = std::count_if(all.begin(), all.end(), [](const NodeOutage& outage) { return !outage.proven; });
  std::string text;
  if (ending < all.size())
    text += fmt::format("Not shown, as they can be done without for ever: {}. ", all.size() - ending);
  text += fmt::format("Of {} nodes {} take longer to recover than targets survive.", all.size(), exposed);
  if (shown < ending) text = fmt::format("And {} more. ", ending - shown) + text;
  return text + (doubtful == 0
                     ? fmt::format(" All of it is proved{}: plans and prices agree.", model_of(outages))
                     : fmt::format(" Of {} it is not proved that none lasts longer or loses less.", doubtful));
}

}  // namespace

std::string to_text(const Outages& outages, const OutageSubject& subject, const RenderOptions& options,
                    std::size_t most) {
  auto rows = rank(outages.outages);
  std::erase_if(rows, [&](std::size_t i) { return outages.outages[i].lasting == Lasting::for_ever; });
  const std::size_t ending = rows.size();
  rows.resize(std::min(ending, most));
  const std::string legend = fmt::format(
      "unserved: least until the node is back, for t and for $ each by the allocation best for it; risk "
      "exposure: {} unserved over those of the worst outage",
      outages.by_value ? "$" : "t");
  return wrap(head_of(outages, subject), options.width, 0) + '\n' +
         render(table_of(outages, *subject.network, rows), options) + '\n' + wrap(legend, options.width, 2) +
         notes_of(outages, options.width) + '\n' + wrap(rest_of(outages, ending, rows.size()), options.width, 0);
}

}  // namespace ytterby
