// SPDX-License-Identifier: Apache-2.0
/// @file  The label that was probably meant, for messages about unknown ones.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace ytterby {

/// Keeps the candidate nearest to a word: fewest letters to insert, delete, replace or swap with a neighbour, without
/// regard to ASCII case. Of two equally near ones the longer common beginning wins, then the one offered first.
class Nearest {
 public:
  explicit Nearest(std::string_view word);

  /// Time O(length of word · length of candidate), and nothing when their lengths alone are too far apart.
  void offer(std::string_view candidate);

  /// Empty when nothing offered is within a third of the word's length, or one letter.
  [[nodiscard]] const std::optional<std::string>& best() const { return best_; }

 private:
  std::string word_;
  std::size_t distance_;  // only what is nearer is taken
  std::size_t common_ = 0;
  std::optional<std::string> best_ = {};
};

/// The nearest of a range of strings, if any is near.
template <class Candidates>
[[nodiscard]] std::optional<std::string> nearest(std::string_view word, const Candidates& candidates) {
  Nearest search{word};
  for (const auto& candidate : candidates) search.offer(candidate);
  return search.best();
}

/// ` (did you mean "CHN"?)`, or nothing when no candidate is near.
template <class Candidates>
[[nodiscard]] std::string did_you_mean(std::string_view word, const Candidates& candidates) {
  const auto meant = nearest(word, candidates);
  return meant ? " (did you mean \"" + *meant + "\"?)" : "";
}

}  // namespace ytterby
