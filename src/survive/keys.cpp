// SPDX-License-Identifier: Apache-2.0
/// @file  Names of what a best case is asked and answers.
#include <array>
#include <utility>

#include "ytterby/survive/survive.hpp"

namespace ytterby {

namespace {

template <class Enum, std::size_t Count>
using Keys = std::array<std::pair<Enum, std::string_view>, Count>;

constexpr Keys<Rivals, 3> rivals_keys{
    {{Rivals::share, "share"}, {Rivals::ignored, "ignored"}, {Rivals::served, "served"}}};
constexpr Keys<Method, 4> method_keys{
    {{Method::automatic, "automatic"}, {Method::cut, "cut"}, {Method::lp, "lp"}, {Method::bracket, "bracket"}}};
constexpr Keys<Gain::Quantity, 5> quantity_keys{{{Gain::Quantity::stock, "stock"},
                                                 {Gain::Quantity::capacity, "capacity"},
                                                 {Gain::Quantity::edge_capacity, "edge_capacity"},
                                                 {Gain::Quantity::lane, "lane"},
                                                 {Gain::Quantity::demand, "demand"}}};
constexpr Keys<Crossing::Kind, 4> kind_keys{{{Crossing::Kind::capacity, "capacity"},
                                             {Crossing::Kind::edge, "edge"},
                                             {Crossing::Kind::lane, "lane"},
                                             {Crossing::Kind::share, "share"}}};

template <class Enum, std::size_t Count>
std::string_view key_in(const Keys<Enum, Count>& keys, Enum value) {
  for (const auto& [key, name] : keys)
    if (key == value) return name;
  return {};
}

template <class Enum, std::size_t Count>
std::optional<Enum> value_in(const Keys<Enum, Count>& keys, std::string_view name) {
  for (const auto& [value, key] : keys)
    if (key == name) return value;
  return {};
}

}  // namespace

std::string_view key_of(Rivals rivals) { return key_in(rivals_keys, rivals); }
std::optional<Rivals> rivals_of(std::string_view key) { return value_in(rivals_keys, key); }
std::string_view key_of(Method method) { return key_in(method_keys, method); }
std::optional<Method> method_of(std::string_view key) { return value_in(method_keys, key); }
std::string_view key_of(Gain::Quantity quantity) { return key_in(quantity_keys, quantity); }
std::string_view key_of(Crossing::Kind kind) { return key_in(kind_keys, kind); }

}  // namespace ytterby
