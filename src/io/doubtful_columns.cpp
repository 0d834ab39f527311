// SPDX-License-Identifier: Apache-2.0
/// @file  Columns that are notes only because of a slip of the pen.
#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "core/did_you_mean.hpp"
#include "io/case_tables.hpp"
#include "io/csv_table.hpp"
#include "ytterby/io/read_case.hpp"

namespace ytterby {
namespace {

/// Takes the first record and no more.
class HeaderTaker : public CsvTaker {
 public:
  bool take(const CsvRecord& record) override {
    line_ = record.line;
    if (!record.faults.empty()) return false;
    for (std::size_t i = 0; i < record.size(); ++i) names_.emplace_back(record[i]);
    return false;
  }
  [[nodiscard]] int line() const { return line_; }
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

 private:
  int line_ = 0;
  std::vector<std::string> names_ = {};
};

template <class Row>
void add_doubtful(const std::filesystem::path& folder, std::vector<std::string>& found) {
  const auto file = folder / CaseTable<Row>::file;
  if (!std::filesystem::is_regular_file(file)) return;
  HeaderTaker header;
  try {
    read_csv(file, header);
  } catch (const std::system_error&) {
    return;  // read_case says what is wrong with it
  }
  const auto is_in = [](const auto& names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
  };
  std::vector<std::string_view> absent;
  for (const auto name : column_names<Row>)
    if (!is_in(header.names(), name) && !is_in(CaseTable<Row>::required, name)) absent.push_back(name);
  for (const auto& name : header.names()) {
    if (is_in(column_names<Row>, name)) continue;
    if (const auto meant = did_you_mean(name, absent); !meant.empty())
      found.push_back(fmt::format("{}:{}: column '{}' is kept as a note{}", file.string(), header.line(), name, meant));
  }
}

}  // namespace

std::vector<std::string> doubtful_columns(const FilePath& from) {
  const std::filesystem::path folder{from.text()};
  std::vector<std::string> found;
  add_doubtful<Node>(folder, found);
  add_doubtful<Input>(folder, found);
  add_doubtful<Edge>(folder, found);
  add_doubtful<Lane>(folder, found);
  add_doubtful<Office>(folder, found);
  add_doubtful<SpecialDay>(folder, found);
  return found;
}

}  // namespace ytterby
