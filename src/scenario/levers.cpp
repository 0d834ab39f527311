// SPDX-License-Identifier: Apache-2.0
/// @file  Which table has which levers, and the values they take.
#include "scenario/levers.hpp"

#include <array>
#include <cmath>

namespace ytterby {
namespace {

constexpr std::array node_levers{Lever::capacity,     Lever::stock,    Lever::demand,
                                 Lever::output_value, Lever::priority, Lever::minimum_share};
constexpr std::array input_levers{Lever::t_per_t, Lever::stock, Lever::essential};
constexpr std::array edge_levers{Lever::capacity, Lever::flow, Lever::lead_time};
constexpr std::array lane_levers{Lever::t_per_licence, Lever::review,     Lever::review_working_days,
                                 Lever::approval,      Lever::refile,     Lever::priority,
                                 Lever::valid,         Lever::volume,     Lever::controlled,
                                 Lever::returned,      Lever::correction, Lever::restocking};
constexpr std::array office_levers{Lever::licences_per_month};

constexpr double most_working_days = 10'000;

/// Divisors: zero would mean nothing.
constexpr bool is_above_zero(Lever lever) { return lever == Lever::t_per_t || lever == Lever::t_per_licence; }

}  // namespace

bool is_share(Lever lever) {
  switch (lever) {
    case Lever::minimum_share:
    case Lever::essential:
    case Lever::approval:
    case Lever::controlled:
    case Lever::returned:
    case Lever::restocking: return true;
    default: return false;
  }
}

bool is_below_one(Lever lever) { return lever == Lever::returned; }

bool is_lane_time(Lever lever) {
  return lever == Lever::review || lever == Lever::refile || lever == Lever::valid || lever == Lever::correction;
}

std::string_view words_of(Table table) {
  switch (table) {
    case Table::nodes: return "nodes";
    case Table::inputs: return "inputs";
    case Table::edges: return "edges";
    case Table::lanes: return "lanes";
    case Table::offices: return "offices";
    case Table::special_days: return "holidays";
  }
  return {};
}

std::span<const Lever> levers_of(Table table) {
  switch (table) {
    case Table::nodes: return node_levers;
    case Table::inputs: return input_levers;
    case Table::edges: return edge_levers;
    case Table::lanes: return lane_levers;
    case Table::offices: return office_levers;
    case Table::special_days: return {};
  }
  return {};
}

std::string_view expected_of_set(Lever lever, double value) {
  if (!std::isfinite(value)) return "a finite number";
  if (is_below_one(lever)) return value >= 0 && value < 1 ? "" : "0 or more, below 1";
  if (is_share(lever)) return value >= 0 && value <= 1 ? "" : "0 to 1";
  if (lever == Lever::review_working_days) {
    const bool is_count = value >= 0 && value <= most_working_days && value == std::floor(value);
    return is_count ? "" : "a whole number from 0 to 10000";
  }
  if (is_above_zero(lever)) return value > 0 ? "" : "more than 0";
  if (is_lane_time(lever) && value > longest_lane_time.count()) return "1000000 months or less";
  return value >= 0 || lever == Lever::priority ? "" : "0 or more";
}

std::string_view expected_of_scale(Lever lever, double factor) {
  if (!std::isfinite(factor)) return "a finite number";
  if (lever == Lever::review_working_days) return "it set, or 'review' scaled";
  if (is_above_zero(lever)) return factor > 0 ? "" : "more than 0";
  return factor >= 0 ? "" : "0 or more";
}

}  // namespace ytterby
