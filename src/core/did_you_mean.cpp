// SPDX-License-Identifier: Apache-2.0
/// @file  The label that was probably meant, for messages about unknown ones.
#include "core/did_you_mean.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace ytterby {
namespace {

std::string lower_case(std::string_view text) {
  std::string lower{text};
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

/// Optimal string alignment distance: Levenshtein's, and two neighbours swapped count as one change.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), now(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    now[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) now[j] = std::min(now[j], before[j - 2] + 1);
    }
    std::swap(before, last);
    std::swap(last, now);
  }
  return last[b.size()];
}

std::size_t common_beginning(std::string_view a, std::string_view b) {
  const auto end = std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first;
  return static_cast<std::size_t>(end - a.begin());
}

}  // namespace

Nearest::Nearest(std::string_view word)
    : word_(lower_case(word)), distance_(std::max<std::size_t>(1, word.size() / 3) + 1) {}

void Nearest::offer(std::string_view candidate) {
  const auto [shorter, longer] = std::minmax({word_.size(), candidate.size()});
  if (longer - shorter > distance_) return;
  const auto name = lower_case(candidate);
  const auto distance = edit_distance(word_, name);
  if (distance >= shorter) return;  // a word with no letter in common
  const auto common = common_beginning(word_, name);
  const bool is_nearer = distance < distance_ || (best_ && distance == distance_ && common > common_);
  if (!is_nearer) return;
  distance_ = distance;
  common_ = common;
  best_ = candidate;
}

}  // namespace ytterby
