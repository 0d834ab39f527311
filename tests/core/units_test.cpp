// SPDX-License-Identifier: Apache-2.0
/// @file  Units: what adds up, and what must not compile.
#include <doctest/doctest.h>

#include <chrono>
#include <concepts>
#include <type_traits>

#include "ytterby/core/units.hpp"

using namespace ytterby;
using namespace ytterby::literals;

namespace {

template <class A, class B>
concept Multipliable = requires(A a, B b) {
  a* b;
};
template <class A, class B>
concept Divisible = requires(A a, B b) {
  a / b;
};
template <class A, class B>
concept Comparable = requires(A a, B b) {
  a < b;
};

// Within a unit.
static_assert(Addable<Mass, Mass> && Addable<Flow, Flow> && Addable<Months, Months>);
static_assert(!Addable<Mass, Flow> && !Addable<Mass, double> && !Addable<Mass, Months> && !Addable<Money, UnitValue>);
static_assert(Comparable<Mass, Mass> && !Comparable<Mass, Flow> && !Comparable<Mass, double>);
static_assert(!std::convertible_to<Mass, double> && !std::convertible_to<double, Mass>);
static_assert(!std::convertible_to<Mass, Flow> && !std::is_constructible_v<Flow, Mass>);

// Between units: only what means something.
static_assert(std::same_as<decltype(Flow{} * Months{}), Mass> && std::same_as<decltype(Months{} * Flow{}), Mass>);
static_assert(std::same_as<decltype(Mass{} / Months{}), Flow> && std::same_as<decltype(Mass{} / Flow{}), Months>);
static_assert(std::same_as<decltype(UnitValue{} * Mass{}), Money> &&
              std::same_as<decltype(Mass{} * UnitValue{}), Money>);
static_assert(std::same_as<decltype(Mass{} / Mass{}), double> && std::same_as<decltype(2.0 * Mass{}), Mass>);
static_assert(!Multipliable<Mass, Mass> && !Multipliable<Mass, Months> && !Multipliable<Flow, UnitValue>);
static_assert(!Divisible<Flow, Months> && !Divisible<Money, Flow> && !Divisible<double, Mass>);

// They cost nothing.
static_assert(sizeof(Mass) == sizeof(double) && std::is_trivially_copyable_v<Mass> && std::is_aggregate_v<Mass>);

// Arithmetic.
static_assert(12_t / 3_mo * 2_mo == 8_t);
static_assert(30_t / 10_t_per_mo == 3_mo);
static_assert(1.5_t + 0.5_t == 2_t && 2_t - 3_t == -1 * 1_t && 3_t / 2 == 1.5_t && 6_t / 4_t == 1.5);
static_assert(UnitValue{100} * 2_t == Money{200});

// A month is 30.4375 days.
static_assert(Months{std::chrono::days{487}} == Months{16});
static_assert(std::same_as<decltype(1_mo + 1_mo), Months>);

static_assert(is_unlimited(unlimited<Flow>) && !is_unlimited(1e300_t_per_mo) && unlimited<Mass> > 1e300_t);

}  // namespace

TEST_CASE("quantities add up in place") {
  Mass stock = 5_t;
  stock += 3_t;
  stock -= 6_t;
  CHECK(stock == 2_t);
}

TEST_CASE("a week is 7 of 30.4375 days") {
  const Months week = std::chrono::weeks{1};
  CHECK(week.count() == doctest::Approx(7 / 30.4375).epsilon(1e-15));
}

TEST_CASE("the time between two dates is in months of 30.4375 days") {
  using namespace std::chrono;
  const Date from = sys_days{year{2025} / April / 4}, to = sys_days{year{2026} / April / 4};
  CHECK(Months{to - from}.count() == doctest::Approx(365 / 30.4375).epsilon(1e-15));
}
