// SPDX-License-Identifier: Apache-2.0
/// @file  A set of nodes, walked in flow order while it grows.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace ytterby {

/// Positions as bits. A walk takes O(size / 64) besides what it visits, and meets what joins ahead of it.
class NodeSet {
 public:
  explicit NodeSet(std::size_t size = 0) : words_((size + 63) / 64, 0) {}

  [[nodiscard]] bool contains(std::uint32_t at) const { return (words_[at / 64] >> at % 64 & 1U) != 0; }
  void insert(std::uint32_t at) { words_[at / 64] |= std::uint64_t{1} << at % 64; }
  void erase(std::uint32_t at) { words_[at / 64] &= ~(std::uint64_t{1} << at % 64); }
  void clear() { words_.assign(words_.size(), 0); }

  template <class Visit>
  void walk_up(Visit&& visit) const {
    for (std::size_t w = 0; w < words_.size(); ++w)
      for (std::uint64_t left = words_[w]; left != 0;) {
        const auto bit = static_cast<unsigned>(std::countr_zero(left));
        visit(static_cast<std::uint32_t>(w * 64 + bit));
        left = bit == 63 ? 0 : words_[w] & ~std::uint64_t{0} << (bit + 1);
      }
  }
  template <class Visit>
  void walk_down(Visit&& visit) const {
    for (std::size_t w = words_.size(); w-- > 0;)
      for (std::uint64_t left = words_[w]; left != 0;) {
        const auto bit = 63U - static_cast<unsigned>(std::countl_zero(left));
        visit(static_cast<std::uint32_t>(w * 64 + bit));
        left = words_[w] & ((std::uint64_t{1} << bit) - 1);
      }
  }

 private:
  std::vector<std::uint64_t> words_;
};

}  // namespace ytterby
