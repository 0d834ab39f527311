// SPDX-License-Identifier: Apache-2.0
/// @file  A few values by name, in the order of their names.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ytterby {

/// Of std::map<std::string, T> what is used of it, kept in a sorted vector: what else a map has would be compiled in
/// every program. Finding takes O(log n) comparisons, adding O(n) moves.
template <class T>
class ByName {
 public:
  using value_type = std::pair<std::string, T>;
  using const_iterator = typename std::vector<value_type>::const_iterator;
  using iterator = const_iterator;  ///< values change through `operator[]`, names never

  ByName() = default;
  /// Of two with the same name the first is kept.
  ByName(std::initializer_list<value_type> items) {
    for (const auto& [name, value] : items) emplace(name, value);
  }

  [[nodiscard]] const_iterator begin() const { return items_.begin(); }
  [[nodiscard]] const_iterator end() const { return items_.end(); }
  [[nodiscard]] std::size_t size() const { return items_.size(); }
  [[nodiscard]] bool empty() const { return items_.empty(); }

  [[nodiscard]] const_iterator find(std::string_view name) const {
    const auto at = items_.begin() + static_cast<std::ptrdiff_t>(place_of(name));
    return at != items_.end() && at->first == name ? at : items_.end();
  }
  [[nodiscard]] bool contains(std::string_view name) const { return find(name) != end(); }
  /// @throws std::out_of_range  when there is none of that name.
  [[nodiscard]] const T& at(std::string_view name) const {
    const auto found = find(name);
    if (found == end()) throw std::out_of_range("ytterby::ByName::at: nothing named '" + std::string(name) + "'");
    return found->second;
  }

  /// The value of that name; a new one if there was none.
  [[nodiscard]] T& operator[](std::string_view name) {
    const auto at = emplace(name, T{}).first;
    return items_[static_cast<std::size_t>(at - items_.cbegin())].second;
  }
  /// Adds it, unless there is one of that name. Returns where it is, and whether it was added.
  std::pair<const_iterator, bool> emplace(std::string_view name, T value) {
    const auto at = items_.begin() + static_cast<std::ptrdiff_t>(place_of(name));
    if (at != items_.end() && at->first == name) return {at, false};
    return {items_.insert(at, value_type{std::string(name), std::move(value)}), true};
  }
  /// How many went: 0 or 1.
  std::size_t erase(std::string_view name) {
    const auto found = find(name);
    if (found == end()) return 0;
    items_.erase(found);
    return 1;
  }

  friend bool operator==(const ByName&, const ByName&) = default;

 private:
  /// How many names come before.
  [[nodiscard]] std::size_t place_of(std::string_view name) const {
    std::size_t begin = 0;
    std::size_t end = items_.size();
    while (begin < end) {
      const std::size_t middle = begin + (end - begin) / 2;
      if (items_[middle].first < name) {
        begin = middle + 1;
      } else {
        end = middle;
      }
    }
    return begin;
  }

  std::vector<value_type> items_;
};

}  // namespace ytterby
