// SPDX-License-Identifier: Apache-2.0
/// @file  A frozen network as sparse matrix and vectors of Eigen, over the network's own rows.
///
/// N nodes by position (suppliers before customers), S inputs by slot, L edges by arc; see Rows. Nothing is copied:
/// maps point into the network, or into the values they were given, and must not outlive them.
#pragma once

#include <Eigen/Core>
#include <Eigen/SparseCore>

#include <cstddef>
#include <cstdint>
#include <vector>

#include "ytterby/network/frozen_network.hpp"

namespace ytterby {

using ArcMatrix = Eigen::Map<const Eigen::SparseMatrix<double, Eigen::RowMajor, int>>;
using ArcVector = Eigen::Map<const Eigen::VectorXd>;
using PositionPermutation = Eigen::Map<Eigen::PermutationMatrix<Eigen::Dynamic>>;

namespace detail {

inline Eigen::Index eigen_size(std::size_t size) { return static_cast<Eigen::Index>(size); }
/// The same bits: all are below 2^31.
inline const int* as_int(const std::vector<std::uint32_t>& numbers) {
  return reinterpret_cast<const int*>(numbers.data());
}

}  // namespace detail

/// The S × N matrix with a value of one's own for each arc: in the row of a slot, in the columns of its suppliers. An
/// entry occurs twice where a supplier delivers by two lanes; products add them up.
///
/// @param values  [arc]
[[nodiscard]] inline ArcMatrix arc_matrix(const FrozenNetwork& network, const std::vector<double>& values) {
  const Rows& rows = network.rows();
  return {detail::eigen_size(rows.input_at.size()),
          detail::eigen_size(rows.node_at.size()),
          detail::eigen_size(rows.from.size()),
          detail::as_int(rows.in_begin),
          detail::as_int(rows.from),
          values.data()};
}

/// t/month from each supplier into each input, at the baseline.
[[nodiscard]] inline ArcMatrix flow_matrix(const FrozenNetwork& network) {
  return arc_matrix(network, network.rows().flow);
}

/// [arc] t/month: what flow_matrix holds, end to end.
[[nodiscard]] inline ArcVector flow_vector(const FrozenNetwork& network) {
  const auto& flow = network.rows().flow;
  return {flow.data(), detail::eigen_size(flow.size())};
}

/// [arc] The share of each edge in its input; where nothing flows, 0. Time O(L).
[[nodiscard]] inline std::vector<double> shares_of(const FrozenNetwork& network) {
  const Rows& rows = network.rows();
  std::vector<double> shares(rows.flow.size());
  const Eigen::VectorXd inflow = flow_matrix(network) * Eigen::VectorXd::Ones(detail::eigen_size(rows.node_at.size()));
  for (std::size_t arc = 0; arc < shares.size(); ++arc) {
    const double all = inflow[detail::eigen_size(rows.slot[arc])];
    shares[arc] = all > 0 ? rows.flow[arc] / all : 0;
  }
  return shares;
}

/// Who supplies each input, in shares: rows add up to 1, or to 0 where nothing flows. The network keeps flows, not
/// shares, so those are the caller's: `shares_of(network)`, once, or shares as some policy moves them.
[[nodiscard]] inline ArcMatrix share_matrix(const FrozenNetwork& network, const std::vector<double>& shares) {
  return arc_matrix(network, shares);
}
ArcMatrix share_matrix(const FrozenNetwork& network, const std::vector<double>&& shares) = delete;
ArcMatrix arc_matrix(const FrozenNetwork& network, const std::vector<double>&& values) = delete;

/// Turns a vector by NodeId into one by position, its `.transpose()` the other way.
[[nodiscard]] inline PositionPermutation to_positions(const FrozenNetwork& network) {
  const auto& position_of = network.rows().position_of;
  return {reinterpret_cast<const int*>(position_of.data()), detail::eigen_size(position_of.size())};
}

/// The same from InputId to slot.
[[nodiscard]] inline PositionPermutation to_slots(const FrozenNetwork& network) {
  const auto& slot_of = network.rows().slot_of;
  return {reinterpret_cast<const int*>(slot_of.data()), detail::eigen_size(slot_of.size())};
}

}  // namespace ytterby
