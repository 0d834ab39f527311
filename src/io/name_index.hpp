// SPDX-License-Identifier: Apache-2.0
/// @file  From names to rows.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "ytterby/core/indexed.hpp"

namespace ytterby {

/// A hash table over the names of a table's rows, which must outlive it unchanged: linear probing, two thirds full at
/// most.
///
/// Edges name their nodes in any order, so that a look-up costs what it misses in the cache: two lines, which can be
/// fetched ahead. At most 48 bytes and the name for each row.
template <RowId Id, class Row>
class NameIndex {
 public:
  explicit NameIndex(const Indexed<Id, Row>& rows)
      : rows_(&rows), slots_(std::bit_ceil(rows.size() + rows.size() / 2 + 1)) {
    for (const Id id : rows.ids()) {
      const std::string_view name = rows[id].name;
      Slot& slot = slots_[slot_of(name)];
      if (slot.row != empty) continue;  // the first of a name counts
      slot.part_of_hash = part_of(hash_of(name));
      slot.row = static_cast<std::uint32_t>(index_of(id));
      slot.begin = letters_.size() & ((std::uint64_t{1} << 40U) - 1);
      slot.size = name.size() & ((std::uint64_t{1} << 24U) - 1);
      letters_.insert(letters_.end(), name.begin(), name.end());
    }
  }

  /// Before `find`, some while: starts fetching the slot …
  void fetch_slot(std::string_view name) const { fetch(&slots_[hash_of(name) & (slots_.size() - 1)]); }
  /// … and, when it has arrived, the name in it.
  void fetch_name(std::string_view name) const {
    fetch(letters_.data() + slots_[hash_of(name) & (slots_.size() - 1)].begin);
  }

  /// The first row of that name.
  [[nodiscard]] std::optional<Id> find(std::string_view name) const {
    const Slot& slot = slots_[slot_of(name)];
    return slot.row == empty ? std::nullopt : std::optional{id_at<Id>(slot.row)};
  }

  [[nodiscard]] const Indexed<Id, Row>& rows() const { return *rows_; }

 private:
  static constexpr std::uint32_t empty = 0xffff'ffffU;
  struct Slot {
    std::uint32_t part_of_hash = 0;
    std::uint32_t row = empty;
    std::uint64_t begin : 40 = 0;  // of the name in `letters_`
    std::uint64_t size : 24 = 0;   // a field is no longer than 1 MiB
  };

  static std::uint64_t hash_of(std::string_view name) { return std::hash<std::string_view>{}(name); }
  static std::uint32_t part_of(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32U); }

  [[nodiscard]] std::string_view name_in(const Slot& slot) const { return {letters_.data() + slot.begin, slot.size}; }
  static void fetch(const void* address) { __builtin_prefetch(address); }

  /// Where the name is, or would be put.
  [[nodiscard]] std::size_t slot_of(std::string_view name) const {
    const auto hash = hash_of(name);
    const auto mask = slots_.size() - 1;
    const auto is_other = [&](const Slot& slot) {
      return slot.row != empty && (slot.part_of_hash != part_of(hash) || name_in(slot) != name);
    };
    auto at = static_cast<std::size_t>(hash) & mask;
    while (is_other(slots_[at])) at = (at + 1) & mask;
    return at;
  }

  const Indexed<Id, Row>* rows_;
  std::vector<Slot> slots_;
  std::vector<char> letters_ = {};  // of all names, one after the other
};

}  // namespace ytterby
