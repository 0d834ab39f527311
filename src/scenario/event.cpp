// SPDX-License-Identifier: Apache-2.0
/// @file  Names of levers.
#include "ytterby/scenario/event.hpp"

#include <algorithm>
#include <array>

namespace ytterby {
namespace {

struct NamedLever {
  Lever lever{};
  std::string_view key = {};
};

constexpr std::array named_levers{
    NamedLever{Lever::capacity, "capacity"},
    NamedLever{Lever::stock, "stock"},
    NamedLever{Lever::demand, "demand"},
    NamedLever{Lever::output_value, "output"},
    NamedLever{Lever::priority, "priority"},
    NamedLever{Lever::minimum_share, "minimum_share"},
    NamedLever{Lever::t_per_t, "t_per_t"},
    NamedLever{Lever::essential, "essential"},
    NamedLever{Lever::flow, "flow"},
    NamedLever{Lever::lead_time, "lead"},
    NamedLever{Lever::t_per_licence, "t_per_licence"},
    NamedLever{Lever::review, "review"},
    NamedLever{Lever::review_working_days, "review_working_days"},
    NamedLever{Lever::approval, "approval"},
    NamedLever{Lever::refile, "refile"},
    NamedLever{Lever::valid, "valid"},
    NamedLever{Lever::volume, "volume"},
    NamedLever{Lever::controlled, "controlled"},
    NamedLever{Lever::returned, "returned"},
    NamedLever{Lever::correction, "correction"},
    NamedLever{Lever::restocking, "restocking"},
    NamedLever{Lever::licences_per_month, "licences_per_month"},
};

}  // namespace

std::string_view key_of(Lever lever) {
  const auto* const named = std::ranges::find(named_levers, lever, &NamedLever::lever);
  return named == named_levers.end() ? std::string_view{} : named->key;
}

std::optional<Lever> lever_of(std::string_view key) {
  const auto* const named = std::ranges::find(named_levers, key, &NamedLever::key);
  return named == named_levers.end() ? std::nullopt : std::optional{named->lever};
}

}  // namespace ytterby
