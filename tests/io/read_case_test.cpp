// SPDX-License-Identifier: Apache-2.0
/// @file  What a case folder says is what is read.
#include "ytterby/io/read_case.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>

#include "support/case_folder.hpp"
#include "ytterby/core/error.hpp"

namespace {

using namespace ytterby;  // NOLINT(google-build-using-namespace): the subject of the file
using test::CaseFolder;

Network mine_and_plant() {
  Network network;
  const auto mine = network.add({.name = "Mine", .product = "Ore", .stage = "mine", .country = "CHN", .stock = 30_t});
  const auto plant = network.add({.name = "Plant",
                                  .product = "Magnet",
                                  .stage = "end_use",
                                  .country = "USA",
                                  .stock = 5_t,
                                  .demand = 10_t_per_mo});
  network.add(Input{.node = plant, .product = "Ore", .stock = 2_t});
  network.add(Edge{.from = mine, .to = plant, .flow = 10_t_per_mo, .lead_time = 1_mo});
  return network;
}

TEST_CASE("a case is read as it is written in its tables") {
  const CaseFolder folder;
  const auto whole = read_case(folder.path());
  CHECK(whole.name == folder.path().filename().string());
  CHECK(whole.network == mine_and_plant());
  CHECK(whole.node_notes == Notes{});
  CHECK(whole.scenarios.empty());
}

TEST_CASE("a folder's name does not depend on how its path is written") {
  const CaseFolder folder;
  CHECK(read_case(folder.path() / "").name == folder.path().filename().string());
  CHECK(read_case(folder.path() / "." / "").name == folder.path().filename().string());
}

TEST_CASE("names of any length are told apart") {
  const CaseFolder folder;
  std::string nodes = "node,product\n", edges = "from,to,flow_t_per_month\n", inputs = "node,product\n";
  std::string before(200, 'x');
  nodes += before + ",X\n";
  for (int letters = 201; letters < 300; ++letters) {
    const std::string name = before + 'x';
    nodes += name + ",X\n";
    inputs += name + ",X\n";
    edges += before + ',' + name + ",1\n";
    before = name;
  }
  folder.write("nodes.csv", nodes);
  folder.write("inputs.csv", inputs);
  folder.write("edges.csv", edges);
  const auto network = read_case(folder.path()).network;
  REQUIRE(network.edges.size() == 99);
  for (const EdgeId id : network.edges.ids()) {
    CHECK(index_of(network.edges[id].from) == index_of(id));
    CHECK(index_of(network.edges[id].to) == index_of(id) + 1);
  }
}

TEST_CASE("every column of every table is read") {
  const CaseFolder folder;
  folder.write("nodes.csv",
               "node,site,product,stage,country,capacity_t_per_month,stock_t,demand_t_per_month,output_usd_per_t,"
               "priority,minimum_share\n"
               "Mine,Pit,Ore,mine,CHN,1,2,3,4,5,0.5\n"
               "Plant,,Magnet,,,,,,,,\n");
  folder.write("inputs.csv", "node,product,t_per_t,stock_t,essential\nPlant,Ore,1.5,2,0.25\n");
  folder.write("edges.csv",
               "from,to,flow_t_per_month,capacity_t_per_month,lead_months,lane\nMine,Plant,7,8,0.5,To USA\n");
  folder.write(
      "lanes.csv",
      "lane,office,t_per_licence,review_months,approval,refile_months,priority,valid_months,volume_t,controlled,"
      "returned,correction_months,restocking\n"
      "To USA,MOFCOM,10,1.5,0.9,2,3,6,1000,0.8,0.3,0.4,0.1\n");
  folder.write("offices.csv", "office,country,licences_per_month\nMOFCOM,CHN,12\n");

  Network expected;
  expected.add({.name = "Mine",
                .site = "Pit",
                .product = "Ore",
                .stage = "mine",
                .country = "CHN",
                .capacity = 1_t_per_mo,
                .stock = 2_t,
                .demand = 3_t_per_mo,
                .output_value = {4},
                .priority = 5,
                .minimum_share = 0.5});
  expected.add({.name = "Plant", .product = "Magnet"});
  expected.add(Input{.node = NodeId{1}, .product = "Ore", .t_per_t = 1.5, .stock = 2_t, .essential = 0.25});
  expected.add(Office{.name = "MOFCOM", .country = "CHN", .licences_per_month = {12}});
  expected.add(Lane{.name = "To USA",
                    .office = OfficeId{0},
                    .t_per_licence = 10_t,
                    .review = 1.5_mo,
                    .approval = 0.9,
                    .refile = 2_mo,
                    .priority = 3,
                    .valid = 6_mo,
                    .volume = 1000_t,
                    .controlled = 0.8,
                    .returned = 0.3,
                    .correction = 0.4_mo,
                    .restocking = 0.1});
  expected.add(Edge{.from = NodeId{0},
                    .to = NodeId{1},
                    .lane = LaneId{0},
                    .flow = 7_t_per_mo,
                    .capacity = 8_t_per_mo,
                    .lead_time = 0.5_mo});
  CHECK(read_case(folder.path()).network == expected);
}

TEST_CASE("an empty cell and a missing column mean the default") {
  const CaseFolder folder;
  folder.write("lanes.csv",
               "lane,office,t_per_licence,review_months,approval,refile_months,priority,valid_months,volume_t\n"
               "To USA,MOFCOM,,,,,,,\n");
  folder.write("offices.csv", "office\nMOFCOM\n");
  const auto network = read_case(folder.path()).network;
  CHECK(network.nodes[NodeId{0}].capacity == unlimited<Flow>);
  CHECK(network.lanes[LaneId{0}] == Lane{.name = "To USA", .office = OfficeId{0}});
  CHECK(network.offices[OfficeId{0}] == Office{.name = "MOFCOM"});
}

TEST_CASE("columns come in any order and unknown ones are kept as notes") {
  const CaseFolder folder;
  folder.write("nodes.csv",
               "source,product,node,assumption,demand_t_per_month\n"
               "\"USGS, 2025\",Ore,Mine,,0\n"
               ",Magnet,Plant,\"said \"\"half\"\"\nof it\",10\n");
  const auto whole = read_case(folder.path());
  CHECK(whole.network.nodes[NodeId{1}] == Node{.name = "Plant", .product = "Magnet", .demand = 10_t_per_mo});
  CHECK(whole.node_notes.columns == std::vector<std::string>{"source", "assumption"});
  CHECK(whole.node_notes.rows ==
        std::vector<std::vector<std::string>>{{"USGS, 2025", ""}, {"", "said \"half\"\nof it"}});
}

TEST_CASE("a byte-order mark and CRLF and blank lines and a last line without an end are accepted") {
  const CaseFolder folder;
  folder.write("nodes.csv",
               "\xef\xbb\xbfnode,product,stage,country,stock_t,demand_t_per_month\r\n"
               "\r\n"
               "Mine,Ore,mine,CHN,30,0\r\n"
               "Plant,Magnet,end_use,USA,5,10");
  CHECK(read_case(folder.path()).network == mine_and_plant());
}

TEST_CASE("a lone CR ends a line too") {
  const CaseFolder folder;
  folder.write("edges.csv", "from,to,flow_t_per_month,lead_months\rMine,Plant,10,1\r");
  CHECK(read_case(folder.path()).network == mine_and_plant());
}

TEST_CASE("names keep their blanks and their letters") {
  const CaseFolder folder;
  folder.write("nodes.csv", "node,product,demand_t_per_month\n\" Ytterby gruva \",Ore,\nPlant ①,Magnet,10\n");
  folder.write("inputs.csv", "node,product\nPlant ①,Ore\n");
  folder.write("edges.csv", "from,to,flow_t_per_month\n Ytterby gruva ,Plant ①,10\n");
  const auto network = read_case(folder.path()).network;
  CHECK(network.nodes[NodeId{0}].name == " Ytterby gruva ");
  CHECK(network.edges[EdgeId{0}].from == NodeId{0});
}

TEST_CASE("numbers are decimal with sign and point and exponent and may stand in quotes") {
  const CaseFolder folder;
  folder.write("edges.csv", "from,to,flow_t_per_month,lead_months\nMine,Plant,\"1.25e1\",-0\n");
  const auto edge = read_case(folder.path()).network.edges[EdgeId{0}];
  CHECK(edge.flow == Flow{12.5});
  CHECK(edge.lead_time == 0_mo);
}

TEST_CASE("a field of just 1 MiB is read") {
  const CaseFolder folder;
  const std::string note(std::size_t{1} << 20U, 'x');
  folder.write("edges.csv", "from,to,flow_t_per_month,lead_months,note\nMine,Plant,10,1," + note + "\n");
  CHECK(read_case(folder.path()).edge_notes.rows.front().front() == note);
}

TEST_CASE("a table longer than what is read at a time is read whole") {
  const CaseFolder folder;
  constexpr std::size_t mines = 20'000;  // half a megabyte of nodes, as much of edges
  std::string nodes = "node,product,demand_t_per_month\nPlant,Magnet,10\n";
  std::string edges = "from,to,flow_t_per_month\n";
  for (std::size_t mine = 0; mine < mines; ++mine) {
    nodes += "\"Mine, number " + std::to_string(mine) + "\",Ore,\n";
    edges += "\"Mine, number " + std::to_string(mine) + "\",Plant,0.5\n";
  }
  folder.write("nodes.csv", nodes);
  folder.write("edges.csv", edges);
  const auto network = read_case(folder.path()).network;
  REQUIRE(network.nodes.size() == mines + 1);
  REQUIRE(network.edges.size() == mines);
  for (const EdgeId edge : network.edges.ids()) {
    REQUIRE(network.edges[edge] == Edge{.from = id_at<NodeId>(index_of(edge) + 1), .to = NodeId{0}, .flow = Flow{0.5}});
  }
  CHECK(network.nodes[NodeId{mines}].name == "Mine, number 19999");
}

TEST_CASE("scenarios are known by their file names") {
  const CaseFolder folder;
  folder.write("scenarios/export_stop.toml", "name = \"Export stop\"\n");
  folder.write("scenarios/calm.toml", "");
  folder.write("scenarios/README.md", "not a scenario");
  const auto whole = read_case(folder.path());
  CHECK(whole.scenarios.size() == 2);
  CHECK(whole.scenario("export_stop").name == "Export stop");
  CHECK(whole.scenario("calm") == Scenario{.name = "calm"});
}

TEST_CASE("a scenario that is not there is refused with those that are") {
  Case whole{.name = "rare_earths"};
  whole.scenarios = {{"calm", {}}, {"export_stop", {}}};
  CHECK_THROWS_WITH_AS(
      static_cast<void>(whole.scenario("exports_stop")),
      "case 'rare_earths': found no scenario \"exports_stop\" (did you mean \"export_stop\"?), expected "
      "one of: calm, export_stop",
      InvalidScenario);
}

}  // namespace

TEST_CASE("a scenario that is not asked for may have any fault") {
  const CaseFolder folder;
  folder.write("scenarios/good.toml", "name = \"Good\"\n");
  folder.write("scenarios/bad.toml", "event = [1]\n");
  const Case whole = read_case(folder.path(), {.scenarios = {{"good"}}});
  CHECK(whole.scenarios.size() == 1);
  CHECK(whole.scenario("good").name == "Good");
  CHECK(read_case(folder.path(), {.scenarios = std::vector<std::string>{}}).scenarios.empty());
  CHECK_THROWS_WITH_AS(static_cast<void>(read_case(folder.path())),
                       folder.message({"scenarios/bad.toml:1: event 1: found 1, expected a table"}).c_str(),
                       InvalidScenario);
  CHECK_THROWS_WITH_AS(static_cast<void>(read_case(folder.path(), {.scenarios = {{"god"}}})),
                       ("case '" + folder.path().filename().string() +
                        "': found no scenario \"god\" (did you mean \"good\"?), expected one of: bad, good")
                           .c_str(),
                       InvalidScenario);
}
