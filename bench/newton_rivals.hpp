// SPDX-License-Identifier: Apache-2.0
/// @file  The same Newton steps over other libraries' maximum flows: the answers to compare with and the times to beat.
#pragma once

#include <memory>

#include "survive_case.hpp"

namespace ytterby::bench {

/// The smallest λ at which all demand is met, by Newton steps over Boost's push_relabel_max_flow, each from
/// scratch, on a
/// compressed_sparse_row_graph that is built before. The case must outlive it.
class BoostNewton {
 public:
  explicit BoostNewton(const SurviveCase& of);
  ~BoostNewton();
  [[nodiscard]] double run();
  [[nodiscard]] int steps() const;

 private:
  struct Graph;
  std::unique_ptr<Graph> graph_;
};

#ifdef YTTERBY_HAS_LEMON
/// The same over LEMON's Preflow on a StaticDigraph.
class LemonNewton {
 public:
  explicit LemonNewton(const SurviveCase& of);
  ~LemonNewton();
  [[nodiscard]] double run();
  [[nodiscard]] int steps() const;

 private:
  struct Graph;
  std::unique_ptr<Graph> graph_;
};
#endif

}  // namespace ytterby::bench
