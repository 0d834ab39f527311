// SPDX-License-Identifier: Apache-2.0
/// @file  Everything that can be wrong with the tables of a case, by its whole message.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "support/case_folder.hpp"
#include "ytterby/core/error.hpp"
#include "ytterby/io/read_case.hpp"

namespace {

using ytterby::InvalidCase;
using ytterby::read_case;
using ytterby::test::CaseFolder;

/// The case is refused with exactly these issues, each from the file's name on.
void check_refusal(const CaseFolder& folder, const std::vector<std::string>& issues) {
  CHECK_THROWS_WITH_AS(static_cast<void>(read_case(folder.path())), folder.message(issues).c_str(), InvalidCase);
}

/// The same, after one file was replaced.
void check_refusal(const char* file, const std::string& text, const std::vector<std::string>& issues) {
  const CaseFolder folder;
  folder.write(file, text);
  check_refusal(folder, issues);
}

TEST_CASE("a missing folder is refused") {
  CHECK_THROWS_WITH_AS(static_cast<void>(read_case("no/such/case")),
                       "no/such/case: found no such folder, expected a folder with nodes.csv, inputs.csv and edges.csv",
                       InvalidCase);
}

TEST_CASE("a file is no case folder") {
  const CaseFolder folder;
  const auto file = (folder.path() / "nodes.csv").string();
  CHECK_THROWS_WITH_AS(static_cast<void>(read_case(file)),
                       (file + ": found a file, expected a folder with nodes.csv, inputs.csv and edges.csv").c_str(),
                       InvalidCase);
}

TEST_CASE("every missing table is named") {
  const CaseFolder folder;
  folder.remove("nodes.csv");
  folder.remove("edges.csv");
  check_refusal(folder, {"nodes.csv: found no such file, expected a table of the case",
                         "edges.csv: found no such file, expected a table of the case"});
}

TEST_CASE("a folder in a table's place cannot be read") {
  const CaseFolder folder;
  folder.remove("inputs.csv");
  folder.write("inputs.csv/file", "");
  check_refusal(folder, {"inputs.csv: found a file that cannot be read: Is a directory, expected a table of the case"});
}

TEST_CASE("an empty file has no header") {
  check_refusal("edges.csv", "", {"edges.csv: found an empty file, expected a header row"});
  check_refusal("edges.csv", "\xef\xbb\xbf\n\n", {"edges.csv: found an empty file, expected a header row"});
}

TEST_CASE("every missing column is named with the one that was probably meant") {
  check_refusal("nodes.csv", "name,prodct\nMine,Ore\n",
                {"nodes.csv:1: column 'node': found none, expected one",
                 "nodes.csv:1: column 'product': found none, expected one (did you mean \"prodct\"?)"});
}

TEST_CASE("a missing column does not hide the other faults of its table") {
  check_refusal("edges.csv", "from,to,lead_months\nMine,Plant,soon\nMine,Plnat,-1\n",
                {"edges.csv:1: column 'flow_t_per_month': found none, expected one",
                 "edges.csv:2: column 'lead_months': found \"soon\", expected a number",
                 "edges.csv:3: column 'to': found \"Plnat\", expected a node of nodes.csv (did you mean \"Plant\"?)",
                 "edges.csv:3: column 'lead_months': found -1 months, expected 0 months or more"});
}

TEST_CASE("a column that is there twice or without a name is refused") {
  check_refusal("inputs.csv", "node,product,,stock_t,stock_t\nPlant,Ore,,1,2\n",
                {"inputs.csv:1: column 3: found an empty name, expected a column's name",
                 "inputs.csv:1: column 'stock_t': found it again, expected each column once"});
}

TEST_CASE("a text is no number and neither is anything with junk around it") {
  const std::string header = "from,to,flow_t_per_month,lead_months\n";
  for (const std::string bad : {"n/a", "12 t", "1,5", "1.5.2", " 5", "5 ", "+5", "0x10", "1_000", "1e", ".", "-", "nan",
                                "-nan", "NaN", "inf", "-inf", "Infinity", "١"}) {
    CAPTURE(bad);
    check_refusal("edges.csv", header + "Mine,Plant,10,\"" + bad + "\"\n",
                  {"edges.csv:2: column 'lead_months': found \"" + bad + "\", expected a number"});
  }
}

TEST_CASE("a number beyond a double is refused") {
  for (const std::string bad : {"1e400", "-1e400", "1e-400"}) {
    CAPTURE(bad);
    check_refusal("edges.csv", "from,to,flow_t_per_month\nMine,Plant," + bad + "\n",
                  {"edges.csv:2: column 'flow_t_per_month': found \"" + bad +
                   "\", expected a number that fits a double (up to 1.8e308, down to 4.9e-324)"});
  }
}

TEST_CASE("a required cell that is empty is refused") {
  check_refusal("edges.csv", "from,to,flow_t_per_month\n,Plant,10\nMine,Plant,\n",
                {"edges.csv:2: column 'from': found \"\", expected a node of nodes.csv",
                 "edges.csv:3: column 'flow_t_per_month': found \"\", expected a number"});
  check_refusal("nodes.csv", "node,product\nMine,Ore\nPlant,Magnet\n,Sand\nShop,\n",
                {"nodes.csv:4: column 'node': found \"\", expected a name",
                 "nodes.csv:5: column 'product': found \"\", expected a product"});
}

TEST_CASE("a number out of range is refused with its line and column") {
  check_refusal("nodes.csv",
                "node,product,capacity_t_per_month,stock_t,demand_t_per_month,output_usd_per_t,minimum_share\n"
                "Mine,Ore,-1,-5,0,0,0\n"
                "Plant,Magnet,,,-10,-1,1.5\n",
                {"nodes.csv:2: column 'capacity_t_per_month': found -1 t/month, expected 0 t/month or more",
                 "nodes.csv:2: column 'stock_t': found -5 t, expected 0 t or more",
                 "nodes.csv:3: column 'demand_t_per_month': found -10 t/month, expected 0 t/month or more",
                 "nodes.csv:3: column 'output_usd_per_t': found -1 USD/t, expected 0 USD/t or more",
                 "nodes.csv:3: column 'minimum_share': found 1.5, expected 0 to 1"});
  check_refusal("inputs.csv", "node,product,t_per_t,stock_t,essential\nPlant,Ore,0,-1,2\n",
                {"inputs.csv:2: column 't_per_t': found 0 t/t, expected more than 0 t/t",
                 "inputs.csv:2: column 'stock_t': found -1 t, expected 0 t or more",
                 "inputs.csv:2: column 'essential': found 2, expected 0 to 1"});
  check_refusal("edges.csv", "from,to,flow_t_per_month,capacity_t_per_month,lead_months\nMine,Plant,-10,-1,-0.5\n",
                {"edges.csv:2: column 'flow_t_per_month': found -10 t/month, expected 0 t/month or more",
                 "edges.csv:2: column 'capacity_t_per_month': found -1 t/month, expected 0 t/month or more",
                 "edges.csv:2: column 'lead_months': found -0.5 months, expected 0 months or more"});
}

TEST_CASE("licences out of range are refused with their line and column") {
  const CaseFolder folder;
  folder.write("lanes.csv",
               "lane,office,t_per_licence,review_months,approval,refile_months,priority,valid_months,volume_t\n"
               "A,MOFCOM,0,-1,2,-1,high,-1,-1\n"
               "A,MOFCOM,,,,,,,\n"
               "B,METI,1,,,,,,\n");
  folder.write("offices.csv", "office,licences_per_month\nMOFCOM,5\nBIS,-1\nBIS,\n");
  check_refusal(
      folder,
      {"lanes.csv:2: column 'priority': found \"high\", expected a number",
       "lanes.csv:2: column 't_per_licence': found 0 t, expected more than 0 t",
       "lanes.csv:2: column 'review_months': found -1 months, expected 0 months or more",
       "lanes.csv:2: column 'approval': found 2, expected 0 to 1",
       "lanes.csv:2: column 'refile_months': found -1 months, expected 0 months or more",
       "lanes.csv:2: column 'valid_months': found -1 months, expected 0 months or more",
       "lanes.csv:2: column 'volume_t': found -1 t, expected 0 t or more",
       "lanes.csv:3: column 't_per_licence': found no limit, expected a number, because office 'MOFCOM' grants 5 "
       "licences a month",
       "lanes.csv:3: column 'lane': found 'A' again, expected a name of its own",
       "lanes.csv:4: column 'office': found \"METI\", expected an office of offices.csv",
       "offices.csv:3: column 'licences_per_month': found -1 a month, expected 0 a month or more",
       "offices.csv:4: column 'office': found 'BIS' again, expected a name of its own"});
}

TEST_CASE("a lane without offices has no office") {
  check_refusal("lanes.csv", "lane,office\nTo USA,MOFCOM\n",
                {"lanes.csv:2: column 'office': found \"MOFCOM\", expected an office of offices.csv"});
}

TEST_CASE("an unknown lane is refused") {
  check_refusal("edges.csv", "from,to,flow_t_per_month,lane\nMine,Plant,10,To USA\n",
                {"edges.csv:2: column 'lane': found \"To USA\", expected a lane of lanes.csv"});
}

TEST_CASE("an unknown node is refused and does not leave inputs unfed besides") {
  check_refusal("edges.csv", "from,to,flow_t_per_month\nMien,Plant,10\n",
                {"edges.csv:2: column 'from': found \"Mien\", expected a node of nodes.csv (did you mean \"Mine\"?)"});
  check_refusal("inputs.csv", "node,product\nPlant,Ore\nShop,Magnet\n",
                {"inputs.csv:3: column 'node': found \"Shop\", expected a node of nodes.csv"});
}

TEST_CASE("a node that is there twice is refused") {
  check_refusal("nodes.csv", "node,product\nMine,Ore\nPlant,Magnet\nMine,Sand\n",
                {"nodes.csv:4: column 'node': found 'Mine' again, expected a name of its own"});
}

TEST_CASE("an input or edge that is there twice is refused") {
  check_refusal("inputs.csv", "node,product\nPlant,Ore\nPlant,Ore\n",
                {"inputs.csv:3: input 'Ore' of 'Plant': found the same input again, expected one for each node and "
                 "product"});
  check_refusal("edges.csv", "from,to,flow_t_per_month\nMine,Plant,10\nMine,Plant,5\n",
                {"edges.csv:3: edge 'Mine' → 'Plant': found the same edge again, expected one for each from, to and "
                 "lane"});
}

TEST_CASE("an edge whose product its customer does not need is refused") {
  check_refusal(
      "edges.csv", "from,to,flow_t_per_month\nMine,Plant,10\nPlant,Plant,1\nPlant,Mine,1\n",
      {"edges.csv:3: edge 'Plant' → 'Plant': found product 'Magnet', expected one that 'Plant' needs ('Ore')",
       "edges.csv:4: edge 'Plant' → 'Mine': found product 'Magnet', expected one that 'Mine' needs (it has no "
       "inputs)"});
}

TEST_CASE("an input that no edge feeds is refused") {
  check_refusal("inputs.csv", "node,product\nPlant,Ore\nPlant,Dy\n",
                {"inputs.csv:3: input 'Dy' of 'Plant': found no edge that brings it, expected at least one"});
}

TEST_CASE("a row of another length than the header is refused and keeps its place") {
  check_refusal("nodes.csv",
                "node,product,demand_t_per_month\n"
                "Mine\n"
                "Plant,Magnet,or so,10\n"
                ",,\n"
                "Shop,Magnet,-1\n",
                {"nodes.csv:2: found 1 field, expected 3 as in the header",
                 "nodes.csv:3: found 4 fields, expected 3 as in the header",
                 "nodes.csv:4: column 'node': found \"\", expected a name",
                 "nodes.csv:4: column 'product': found \"\", expected a product",
                 "nodes.csv:5: column 'demand_t_per_month': found -1 t/month, expected 0 t/month or more"});
}

TEST_CASE("lines are those of the file though fields and blank lines span some") {
  check_refusal("nodes.csv",
                "node,product,note\r\n"          // 1
                "Mine,Ore,\"two\r\nlines\"\r\n"  // 2 and 3
                "\r\n"                           // 4
                "Plant,Magnet,\"\n\n\"\r\n"      // 5 to 7
                "Mine,Sand,\r\n",                // 8
                {"nodes.csv:8: column 'node': found 'Mine' again, expected a name of its own"});
}

TEST_CASE("a field over 1 MiB is refused whether in quotes or not") {
  const std::string plain(2'000'000, 'x');
  const std::vector<std::string> issues{
      "edges.csv:2: column 'note': found a field of more than 1 MiB, expected at most 1 MiB"};
  check_refusal("edges.csv", "from,to,flow_t_per_month,note\nMine,Plant,10," + plain + "\n", issues);
  check_refusal("edges.csv", "from,to,flow_t_per_month,note\nMine,Plant,10,\"" + plain + "\"\n", issues);
  check_refusal("edges.csv", "from,to,flow_t_per_month,note\nMine,Plant,10," + plain.substr(0, (1U << 20U) + 1) + "\n",
                issues);
}

TEST_CASE("a quote that is never closed is refused where its row begins") {
  check_refusal("edges.csv", "from,to,flow_t_per_month,note\nMine,Plant,10,\"and so on\nMine,Plant,5,\n",
                {"edges.csv:2: column 'note': found a quote that is never closed, expected a closing quote"});
}

TEST_CASE("a quote out of place is refused and the next line is read") {
  check_refusal(
      "nodes.csv",
      "node,product,stock_t,note\n"
      "Mine,Ore,30,12\" pipe\n"
      "Plant,Magnet,\"5\"t,\n"
      "Shop,Magnet,x,\n",
      {"nodes.csv:2: column 'note': found a quote inside a field, expected the whole field in quotes, and its "
       "quotes doubled",
       "nodes.csv:3: column 'stock_t': found text after a closing quote, expected a comma or the end of the "
       "line",
       "nodes.csv:4: column 'stock_t': found \"x\", expected a number"});
}

TEST_CASE("bytes that are not UTF-8 are refused with line and column") {
  check_refusal("nodes.csv", "node,product\nMine,Ore\nPlant,Magnet\nG\xe4vle,Sand\n",
                {"nodes.csv:4: column 'node': found byte 0xe4, which is not UTF-8, expected text in UTF-8"});
  check_refusal("nodes.csv",
                "node,product,note\nMine,Ore,\xc0\xaf\nPlant,Magnet,\xed\xa0\x80\nShop,Ore,\xf4\x90\x80\x80\n",
                {"nodes.csv:2: column 'note': found byte 0xc0, which is not UTF-8, expected text in UTF-8",
                 "nodes.csv:3: column 'note': found byte 0xed, which is not UTF-8, expected text in UTF-8",
                 "nodes.csv:4: column 'note': found byte 0xf4, which is not UTF-8, expected text in UTF-8"});
}

TEST_CASE("a header that is not UTF-8 is refused") {
  check_refusal("nodes.csv", "node,product,l\xe4nge\nMine,Ore,\n",
                {"nodes.csv:1: column 3: found byte 0xe4, which is not UTF-8, expected text in UTF-8"});
}

TEST_CASE("a NUL byte is refused") {
  using namespace std::string_literals;
  check_refusal("nodes.csv", "node,product\nMine,Ore\nPlant,Magnet\nSh\0op,Sand\n"s,
                {"nodes.csv:4: column 'node': found a NUL byte, expected text"});
}

TEST_CASE("what is found is shown on one line and cut where it is long") {
  check_refusal("edges.csv", "from,to,flow_t_per_month\nMine,Plant,\"1\n\t2\"\n",
                {"edges.csv:2: column 'flow_t_per_month': found \"1\\n\\x092\", expected a number"});
  const std::string sixty = "åäöåäöåäöåäöåäöåäöåäöåäöåäöåäö";
  check_refusal("edges.csv", "from,to,flow_t_per_month\nMine,Plant,x" + sixty + "\n",
                {"edges.csv:2: column 'flow_t_per_month': found \"x" + sixty.substr(0, 58) + "…\", expected a number"});
}

TEST_CASE("the faults of all tables are reported together") {
  const CaseFolder folder;
  folder.write("nodes.csv", "node,product,stock_t,demand_t_per_month\nMine,Ore,n/a,\nPlant,Magnet,-5,10\n");
  folder.write("inputs.csv", "node,product,t_per_t\nPlant,Ore,0\n");
  folder.write("edges.csv", "from,to,flow_t_per_month\nMine,Plant,NaN\nMine,Shop,1\n");
  check_refusal(folder, {"nodes.csv:2: column 'stock_t': found \"n/a\", expected a number",
                         "nodes.csv:3: column 'stock_t': found -5 t, expected 0 t or more",
                         "inputs.csv:2: column 't_per_t': found 0 t/t, expected more than 0 t/t",
                         "edges.csv:2: column 'flow_t_per_month': found \"NaN\", expected a number",
                         "edges.csv:3: column 'to': found \"Shop\", expected a node of nodes.csv"});
}

TEST_CASE("the faults of all scenario files are reported together") {
  const CaseFolder folder;
  folder.write("scenarios/a.toml", "horizon_months = 0\n");
  folder.write("scenarios/b.toml", "name = \"fine\"\n");
  folder.write("scenarios/c.toml", "start = 7\n");
  const std::vector<std::string> issues{
      "scenarios/a.toml:1: key 'horizon_months': found 0, expected more than 0 months",
      "scenarios/c.toml:1: key 'start': found 7, expected a date without quotes, such as 2025-04-04"};
  CHECK_THROWS_WITH_AS(static_cast<void>(read_case(folder.path())), folder.message(issues).c_str(),
                       ytterby::InvalidScenario);
}

TEST_CASE("the faults of scenario files follow those of tables") {
  const CaseFolder folder;
  folder.write("inputs.csv", "node,product,t_per_t\nPlant,Ore,0\n");
  folder.write("scenarios/a.toml", "start = 7\n");
  check_refusal(folder,
                {"inputs.csv:2: column 't_per_t': found 0 t/t, expected more than 0 t/t",
                 "scenarios/a.toml:1: key 'start': found 7, expected a date without quotes, such as 2025-04-04"});
}

}  // namespace
