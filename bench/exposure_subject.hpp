// SPDX-License-Identifier: Apache-2.0
/// @file  One generated network with what the bench of exposures solves on it.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "exposure/supply_system.hpp"
#include "ytterby/core/random.hpp"
#include "ytterby/kernel/look_through.hpp"
#include "ytterby/network/frozen_network.hpp"

namespace ytterby::bench {

inline constexpr double residual_budget = 1e-12;

/// By mass, every node with demand a target; right-hand sides are the origins of mines drawn at random.
struct ExposureSubject {
  ExposureSubject(std::size_t edges, double recycling);

  [[nodiscard]] SupplySystem set_up() const;
  template <int Width>
  [[nodiscard]] kernel::PackArray<double, Width> given() const;
  /// Bytes that one substitution must at least move to or from memory, each array once.
  [[nodiscard]] double streamed_bytes(std::size_t width) const;

  FrozenNetwork network;
  std::vector<NodeId> targets = {};
  SupplySystem system = {};
};

/// The same equations by Eigen's SparseLU, columns ordered by COLAMD.
class SparseElimination {
 public:
  explicit SparseElimination(const kernel::DependenceRows<double>& rows);
  ~SparseElimination();  // where Factors is complete
  SparseElimination(const SparseElimination&) = delete;
  SparseElimination& operator=(const SparseElimination&) = delete;

  [[nodiscard]] std::vector<double> solve(const std::vector<double>& given) const;

 private:
  struct Factors;
  std::unique_ptr<Factors> factors_;
};

template <int Width>
kernel::PackArray<double, Width> ExposureSubject::given() const {
  RandomStream random{Seed{3}, 0};
  kernel::PackArray<double, Width> array(system.matrix.size());
  for (std::size_t row = 0; row < system.matrix.size(); ++row)
    for (std::size_t s = 0; s < Width; ++s)
      if (random.uniform() < 0.3) array.at(row, s) = system.draws.own[system.order.position_of[row]];
  return array;
}

}  // namespace ytterby::bench
