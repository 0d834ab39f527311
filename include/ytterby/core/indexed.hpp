// SPDX-License-Identifier: Apache-2.0
/// @file  Ids that index only their own arrays.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>
#include <vector>

namespace ytterby {

/// An id is a scoped enumeration over an unsigned integer: it neither adds nor converts, and an id of another table
/// does not compile in its place.
template <class Id>
concept RowId = std::is_enum_v<Id> && !std::convertible_to<Id, std::size_t>;

enum class NodeId : std::uint32_t {};        ///< row of nodes.csv, before and after freeze
enum class InputId : std::uint32_t {};       ///< row of inputs.csv
enum class EdgeId : std::uint32_t {};        ///< row of edges.csv
enum class LaneId : std::uint32_t {};        ///< row of lanes.csv
enum class OfficeId : std::uint32_t {};      ///< row of offices.csv
enum class SpecialDayId : std::uint32_t {};  ///< row of holidays.csv

/// The edge that needs no licence.
inline constexpr LaneId no_lane{0xffff'ffffU};

template <RowId Id>
[[nodiscard]] constexpr std::size_t index_of(Id id) {
  return static_cast<std::size_t>(id);
}

template <RowId Id>
[[nodiscard]] constexpr Id id_at(std::size_t index) {
  return static_cast<Id>(static_cast<std::underlying_type_t<Id>>(index));
}

/// The ids 0 … size − 1, for range-for.
template <RowId Id>
class IdRange {
 public:
  class Iterator {
   public:
    using value_type = Id;
    using difference_type = std::ptrdiff_t;
    constexpr Iterator() = default;
    constexpr explicit Iterator(std::size_t at) : at_(at) {}
    constexpr Id operator*() const { return id_at<Id>(at_); }
    constexpr Iterator& operator++() {
      ++at_;
      return *this;
    }
    constexpr Iterator operator++(int) {
      Iterator before = *this;
      ++at_;
      return before;
    }
    friend constexpr bool operator==(Iterator, Iterator) = default;

   private:
    std::size_t at_ = 0;
  };

  constexpr explicit IdRange(std::size_t size) : size_(size) {}
  [[nodiscard]] constexpr Iterator begin() const { return Iterator{0}; }
  [[nodiscard]] constexpr Iterator end() const { return Iterator{size_}; }
  [[nodiscard]] constexpr std::size_t size() const { return size_; }

 private:
  std::size_t size_;
};

/// A vector with one element for each row of a table, indexed by that table's id alone.
template <RowId Id, class T>
class Indexed {
 public:
  Indexed() = default;
  explicit Indexed(std::size_t size, const T& value = T{}) : values_(size, value) {}
  explicit Indexed(std::vector<T> values) : values_(std::move(values)) {}

  [[nodiscard]] decltype(auto) operator[](Id id) { return values_[index_of(id)]; }
  [[nodiscard]] decltype(auto) operator[](Id id) const { return values_[index_of(id)]; }
  [[nodiscard]] std::size_t size() const { return values_.size(); }
  [[nodiscard]] bool empty() const { return values_.empty(); }
  [[nodiscard]] IdRange<Id> ids() const { return IdRange<Id>{size()}; }
  [[nodiscard]] auto begin() { return values_.begin(); }
  [[nodiscard]] auto end() { return values_.end(); }
  [[nodiscard]] auto begin() const { return values_.begin(); }
  [[nodiscard]] auto end() const { return values_.end(); }
  [[nodiscard]] const T* data() const { return values_.data(); }
  void reserve(std::size_t size) { values_.reserve(size); }

  Id push_back(T value) {
    values_.push_back(std::move(value));
    return id_at<Id>(values_.size() - 1);
  }

  friend bool operator==(const Indexed&, const Indexed&) = default;

 private:
  std::vector<T> values_;
};

template <class T>
using PerNode = Indexed<NodeId, T>;
template <class T>
using PerInput = Indexed<InputId, T>;
template <class T>
using PerEdge = Indexed<EdgeId, T>;
template <class T>
using PerLane = Indexed<LaneId, T>;
template <class T>
using PerOffice = Indexed<OfficeId, T>;
template <class T>
using PerSpecialDay = Indexed<SpecialDayId, T>;

}  // namespace ytterby
