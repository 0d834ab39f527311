// SPDX-License-Identifier: Apache-2.0
/// @file  From names to rows.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <numeric>
#include <optional>
#include <string_view>
#include <vector>

#include "ytterby/core/indexed.hpp"

namespace ytterby {

/// A hash table over the names of a table's rows: buckets of about four names, laid end to end.
///
/// Edges name their nodes in any order, so that a look-up costs what it misses in caches and page tables: the bucket's
/// begin and the bucket, which can be fetched ahead and lie close together. About 7 bytes and the name for each row.
template <RowId Id, class Row>
class NameIndex {
 public:
  explicit NameIndex(const Indexed<Id, Row>& rows) : rows_(&rows), end_(rows.size() / 4 + 1, 0) {
    std::size_t size = 0;
    for (const Row& row : rows) {
      end_[bucket_of(hash_of(row.name))] += size_of_entry(row.name);
      size += size_of_entry(row.name);
    }
    std::exclusive_scan(end_.begin(), end_.end(), end_.begin(), std::size_t{0});
    entries_.resize(size);
    for (const Id id : rows.ids()) put(rows[id].name, static_cast<std::uint32_t>(index_of(id)));
  }

  /// What a name is looked up by.
  static std::uint64_t hash_of(std::string_view name) { return std::hash<std::string_view>{}(name); }

  /// Before `find`, some while: starts fetching where the bucket begins …
  void fetch_begin(std::uint64_t hash) const { __builtin_prefetch(&end_[bucket_of(hash)]); }
  /// … and, when that has arrived, the bucket.
  void fetch_bucket(std::uint64_t hash) const {
    const char* const begin = entries_.data() + begin_of(bucket_of(hash));
    __builtin_prefetch(begin);
    __builtin_prefetch(begin + 64);  // most do not end on the line on which they begin
  }

  /// The first row of that name.
  [[nodiscard]] std::optional<Id> find(std::string_view name) const {
    const auto bucket = bucket_of(hash_of(name));
    const char* const end = entries_.data() + end_[bucket];
    for (const char* at = entries_.data() + begin_of(bucket); at != end;) {
      const auto entry = take_entry(at);
      if (entry.name == name) return id_at<Id>(entry.row);
    }
    return std::nullopt;
  }

  [[nodiscard]] const Indexed<Id, Row>& rows() const { return *rows_; }

 private:
  // An entry is a row, a size and a name. Few names are long: their size stands behind the mark.
  using ShortSize = std::uint8_t;
  static constexpr ShortSize is_long = 255;
  struct Entry {
    std::uint32_t row = 0;
    std::string_view name = {};
  };

  static std::size_t size_of_entry(std::string_view name) {
    const bool has_mark = name.size() >= is_long;
    return sizeof(std::uint32_t) + sizeof(ShortSize) + (has_mark ? sizeof(std::size_t) : 0) + name.size();
  }

  [[nodiscard]] std::size_t bucket_of(std::uint64_t hash) const { return ((hash >> 32U) * end_.size()) >> 32U; }
  [[nodiscard]] std::size_t begin_of(std::size_t bucket) const { return bucket == 0 ? 0 : end_[bucket - 1]; }

  /// Moves the bucket's begin towards its end.
  void put(std::string_view name, std::uint32_t row) {
    std::size_t& at = end_[bucket_of(hash_of(name))];
    const auto append = [&](const void* data, std::size_t size) {
      std::memcpy(entries_.data() + at, data, size);
      at += size;
    };
    const auto size = name.size();
    const auto short_size = static_cast<ShortSize>(std::min<std::size_t>(size, is_long));
    append(&row, sizeof row);
    append(&short_size, sizeof short_size);
    if (short_size == is_long) append(&size, sizeof size);
    append(name.data(), size);
  }

  static Entry take_entry(const char*& at) {
    const auto take = [&at]<class Number>(Number number) {
      std::memcpy(&number, at, sizeof number);
      at += sizeof number;
      return number;
    };
    Entry entry{.row = take(std::uint32_t{})};
    std::size_t size = take(ShortSize{});
    if (size == is_long) size = take(std::size_t{});
    entry.name = {at, size};
    at += size;
    return entry;
  }

  const Indexed<Id, Row>* rows_;
  std::vector<std::size_t> end_;  // of each bucket in `entries_`
  std::vector<char> entries_ = {};
};

}  // namespace ytterby
