// SPDX-License-Identifier: Apache-2.0
/// @file  Shares and sets in words.
#include "report/expose_words.hpp"

#include <fmt/core.h>

#include <cmath>

#include "report/words.hpp"

namespace ytterby {

std::vector<SelectionPart> parts_of(const Selection& selection) {
  const NodeFilter& nodes = selection.nodes;
  std::vector<SelectionPart> parts;
  for (const SelectionPart part : {SelectionPart{"node", &nodes.node}, SelectionPart{"site", &nodes.site},
                                   SelectionPart{"product", &nodes.product}, SelectionPart{"stage", &nodes.stage},
                                   SelectionPart{"country", &nodes.country}, SelectionPart{"lane", &selection.lane},
                                   SelectionPart{"office", &selection.office}})
    if (!part.labels->empty()) parts.push_back(part);
  return parts;
}

namespace words {

std::string percent(const std::optional<double>& share) {
  if (!share) return "–";
  constexpr double rounding = 1e-9;
  const double size = std::abs(*share);
  const std::string sign = *share < 0 ? "-" : "";
  if (size < rounding) return "0 %";
  if (size < 0.01) return *share < 0 ? ">-1 %" : "<1 %";
  if (size > 0.99 && size < 1 - rounding) return *share < 0 ? "<-99 %" : ">99 %";
  return fmt::format("{}{:.0f} %", sign, 100 * size);
}

std::string set_of(const Selection& selection) {
  const auto parts = parts_of(selection);
  if (parts.size() == 1 && parts.front().key == "country") return listed(*parts.front().labels, 4, "or");
  std::string text;
  for (const SelectionPart& part : parts)
    text += fmt::format("{}{} {}", text.empty() ? "" : " of ", part.key, listed(*part.labels, 4, "or"));
  return text;
}

Tone dependence(const std::optional<double>& share) {
  if (!share || *share < 0.05) return Tone::quiet;
  return *share >= 0.75 ? Tone::alarm : *share >= 0.5 ? Tone::warning : Tone::plain;
}

}  // namespace words

}  // namespace ytterby
