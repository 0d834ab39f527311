// SPDX-License-Identifier: Apache-2.0
/// @file  Which countries what a node makes is of, and mixtures of what several make.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "ytterby/core/indexed.hpp"
#include "ytterby/exposure/concentration.hpp"
#include "ytterby/exposure/expose.hpp"
#include "ytterby/network/frozen_network.hpp"

namespace ytterby::detail {

/// Of each node's output, what part is of which country.
class Sources {
 public:
  /// All of it of the country where it is made.
  [[nodiscard]] static Sources made_in(const FrozenNetwork& network);
  /// As origins are found through all tiers.
  /// @param origins  Of every node, in the order of nodes.csv.
  [[nodiscard]] static Sources from(const Origins& origins);

  [[nodiscard]] const std::vector<std::string>& countries() const { return countries_; }
  /// Whether anything can be said of it at all.
  [[nodiscard]] bool known(NodeId node) const { return known_[node]; }
  /// Calls `visit(country, part)` for each part above 0 that has a country.
  template <class Visit>
  void for_each(NodeId node, Visit&& visit) const {
    for (const Part& part : parts_[node]) visit(part.country, part.share);
  }

 private:
  struct Part {
    std::size_t country = 0;
    double share = 0;
  };

  std::vector<std::string> countries_ = {};
  PerNode<std::vector<Part>> parts_ = {};
  PerNode<char> known_ = {};
};

/// Amounts of several nodes' outputs together.
class Mixture {
 public:
  explicit Mixture(const Sources& sources) : sources_(&sources), amounts_(sources.countries().size()) {}

  /// What nothing is known of is left out.
  void add(NodeId node, double amount);

  [[nodiscard]] bool empty() const { return !(total_ > 0); }
  [[nodiscard]] double total() const { return total_; }
  [[nodiscard]] double share(std::size_t country) const { return amounts_[country] / total_; }
  /// @pre  Not empty.
  [[nodiscard]] Concentration concentration() const;

 private:
  const Sources* sources_;
  std::vector<double> amounts_;
  double total_ = 0;
};

}  // namespace ytterby::detail
