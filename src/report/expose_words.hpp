// SPDX-License-Identifier: Apache-2.0
/// @file  Shares and sets in words.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ytterby/report/document.hpp"
#include "ytterby/scenario/event.hpp"

namespace ytterby {

/// The labels that a set is selected by, by key, in the order of the program's help.
struct SelectionPart {
  std::string_view key = {};
  const std::vector<std::string>* labels = nullptr;
};
[[nodiscard]] std::vector<SelectionPart> parts_of(const Selection& selection);

namespace words {

/// "61 %", "<1 %" and ">99 %" where it is neither none nor all of it; "–" for none.
[[nodiscard]] std::string percent(const std::optional<double>& share);

/// A country by its code alone: "CHN"; else with keys: "stage mine of country CHN or VNM", "lane Tb:USA:phosphors".
[[nodiscard]] std::string set_of(const Selection& selection);

/// How much hangs by it.
[[nodiscard]] Tone dependence(const std::optional<double>& share);

}  // namespace words

}  // namespace ytterby
