// SPDX-License-Identifier: Apache-2.0
/// @file  A network made ready for many simulations.
#pragma once

#include "ytterby/core/control.hpp"
#include "ytterby/core/export.hpp"
#include "ytterby/core/shared.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/scenario/scenario.hpp"
#include "ytterby/simulate/simulate.hpp"

namespace ytterby {

/// Set-up done once, and memory that one run leaves to the next. Cheap to copy; copies share both.
///
/// Const calls are thread-safe: each run takes a workspace that no other has, or makes one, so there are as many as
/// ever ran at the same time. A workspace takes the memory of a run, O(N·longest lead time + L + (edges of
/// lanes)·steps), and keeps it.
class YTTERBY_EXPORT Prepared {
 public:
  /// @throws InvalidOptions  on a step or horizon not above zero, fewer threads than one, a series of no node.
  explicit Prepared(const FrozenNetwork& network, SimulateOptions options = {});

  /// The same, steered otherwise: what a request of a service runs in.
  [[nodiscard]] Prepared with(Control control) const;

  [[nodiscard]] const FrozenNetwork& network() const;
  [[nodiscard]] const SimulateOptions& options() const { return options_; }

  struct Data;  // private to the library's sources
  [[nodiscard]] Data& data() const { return *data_; }

 private:
  detail::Shared<Data> data_;
  SimulateOptions options_;
};

/// As `simulate(prepared.network(), scenario, prepared.options())`, to the bit. Once a workspace is there, what a run
/// allocates is its outcome and the rows of its events, nothing that grows with N or L, and during its steps nothing,
/// unless there are more shortages than two a target and 64 besides.
[[nodiscard]] YTTERBY_EXPORT Outcome simulate(const Prepared& prepared, const Scenario& scenario = {});

}  // namespace ytterby
