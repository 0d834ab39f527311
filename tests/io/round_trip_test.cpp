// SPDX-License-Identifier: Apache-2.0
/// @file  What is written reads back equal, to the last bit and blank.
#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include "support/case_folder.hpp"
#include "ytterby/io/read_case.hpp"
#include "ytterby/io/write_case.hpp"

namespace {

using namespace ytterby;  // NOLINT(google-build-using-namespace): the subject of the file
using test::TemporaryFolder;

/// A case whose texts are as awkward as CSV and TOML allow, and whose numbers need all 17 digits.
class AwkwardCase {
 public:
  explicit AwkwardCase(std::uint32_t seed) : random_(seed) {}

  Case make() {
    whole_.name = "case";
    add_nodes();
    add_licences();
    add_edges();
    whole_.node_notes = notes(whole_.network.nodes.size());
    whole_.input_notes = notes(whole_.network.inputs.size());
    whole_.edge_notes = notes(whole_.network.edges.size());
    whole_.lane_notes = notes(whole_.network.lanes.size());
    whole_.office_notes = notes(whole_.network.offices.size());
    add_special_days();
    whole_.special_day_notes = notes(whole_.network.special_days.size());
    for (auto left = below(3); left > 0; --left) whole_.scenarios["key " + std::to_string(left)] = scenario();
    return std::move(whole_);
  }

 private:
  std::size_t below(std::size_t end) { return random_() % end; }
  bool perhaps() { return below(2) == 0; }

  std::string text() {
    static const std::vector<std::string> pieces{"a",    "Z",    " ",  ",",  "\"", "\"\"", "\n",          "\r\n", "\r",
                                                 "\t",   "'",    "#",  "\\", "å",  "希",   "→",           "0",    "=",
                                                 "\x7f", "\x01", "[]", "{",  "}",  "\\u",  "\xef\xbb\xbf"};
    std::string text;
    for (auto left = below(6); left > 0; --left) text += pieces[below(pieces.size())];
    return text;
  }
  std::string new_name() {
    std::string name = text();
    while (name.empty() || !names_.insert(name).second) name += text() + "x";
    return name;
  }

  /// From 1e-30 to 1e30, and now and then 0 or the extremes.
  Months lane_time() { return std::min(Months{number()}, Months{1e6}); }  // longer ones are refused
  double number() {
    if (below(8) == 0)
      return std::vector{0.0, 1.0, 0.1, 5e-324, 1.7976931348623157e308, 1e16, 123456789012345678.0}[below(7)];
    const double digits =
        static_cast<double>(random_()) / 4294967296.0 + static_cast<double>(random_()) / 1.8446744073709552e19;
    return digits * std::pow(10.0, static_cast<double>(below(61)) - 30.0);
  }
  double share() { return static_cast<double>(random_()) / 4294967295.0; }
  double above_zero() { return number() + 1e-300; }
  template <class Q>
  Q limit() {
    return perhaps() ? unlimited<Q> : Q{number()};
  }

  void add_nodes() {
    const auto count = below(8);
    for (std::size_t i = 0; i < count; ++i) {
      products_.push_back(text() + "p");
      whole_.network.add(Node{.name = new_name(),
                              .site = text(),
                              .product = products_.back(),
                              .stage = text(),
                              .country = text(),
                              .capacity = limit<Flow>(),
                              .stock = {number()},
                              .demand = {number()},
                              .output_value = {number()},
                              .priority = perhaps() ? number() : -number(),
                              .minimum_share = share()});
    }
  }

