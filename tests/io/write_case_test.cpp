// SPDX-License-Identifier: Apache-2.0
/// @file  Writing cases and scenarios: what the files say, and that nothing is left of what was refused.
#include "ytterby/io/write_case.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <filesystem>
#include <iterator>
#include <string>

#include "support/case_folder.hpp"
#include "ytterby/core/error.hpp"

namespace {

using namespace ytterby;  // NOLINT(google-build-using-namespace): the subject of the file
using test::TemporaryFolder;

/// A mine and a plant under a licence, with notes on nodes.
Case small_case() {
  Case whole{.name = "small"};
  Network& network = whole.network;
  network.add({.name = "Mine", .product = "Ore", .capacity = 20_t_per_mo, .stock = 30_t});
  network.add({.name = "Plant, south", .product = "Magnet", .demand = 10_t_per_mo});
  network.add(Input{.node = NodeId{1}, .product = "Ore"});
  network.add(Office{.name = "MOFCOM"});
  network.add(Lane{.name = "Ore", .office = OfficeId{0}, .review = 1.5_mo});
  network.add(Edge{.from = NodeId{0}, .to = NodeId{1}, .lane = LaneId{0}, .flow = Flow{0.1}});
  whole.node_notes = {.columns = {"source"}, .rows = {{"said \"so\""}, {""}}};
  return whole;
}

std::size_t entries_in(const std::filesystem::path& folder) {
  return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator{folder}, {}));
}

/// The case is refused with that message, and no trace of it is left.
template <class Refusal>
void check_refusal(const Case& whole, const char* message) {
  const TemporaryFolder folder;
  CHECK_THROWS_WITH_AS(write_case(whole, folder.path() / "small"), message, Refusal);
  CHECK(entries_in(folder.path()) == 0);
}

TEST_CASE("tables are written plainly with quotes only where needed") {
  const TemporaryFolder folder;
  write_case(small_case(), folder.path() / "small");
  CHECK(folder.read("small/nodes.csv") ==
        "node,site,product,stage,country,capacity_t_per_month,stock_t,demand_t_per_month,output_usd_per_t,priority,"
        "minimum_share,source\n"
        "Mine,,Ore,,,20,30,0,0,0,0,\"said \"\"so\"\"\"\n"
        "\"Plant, south\",,Magnet,,,,0,10,0,0,0,\n");
  CHECK(folder.read("small/inputs.csv") == "node,product,t_per_t,stock_t,essential\n\"Plant, south\",Ore,1,0,1\n");
  CHECK(folder.read("small/edges.csv") ==
        "from,to,flow_t_per_month,capacity_t_per_month,lead_months,lane\nMine,\"Plant, south\",0.1,,0,Ore\n");
  CHECK(folder.read("small/lanes.csv") ==
        "lane,office,t_per_licence,review_months,approval,refile_months,priority,valid_months,volume_t,"
        "controlled,returned,correction_months,restocking\n"
        "Ore,MOFCOM,,1.5,1,,0,,,1,0,0,1\n");
  CHECK(folder.read("small/offices.csv") == "office,country,licences_per_month\nMOFCOM,,\n");
}

TEST_CASE("files that may be missing are not written empty") {
  Case whole = small_case();
  whole.network.edges[EdgeId{0}].lane = no_lane;
  whole.network.lanes = {};
  whole.network.offices = {};
  const TemporaryFolder folder;
  write_case(whole, folder.path() / "small");
  CHECK(entries_in(folder.path() / "small") == 3);
}

TEST_CASE("a scenario is written in the words of its file") {
  const Scenario scenario{
      .name = "Licences \"stop\"",
      .start = std::chrono::year{2025} / 4 / 4,
      .horizon = 24_mo,
      .targets = {.stage = {"end_use", "assembly"}, .country = {"USA"}},
      .events = {{.at = Date{std::chrono::year{2025} / 4 / 4},
                  .until = 6.5_mo,
                  .on = {.from = NodeFilter{.node = {"Mine"}}, .to = NodeFilter{.country = {"USA"}}},
                  .set = {{Lever::flow, 0}, {Lever::capacity, 0.1}},
                  .ramp_in = 0.25_mo},
                 {.at = 0_mo, .on = {.office = {"MOFCOM"}}, .scale = {{Lever::licences_per_month, 0.5}}}}};
  const TemporaryFolder folder;
  write_scenario(scenario, folder.path() / "stop.toml");
  CHECK(folder.read("stop.toml") == R"(name = "Licences \"stop\""
start = 2025-04-04
horizon_months = 24
targets = { stage = ["end_use", "assembly"], country = "USA" }

[policy]
rationing = "proportional"
tau_months = 1
resourcing = false

[[event]]
at = 2025-04-04
until = 6.5
on = { from = "Mine", to = { country = "USA" } }
set = { flow = 0, capacity = 0.1 }
ramp_in_months = 0.25

[[event]]
after_months = 0
on = { office = "MOFCOM" }
scale = { licences_per_month = 0.5 }
)");
  CHECK(entries_in(folder.path()) == 1);
}

