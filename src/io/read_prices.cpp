// SPDX-License-Identifier: Apache-2.0
/// @file  A table of prices.
#include "ytterby/io/read_prices.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "core/did_you_mean.hpp"
#include "core/quote.hpp"
#include "io/cells.hpp"
#include "io/csv_table.hpp"
#include "io/table_log.hpp"
#include "ytterby/core/error.hpp"

namespace ytterby {

namespace {

constexpr std::string_view product_column = "product", price_column = "usd_per_t";

class PriceReader : public CsvTaker {
 public:
  PriceReader(ByName<UnitValue>& prices, TableLog& log) : prices_(prices), log_(log) {}

  bool take(const CsvRecord& record) override {
    for (const CsvFault& fault : record.faults)
      log_.report(record.line, fmt::format("column {}", fault.field + 1), fault.found, fault.expected);
    if (has_header_) {
      if (record.faults.empty()) take_row(record);
      return true;
    }
    has_header_ = true;
    if (!record.faults.empty()) return false;
    product_ = find_column(record, product_column);
    price_ = find_column(record, price_column);
    return product_ && price_;
  }

  void finish() {
    if (!has_header_) log_.report(0, {}, "an empty file", "a header row");
  }

 private:
  std::optional<std::size_t> find_column(const CsvRecord& header, std::string_view name) {
    std::vector<std::string_view> names;
    names.reserve(header.size());
    for (std::size_t i = 0; i < header.size(); ++i) names.push_back(header[i]);
    const auto at = std::find(names.begin(), names.end(), name);
    if (at != names.end()) return static_cast<std::size_t>(at - names.begin());
    log_.report(header.line, words_for(name), "none", "one" + did_you_mean(name, names));
    return {};
  }

  void take_row(const CsvRecord& record) {
    const auto cell = [&](std::size_t column) { return column < record.size() ? record[column] : std::string_view{}; };
    const auto product = cell(*product_), text = cell(*price_);
    UnitValue price;
    if (product.empty()) {
      log_.report(record.line, words_for(product_column), quoted(product), "the name of a product");
    } else if (read_cell(text, price.value) != CellFault::none || !(price.value > 0)) {
      log_.report(record.line, words_for(price_column), quoted(text), "a number above 0");
    } else if (!prices_.emplace(product, price).second) {
      log_.report(record.line, words_for(product_column), quoted(product) + " again", "each product once");
    }
  }

  static std::string words_for(std::string_view column) { return fmt::format("column '{}'", column); }

  ByName<UnitValue>& prices_;
  TableLog& log_;
  bool has_header_ = false;
  std::optional<std::size_t> product_ = {}, price_ = {};
};

}  // namespace

ByName<UnitValue> read_prices(const FilePath& file) {
  ByName<UnitValue> prices;
  TableLog log(file.text());
  try {
    PriceReader reader(prices, log);
    read_csv(file.text(), reader);
    reader.finish();
  } catch (const std::system_error& error) {
    log.report(0, {}, "a file that cannot be read: " + error.code().message(), "a table of prices");
  }
  if (!log.issues().empty()) throw InvalidCase("prices", log.issues());
  return prices;
}

}  // namespace ytterby