  void add_licences() {
    for (auto left = below(3); left > 0; --left) {
      whole_.network.add(Office{.name = new_name(), .country = text(), .licences_per_month = limit<LicenceRate>()});
    }
    if (whole_.network.offices.empty()) return;
    for (auto left = below(4); left > 0; --left) {
      const auto office = id_at<OfficeId>(below(whole_.network.offices.size()));
      const bool is_counted = !is_unlimited(whole_.network.offices[office].licences_per_month);
      Lane lane{.name = new_name(),
                .office = office,
                .t_per_licence = is_counted ? Mass{above_zero()} : unlimited<Mass>,
                .review = lane_time(),
                .approval = share(),
                .priority = number(),
                .volume = limit<Mass>()};
      if (perhaps()) lane.refile = lane_time();
      if (perhaps()) lane.valid = lane_time();
      if (perhaps()) lane.controlled = share();
      if (perhaps()) lane.returned = share() / 2;
      if (perhaps()) lane.correction = lane_time();
      if (perhaps()) lane.restocking = share();
      whole_.network.add(lane);
    }
  }

  void add_special_days() {
    std::set<std::pair<std::string, Date>> days;
    for (auto left = below(4); left > 0; --left) {
      const SpecialDay day{.country = text() + "c", .date = date(), .working = perhaps()};
      if (days.emplace(day.country, day.date).second) whole_.network.add(day);
    }
  }

  /// Edges at random, and the inputs that they feed.
  void add_edges() {
    Network& network = whole_.network;
    const auto nodes = network.nodes.size();
    std::set<std::tuple<NodeId, NodeId, LaneId>> edges;
    std::set<std::tuple<NodeId, std::string>> inputs;
    for (auto left = nodes == 0 ? 0 : below(20); left > 0; --left) {
      const auto from = id_at<NodeId>(below(nodes)), to = id_at<NodeId>(below(nodes));
      const auto lane = network.lanes.empty() || perhaps() ? no_lane : id_at<LaneId>(below(network.lanes.size()));
      if (!edges.insert({from, to, lane}).second) continue;
      network.add(Edge{.from = from,
                       .to = to,
                       .lane = lane,
                       .flow = {number()},
                       .capacity = limit<Flow>(),
                       .lead_time = Months{number()}});
      const auto& product = network.nodes[from].product;
      if (!inputs.insert({to, product}).second) continue;
      network.add(
          Input{.node = to, .product = product, .t_per_t = above_zero(), .stock = {number()}, .essential = share()});
    }
  }

  Notes notes(std::size_t rows) {
    Notes notes;
    // A table without rows or columns of its own is not written: no notes without rows.
    for (auto left = rows == 0 ? 0 : below(3); left > 0; --left) notes.columns.push_back(new_name());
    if (notes.columns.empty()) return notes;
    for (std::size_t row = 0; row < rows; ++row) {
      auto& cells = notes.rows.emplace_back();
      for (std::size_t i = 0; i < notes.columns.size(); ++i) cells.push_back(text());
    }
    return notes;
  }