TEST_CASE("what exists already is not touched") {
  const TemporaryFolder folder;
  folder.write("small/note", "mine");
  folder.write("stop.toml", "mine");
  const auto in_folder = [&](const char* name) { return (folder.path() / name).string(); };
  CHECK_THROWS_WITH_AS(write_case(small_case(), folder.path() / "small"),
                       (in_folder("small") + ": exists already, expected a new name").c_str(), Error);
  CHECK_THROWS_WITH_AS(write_scenario({}, folder.path() / "stop.toml"),
                       (in_folder("stop.toml") + ": exists already, expected a new name").c_str(), Error);
  CHECK(entries_in(folder.path()) == 2);
  CHECK(entries_in(folder.path() / "small") == 1);
  CHECK(folder.read("stop.toml") == "mine");
}

TEST_CASE("a folder that is not there cannot be written to") {
  const TemporaryFolder folder;
  CHECK_THROWS_AS(write_case(small_case(), folder.path() / "no" / "small"), Error);
  CHECK_THROWS_AS(write_scenario({}, folder.path() / "no" / "stop.toml"), Error);
  CHECK(entries_in(folder.path()) == 0);
}

TEST_CASE("a network with faults is not written") {
  Case whole = small_case();
  whole.network.nodes[NodeId{0}].stock = Mass{-5};
  check_refusal<InvalidNetwork>(whole, "network: node 'Mine', stock: found -5 t, expected 0 t or more");
}

TEST_CASE("a scenario that no file can say is not written") {
  Case whole = small_case();
  whole.scenarios["two kinds"] = {
      .name = "Two kinds", .events = {{.on = {.lane = {"Ore"}, .office = {"MOFCOM"}}, .set = {{Lever::priority, 1}}}}};
  check_refusal<InvalidScenario>(whole,
                                 "scenario 'Two kinds':10: event 1, on: found keys of lanes and offices together, "
                                 "expected keys of one kind");
}

TEST_CASE("a scenario's key is a file name") {
  Case whole = small_case();
  whole.scenarios["../escape"] = {};
  check_refusal<Error>(whole, "scenario key '../escape': expected a file's name");
  whole.scenarios = {{"", {}}};
  check_refusal<Error>(whole, "scenario key '': expected a file's name");
}

TEST_CASE("notes that do not fit their table are not written") {
  Case whole = small_case();
  whole.node_notes.rows.pop_back();
  check_refusal<Error>(whole, "notes of nodes.csv: found 1 rows, expected 2");
  whole.node_notes.rows = {{"a"}, {"b", "c"}};
  check_refusal<Error>(whole, "notes of nodes.csv: found a row of 2 cells, expected 1");
  whole.node_notes = {.columns = {"stock_t"}, .rows = {{"1"}, {"2"}}};
  check_refusal<Error>(whole, "notes of nodes.csv: found column 'stock_t' again, expected a name of its own");
  whole.node_notes = {.columns = {"a", "a"}, .rows = {{"1", "2"}, {"3", "4"}}};
  check_refusal<Error>(whole, "notes of nodes.csv: found column 'a' again, expected a name of its own");
  whole.node_notes = {.columns = {""}, .rows = {{"1"}, {"2"}}};
  check_refusal<Error>(whole, "notes of nodes.csv: found a column without a name, expected a name");
}

TEST_CASE("a text that could not be read back is not written") {
  Case whole = small_case();
  whole.network.nodes[NodeId{0}].country = "\xe4";
  const TemporaryFolder folder;
  CHECK_THROWS_AS(write_case(whole, folder.path() / "small"), Error);
  CHECK(entries_in(folder.path()) == 0);
}

}  // namespace
