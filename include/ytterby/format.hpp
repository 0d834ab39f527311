// SPDX-License-Identifier: Apache-2.0
/// @file  fmt for the library's units: numbers take the usual format specification, dates are ISO 8601.
#pragma once

#include <fmt/chrono.h>
#include <fmt/core.h>

#include "ytterby/core/units.hpp"

namespace ytterby::detail {
inline constexpr const char* unit_suffix(Mass) { return " t"; }
inline constexpr const char* unit_suffix(Flow) { return " t/month"; }
inline constexpr const char* unit_suffix(Money) { return " USD"; }
inline constexpr const char* unit_suffix(UnitValue) { return " USD/t"; }
inline constexpr const char* unit_suffix(LicenceRate) { return " licences/month"; }
}  // namespace ytterby::detail

namespace fmt {

/// `fmt::format("{:.1f}", 12_t)` is "12.0 t".
template <class Unit>
struct formatter<ytterby::Quantity<Unit>> : formatter<double> {
  template <class Context>
  auto format(ytterby::Quantity<Unit> quantity, Context& context) const {
    auto out = formatter<double>::format(quantity.value, context);
    for (const char* letter = ytterby::detail::unit_suffix(quantity); *letter != '\0'; ++letter) *out++ = *letter;
    return out;
  }
};

}  // namespace fmt