  std::vector<std::string> labels() {
    std::vector<std::string> labels;
    for (auto left = below(3); left > 0; --left) labels.push_back(text());
    return labels;
  }
  NodeFilter filter() {
    return {.node = labels(), .site = labels(), .product = labels(), .stage = labels(), .country = labels()};
  }
  Date date() { return Date{std::chrono::days{static_cast<int>(below(40'000))}}; }

  Scenario scenario() {
    Scenario scenario{.name = text(), .targets = filter()};
    if (perhaps()) scenario.start = date();
    if (perhaps()) scenario.horizon = Months{above_zero()};
    scenario.policy = {
        .rationing = static_cast<Rationing>(below(5)), .tau = Months{above_zero()}, .resourcing = perhaps()};
    for (auto left = below(4); left > 0; --left) add_event(scenario);
    return scenario;
  }

  /// It may have a name, and wait for those before it.
  void add_event(Scenario& scenario) {
    std::vector<std::string> known;
    for (const Event& other : scenario.events)
      if (!other.name.empty()) known.push_back(other.name);
    Event event = this->event(scenario.start);
    if (!known.empty() && perhaps() && std::holds_alternative<Months>(event.at))
      event.after = known[below(known.size())];
    if (!known.empty() && perhaps()) event.only_if = {known[below(known.size())]};
    if (perhaps()) event.unless = known;
    event.happens = perhaps();
    if (event.until && perhaps()) {
      event.until = {};
      event.lasts = Months{number()};
    }
    const std::string name = text() + std::to_string(known.size());
    if (perhaps() && std::find(known.begin(), known.end(), name) == known.end()) event.name = name;
    if (!event.name.empty() && below(4) == 0) {  // an announcement
      event.on = {};
      event.set = event.scale = {};
      event.ramp_in = event.ramp_out = {};
    }
    scenario.events.push_back(std::move(event));
  }

  Event event(const std::optional<Date>& start) {
    Event event;
    event.at = Months{number()};
    if (start && perhaps()) event.at = date();
    if (perhaps()) {
      if (const auto* from = std::get_if<Date>(&event.at)) {
        event.until = *from + std::chrono::days{static_cast<int>(below(1000))};
      } else {
        event.until = std::max(std::get<Months>(event.at), Months{number()});
      }
      event.ramp_out = Months{number()};
    }
    event.ramp_in = Months{number()};
    choose_target(event);
    return event;
  }

  void choose_target(Event& event) {
    switch (below(5)) {
      case 0:
        event.on.nodes = filter();
        event.on.nodes.product.push_back(text());
        event.set = {{Lever::stock, number()}, {Lever::priority, -number()}, {Lever::minimum_share, share()}};
        break;
      case 1:
        event.on = {.nodes = filter(), .input = {text()}};
        event.scale = {{Lever::t_per_t, above_zero()}, {Lever::essential, number()}};
        break;
      case 2:
        event.on.from = filter();
        if (perhaps()) event.on.to = NodeFilter{.node = {text(), text()}};
        event.set = {{Lever::lead_time, number()}};
        event.scale = {{Lever::flow, number()}, {Lever::capacity, number()}};
        break;
      case 3:
        event.on.lane = {text(), text()};
        event.set = {{Lever::volume, number()}, {Lever::approval, share()}, {Lever::t_per_licence, above_zero()}};
        break;
      default: event.on.office = {text()}; event.set = {{Lever::licences_per_month, number()}};
    }
  }

  std::mt19937 random_;
  Case whole_ = {};
  std::set<std::string> names_ = {"node", "product", "from", "to", "lane", "office", "country", "date"};
  std::vector<std::string> products_ = {};
};

Case written_and_read(const Case& whole) {
  const TemporaryFolder folder;
  write_case(whole, folder.path() / whole.name);
  return read_case(folder.path() / whole.name);
}

TEST_CASE("awkward cases read back equal") {
  for (std::uint32_t seed = 1; seed <= 200; ++seed) {
    CAPTURE(seed);
    const auto whole = AwkwardCase{seed}.make();
    const auto again = written_and_read(whole);
    CHECK(again.network == whole.network);
    CHECK(again.scenarios == whole.scenarios);
    CHECK(again == whole);  // and the notes
  }
}

TEST_CASE("a case that is read and written again does not change") {
  const test::CaseFolder folder;
  folder.write("edges.csv",
               "source,from,to,flow_t_per_month\n"
               "\"first, \"\"second\"\"\r\nthird\",Mine,Plant,0.30000000000000004\n");
  folder.write("scenarios/stop.toml",
               "[[event]]\nafter_months = 0\non = { from = \"Mine\" }\nset = { capacity = 0 }\n");
  Case whole = read_case(folder.path());
  CHECK(whole.network.edges[EdgeId{0}].flow == Flow{0.30000000000000004});
  CHECK(written_and_read(whole) == whole);
}

TEST_CASE("empty tables with notes keep the names of their notes") {
  Case whole{.name = "case"};
  whole.node_notes.columns = {"source"};
  whole.lane_notes.columns = {"source", "assumption"};
  CHECK(written_and_read(whole) == whole);
}

}  // namespace
