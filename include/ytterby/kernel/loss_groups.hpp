// SPDX-License-Identifier: Apache-2.0
/// @file  Terms of losses, the order to solve them in, and the nodes that can only lose together.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <tuple>
#include <utility>
#include <vector>

#include "ytterby/kernel/strong_components.hpp"

namespace ytterby::kernel {

/// The terms of each node, in compressed rows; see Cascade. Nodes are best numbered in flow order.
template <class Real>
struct LossTerms {
  std::vector<std::uint32_t> term_begin = {0};  ///< [node], N + 1
  std::vector<std::uint32_t> arc_begin = {0};   ///< [term], T + 1
  std::vector<Real> rest = {};                  ///< [term] 1 − Σ gain, at least 0; 0 only where nothing is left
  std::vector<std::uint32_t> from = {};         ///< [arc] node
  std::vector<Real> gain = {};                  ///< [arc] 0 or more

  [[nodiscard]] std::size_t nodes() const { return term_begin.size() - 1; }
  [[nodiscard]] std::size_t terms() const { return arc_begin.size() - 1; }
};

/// Nodes in groups of one loss, and groups at *places*, component by component, suppliers first.
///
/// A group is a largest set of nodes each of which has a term of weights of the set alone, by which a loss anywhere in
/// it goes anywhere else undiminished: an end component of the decision process. Nearly all groups have one node.
struct LossGroups {
  std::vector<std::uint32_t> place_of = {};          ///< [node]
  std::vector<std::uint32_t> node_begin = {0};       ///< [place], and one more
  std::vector<std::uint32_t> node_at = {};           ///< by place
  std::vector<std::uint32_t> component_begin = {0};  ///< [component] its first place, and one more

  template <class Real>
  explicit LossGroups(const LossTerms<Real>& terms) {
    const std::size_t n = terms.nodes();
    const auto component = strong_components(n, arcs_of(terms, [](std::size_t, std::size_t) { return true; }));
    const auto group = groups_of(terms, component);
    node_at.resize(n);
    std::iota(node_at.begin(), node_at.end(), 0U);
    std::vector<std::uint32_t> first_of(n, 0xffff'ffffU);  // [group] its first node, by which it is placed
    for (std::uint32_t node = 0; node < n; ++node) first_of[group[node]] = std::min(first_of[group[node]], node);
    const auto key = [&](std::uint32_t node) { return std::tuple(component[node], first_of[group[node]], node); };
    std::sort(node_at.begin(), node_at.end(), [&](std::uint32_t a, std::uint32_t b) { return key(a) < key(b); });
    place_of.resize(n);
    std::uint32_t places = 0;
    for (std::size_t i = 0; i < n; ++i) {
      const bool is_first = i == 0 || group[node_at[i]] != group[node_at[i - 1]];
      if (is_first && i > 0) node_begin.push_back(static_cast<std::uint32_t>(i));
      if (i > 0 && component[node_at[i]] != component[node_at[i - 1]]) component_begin.push_back(places);
      if (is_first) ++places;
      place_of[node_at[i]] = places - 1;
    }
    if (n > 0) {
      node_begin.push_back(static_cast<std::uint32_t>(n));
      component_begin.push_back(places);
    }
  }

 private:
  /// Customer to supplier, for the terms that `counts`(node, term).
  template <class Real, class Counts>
  [[nodiscard]] static std::vector<Arc> arcs_of(const LossTerms<Real>& terms, Counts&& counts) {
    std::vector<Arc> arcs;
    arcs.reserve(terms.from.size());
    for (std::uint32_t node = 0; node < terms.nodes(); ++node)
      for (auto term = terms.term_begin[node]; term < terms.term_begin[node + 1]; ++term) {
        if (!counts(node, term)) continue;
        for (auto arc = terms.arc_begin[term]; arc < terms.arc_begin[term + 1]; ++arc)
          arcs.emplace_back(node, terms.from[arc]);
      }
    return arcs;
  }

  /// [node] A number that the nodes of its group share, below N.
  template <class Real>
  [[nodiscard]] static std::vector<std::uint32_t> groups_of(const LossTerms<Real>& terms,
                                                            const std::vector<std::uint32_t>& component) {
    const std::size_t n = terms.nodes();
    std::vector<std::uint32_t> label = component;
    std::vector<bool> may(n, true);  // whether a node may be in a group of several
    const auto is_closed = [&](std::size_t node, std::size_t term) {
      if (!may[node] || terms.rest[term] != 0) return false;
      for (auto arc = terms.arc_begin[term]; arc < terms.arc_begin[term + 1]; ++arc)
        if (!may[terms.from[arc]] || label[terms.from[arc]] != label[node]) return false;
      return true;
    };
    const auto has_closed = [&](std::size_t node) {
      for (auto term = terms.term_begin[node]; term < terms.term_begin[node + 1]; ++term)
        if (is_closed(node, term)) return true;
      return false;
    };
    std::size_t left = n, before = n + 1;
    std::uint32_t labels = 0;
    for (bool finer = true; left > 0 && finer;) {
      while (left < before) {
        before = left;
        for (std::size_t node = 0; node < n; ++node)
          if (may[node] && !has_closed(node)) {
            may[node] = false;
            --left;
          }
      }
      const auto inner = strong_components(n, arcs_of(terms, is_closed));
      const auto now = n == 0 ? 0 : *std::max_element(inner.begin(), inner.end()) + 1;
      finer = now != labels;
      labels = now;
      label = inner;
      before = left + 1;
    }
    if (left == 0) std::iota(label.begin(), label.end(), 0U);
    return label;
  }
};

}  // namespace ytterby::kernel
