// SPDX-License-Identifier: Apache-2.0
/// @file  Which columns of notes are doubted.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "support/case_folder.hpp"
#include "ytterby/io/read_case.hpp"

using namespace ytterby;
using ytterby::test::CaseFolder;

namespace {

/// What is said of a folder, from the files' names on.
std::vector<std::string> doubts(const CaseFolder& folder) {
  auto found = doubtful_columns(folder.path());
  for (auto& words : found) words.erase(0, folder.path().string().size() + 1);
  return found;
}

}  // namespace

TEST_CASE("a column named nearly like one that is not there is doubted and kept") {
  const CaseFolder folder;
  folder.write("edges.csv", "from,to,flow_t_per_month,lead_month,source\nMine,Plant,10,1,a book\n");
  folder.write("lanes.csv", "lane,office,Approval\n");
  CHECK(doubts(folder) ==
        std::vector<std::string>{"edges.csv:1: column 'lead_month' is kept as a note (did you mean \"lead_months\"?)",
                                 "lanes.csv:1: column 'Approval' is kept as a note (did you mean \"approval\"?)"});
  CHECK(read_case(folder.path()).edge_notes.columns == std::vector<std::string>{"lead_month", "source"});
}

TEST_CASE("a column is not doubted beside the one that it resembles") {
  const CaseFolder folder;
  folder.write("edges.csv", "from,to,flow_t_per_month,lead_months,lead_month\nMine,Plant,10,1,1\n");
  CHECK(doubts(folder).empty());
}

TEST_CASE("what cannot be read has no doubtful columns") {
  const CaseFolder folder;
  folder.remove("inputs.csv");
  folder.write("nodes.csv", "");
  folder.write("edges.csv", "from,to,flow_t_per_month,lead_month,l\xe4nge\n");
  CHECK(doubts(folder).empty());
  CHECK(doubtful_columns("no/such/case").empty());
}
