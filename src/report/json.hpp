// SPDX-License-Identifier: Apache-2.0
/// @file  Values as JSON, refusing what JSON can't say.
#pragma once

#include <nlohmann/json.hpp>

#include <cmath>
#include <optional>
#include <string>

#include "ytterby/core/error.hpp"
#include "ytterby/core/units.hpp"

namespace ytterby::json {

using Value = nlohmann::ordered_json;  // keys in the order written

/// nlohmann-json would write NaN and infinity as null, which here means "no such time".
inline Value number(double value) {
  if (!std::isfinite(value)) throw Error("result: found a number that is not finite, expected a finite one");
  return value;
}
inline Value number(Months value) { return number(value.count()); }
template <class Unit>
Value number(Quantity<Unit> value) {
  return number(value.value);
}
template <class T>
Value number(const std::optional<T>& value) {
  return value ? number(*value) : Value(nullptr);
}

}  // namespace ytterby::json
