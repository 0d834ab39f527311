// SPDX-License-Identifier: Apache-2.0
/// @file  Names of what is knocked out and what it is ranked by.
#include <array>
#include <utility>

#include "ytterby/knock_out/knock_out.hpp"

namespace ytterby {

namespace {

constexpr std::array<std::pair<KnockOutBy, std::string_view>, 6> by_keys{{{KnockOutBy::node, "node"},
                                                                          {KnockOutBy::site, "site"},
                                                                          {KnockOutBy::country, "country"},
                                                                          {KnockOutBy::stage, "stage"},
                                                                          {KnockOutBy::lane, "lane"},
                                                                          {KnockOutBy::office, "office"}}};
constexpr std::array<std::pair<RankBy, std::string_view>, 4> rank_by_keys{
    {{RankBy::months_lost, "months_lost"},
     {RankBy::unserved, "unserved_t"},
     {RankBy::unserved_value, "unserved_usd"},
     {RankBy::best_months_lost, "best_months_lost"}}};

template <class Keys, class Value>
std::string_view name_among(const Keys& keys, Value value) {
  for (const auto& [key, name] : keys)
    if (key == value) return name;
  return {};
}

template <class Value, std::size_t Count>
std::optional<Value> named_among(const std::array<std::pair<Value, std::string_view>, Count>& keys,
                                 std::string_view name) {
  for (const auto& [value, key] : keys)
    if (key == name) return value;
  return {};
}

}  // namespace

std::string_view key_of(KnockOutBy by) { return name_among(by_keys, by); }
std::optional<KnockOutBy> knock_out_by_of(std::string_view key) { return named_among(by_keys, key); }
std::string_view key_of(RankBy by) { return name_among(rank_by_keys, by); }
std::optional<RankBy> rank_by_of(std::string_view key) { return named_among(rank_by_keys, key); }

}  // namespace ytterby
