// SPDX-License-Identifier: Apache-2.0
/// @file  Plain lines split at their commas against libcsv, which is given every byte.
#include "io/csv_table.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "support/case_folder.hpp"
#include "support/random.hpp"

using namespace ytterby;
using namespace ytterby::test;

namespace {

/// Writes down all that a record says.
class Transcript : public CsvTaker {
 public:
  explicit Transcript(std::size_t most) : most_(most) {}

  void look_ahead_far(const CsvRecord& record) override { far_.push_back(words_of(record)); }
  void look_ahead_near(const CsvRecord& record) override { near_.push_back(words_of(record)); }
  bool take(const CsvRecord& record) override {
    taken_.push_back(words_of(record));
    return taken_.size() < most_;
  }

  [[nodiscard]] const std::vector<std::string>& taken() const { return taken_; }

  /// What was seen ahead is what came, as far as it was seen.
  [[nodiscard]] bool looked_ahead_rightly() const { return begins(far_) && begins(near_); }

 private:
  [[nodiscard]] bool begins(const std::vector<std::string>& seen) const {
    const auto common = static_cast<std::ptrdiff_t>(std::min(seen.size(), taken_.size()));
    return std::equal(seen.begin(), seen.begin() + common, taken_.begin());
  }

  static std::string words_of(const CsvRecord& record) {
    std::string words = std::to_string(record.line) + (record.is_cut ? " cut" : "");
    for (std::size_t i = 0; i < record.size(); ++i) words.append(" <").append(record[i]).append(">");
    for (const auto& fault : record.faults)
      words += " {" + std::to_string(fault.field) + ": " + fault.found + "; " + fault.expected + "}";
    return words;
  }

  std::size_t most_;
  std::vector<std::string> far_ = {}, near_ = {}, taken_ = {};
};

/// Mostly plain, but with everything that CSV gives a meaning, in places good and bad.
std::string random_text(Random& random) {
  using namespace std::string_view_literals;
  static constexpr std::array plain{"a"sv, "12.5"sv, " "sv, ","sv, ","sv, "\n"sv, "Mine 7,Plant,3\n"sv, "\t"sv};
  static constexpr std::array odd{"\""sv,   "\"\""sv, "\"x\""sv,    ",\"a,b\","sv, "\r"sv,           "\r\n"sv,
                                  "\n\n"sv, "\0"sv,   "\xc3\xa4"sv, "\xc3"sv,      "\xef\xbb\xbf"sv, ",\"\"\n"sv};
  const std::size_t pieces = random.below(80), oddness = 1 + random.below(40);
  std::string text;
  for (std::size_t i = 0; i < pieces; ++i)
    text += random.below(40) < oddness ? odd[random.below(odd.size())] : plain[random.below(plain.size())];
  return text;
}

/// The first `most` records, as words.
std::vector<std::string> records(const TemporaryFolder& folder, std::size_t most, const CsvOptions& options) {
  Transcript transcript(most);
  read_csv(folder.path() / "table.csv", transcript, options);
  REQUIRE(transcript.looked_ahead_rightly());
  return transcript.taken();
}

}  // namespace

TEST_CASE("any bytes are the same records whether plain lines are split or libcsv's") {
  const TemporaryFolder folder;
  for (std::uint64_t seed = 0; seed < seeds(5'000); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    folder.write("table.csv", random_text(random));
    const std::size_t most = random.below(4) == 0 ? 1 + random.below(20) : 1000;
    const auto by_libcsv = records(folder, most, {.splits_plain_lines = false});
    REQUIRE(records(folder, most, {}) == by_libcsv);
    REQUIRE(records(folder, most, {.chunk_size = 3 + random.below(40)}) == by_libcsv);
  }
}

TEST_CASE("a long table is the same records though chunks end within its lines") {
  const TemporaryFolder folder;
  Random random(1);
  std::string text;
  while (text.size() < 1'000'000) text += random_text(random) + '\n';
  folder.write("table.csv", text);
  CHECK(records(folder, text.size(), {}) == records(folder, text.size(), {.splits_plain_lines = false}));
}
