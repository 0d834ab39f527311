// SPDX-License-Identifier: Apache-2.0
/// @file  Tables of prices: read and refused.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "support/case_folder.hpp"
#include "ytterby/core/error.hpp"
#include "ytterby/io/read_prices.hpp"

namespace {

using namespace ytterby;  // NOLINT(google-build-using-namespace): the subject of the file
using test::TemporaryFolder;

ByName<UnitValue> read(const TemporaryFolder& folder, const std::string& text) {
  folder.write("prices.csv", text);
  return read_prices(folder.path() / "prices.csv");
}

void refuses(const std::string& text, const std::vector<std::string>& faults) {
  const TemporaryFolder folder;
  CHECK_THROWS_WITH_AS(static_cast<void>(read(folder, text)), folder.message("prices", faults).c_str(), InvalidCase);
}

}  // namespace

TEST_CASE("prices are read by product whatever else the table has") {
  const TemporaryFolder folder;
  CHECK(read(folder, "source,product,usd_per_t\r\na report,NdPr,60000\r\n,\"Dy, oxide\",2.5e5\r\n") ==
        ByName<UnitValue>{{"NdPr", {60'000}}, {"Dy, oxide", {250'000}}});
}

TEST_CASE("a table of prices is refused with the line and what was found") {
  refuses("product,usd_per_t\nNdPr,60000\nDy,0\n",
          {"prices.csv:3: column 'usd_per_t': found \"0\", expected a number above 0"});
  refuses("product,usd_per_t\nDy\n", {"prices.csv:2: column 'usd_per_t': found \"\", expected a number above 0"});
  refuses("product,usd_per_t\n,5\n", {"prices.csv:2: column 'product': found \"\", expected the name of a product"});
  refuses("product,usd_per_t\nDy,5\nDy,6\n",
          {"prices.csv:3: column 'product': found \"Dy\" again, expected each product once"});
  refuses("product,usd_per_kg\nDy,5\n",
          {"prices.csv:1: column 'usd_per_t': found none, expected one (did you mean \"usd_per_kg\"?)"});
  refuses("", {"prices.csv: found an empty file, expected a header row"});
}

TEST_CASE("all faults of a table of prices are told at once") {
  refuses("product,usd_per_t\nDy,-1\nTb,nan\n",
          {"prices.csv:2: column 'usd_per_t': found \"-1\", expected a number above 0",
           "prices.csv:3: column 'usd_per_t': found \"nan\", expected a number above 0"});
}

TEST_CASE("a table of prices that is not there is refused") {
  CHECK_THROWS_WITH_AS(
      static_cast<void>(read_prices("no/such.csv")),
      "no/such.csv: found a file that cannot be read: No such file or directory, expected a table of prices",
      InvalidCase);
}
