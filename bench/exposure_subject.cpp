// SPDX-License-Identifier: Apache-2.0
/// @file  What is solved, and Eigen's way to solve it.
#include "exposure_subject.hpp"

#include <Eigen/SparseLU>

#include <stdexcept>

#include "generate.hpp"

namespace ytterby::bench {

ExposureSubject::ExposureSubject(std::size_t edges, double recycling)
    : network(freeze(generate({.edges = edges, .recycling = recycling}))) {
  for (const NodeId node : network.nodes())
    if (network.demand(node).value > 0) targets.push_back(node);
  system = set_up();
}

SupplySystem ExposureSubject::set_up() const { return supply_system(network, targets, {}); }

double ExposureSubject::streamed_bytes(std::size_t width) const {
  const auto rows = static_cast<double>(system.matrix.size()), entries = static_cast<double>(system.matrix.from.size());
  const auto numbers = 2 * static_cast<double>(width);  // what is given, and the solution
  return entries * (sizeof(double) + sizeof(std::uint32_t)) +
         rows * (sizeof(std::uint32_t) + sizeof(double) + numbers * sizeof(double));
}

struct SparseElimination::Factors {
  Eigen::SparseLU<Eigen::SparseMatrix<double>, Eigen::COLAMDOrdering<int>> solver;
};

SparseElimination::SparseElimination(const kernel::DependenceRows<double>& rows)
    : factors_(std::make_unique<Factors>()) {
  std::vector<Eigen::Triplet<double>> entries;
  entries.reserve(rows.size() + rows.from.size());
  for (std::size_t row = 0; row < rows.size(); ++row) {
    entries.emplace_back(static_cast<int>(row), static_cast<int>(row), 1 / rows.turns[row]);
    for (std::size_t e = rows.begin[row]; e < rows.begin[row + 1]; ++e)
      entries.emplace_back(static_cast<int>(row), static_cast<int>(rows.from[e]), -rows.weight[e]);
  }
  const auto size = static_cast<Eigen::Index>(rows.size());
  Eigen::SparseMatrix<double> matrix(size, size);
  matrix.setFromTriplets(entries.begin(), entries.end());
  factors_->solver.compute(matrix);
  if (factors_->solver.info() != Eigen::Success)
    throw std::runtime_error("SparseLU: " + factors_->solver.lastErrorMessage());
}

SparseElimination::~SparseElimination() = default;

std::vector<double> SparseElimination::solve(const std::vector<double>& given) const {
  const Eigen::VectorXd x =
      factors_->solver.solve(Eigen::Map<const Eigen::VectorXd>(given.data(), static_cast<Eigen::Index>(given.size())));
  return {x.begin(), x.end()};
}

}  // namespace ytterby::bench
