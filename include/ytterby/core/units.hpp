// SPDX-License-Identifier: Apache-2.0
/// @file  Units as types: months, dates, tonnes, tonnes per month, dollars. They cost nothing at run time.
#pragma once

#include <compare>
#include <concepts>
#include <limits>
#include <ratio>

#include "ytterby/core/std_chrono.hpp"

namespace ytterby {

/// A month of 365.25/12 = 30.4375 days exactly; days and weeks convert without loss of meaning.
/// std::chrono::months is the Gregorian mean month, which differs in the fifth digit. The ratio is in lowest terms, so
/// that sums of Months are Months.
using Months = std::chrono::duration<double, std::ratio<31'557'600, 12>::type>;

/// A day, 00:00 UTC.
using Date = std::chrono::sys_days;

/// A number with a unit in its type. Adds and compares within a unit, scales by plain numbers, and its ratio within a
/// unit is a plain number; products between units exist only where they mean something (below).
template <class Unit>
struct Quantity {
  double value = 0;

  friend constexpr auto operator<=>(const Quantity&, const Quantity&) = default;  // NOLINT(modernize-use-nullptr)
  friend constexpr Quantity operator+(Quantity a, Quantity b) { return {a.value + b.value}; }
  friend constexpr Quantity operator-(Quantity a, Quantity b) { return {a.value - b.value}; }
  friend constexpr Quantity operator*(Quantity a, double factor) { return {a.value * factor}; }
  friend constexpr Quantity operator*(double factor, Quantity a) { return {factor * a.value}; }
  friend constexpr Quantity operator/(Quantity a, double divisor) { return {a.value / divisor}; }
  friend constexpr double operator/(Quantity a, Quantity b) { return a.value / b.value; }
  constexpr Quantity& operator+=(Quantity other) {
    value += other.value;
    return *this;
  }
  constexpr Quantity& operator-=(Quantity other) {
    value -= other.value;
    return *this;
  }
};

using Mass = Quantity<struct Tonnes>;                ///< t of the product named
using Flow = Quantity<struct TonnesPerMonth>;        ///< t/month
using Money = Quantity<struct Dollars>;              ///< USD
using UnitValue = Quantity<struct DollarsPerTonne>;  ///< USD/t
using LicenceRate = Quantity<struct LicencesPerMonth>;

constexpr Mass operator*(Flow rate, Months time) { return {rate.value * time.count()}; }
constexpr Mass operator*(Months time, Flow rate) { return rate * time; }
constexpr Flow operator/(Mass mass, Months time) { return {mass.value / time.count()}; }
constexpr Months operator/(Mass mass, Flow rate) { return Months{mass.value / rate.value}; }
constexpr Money operator*(UnitValue price, Mass mass) { return {price.value * mass.value}; }
constexpr Money operator*(Mass mass, UnitValue price) { return price * mass; }

/// No limit: the value of a capacity, licence rate or batch size that an empty cell means.
template <class Q>
inline constexpr Q unlimited{std::numeric_limits<double>::infinity()};

template <class Unit>
[[nodiscard]] constexpr bool is_unlimited(Quantity<Unit> quantity) {
  return quantity == unlimited<Quantity<Unit>>;
}

template <class A, class B>
concept Addable = requires(A a, B b) {
  a + b;
};

inline namespace literals {
constexpr Months operator""_mo(long double count) { return Months{static_cast<double>(count)}; }
constexpr Months operator""_mo(unsigned long long count) { return Months{static_cast<double>(count)}; }
constexpr Mass operator""_t(long double count) { return {static_cast<double>(count)}; }
constexpr Mass operator""_t(unsigned long long count) { return {static_cast<double>(count)}; }
constexpr Flow operator""_t_per_mo(long double count) { return {static_cast<double>(count)}; }
constexpr Flow operator""_t_per_mo(unsigned long long count) { return {static_cast<double>(count)}; }
}  // namespace literals

}  // namespace ytterby
