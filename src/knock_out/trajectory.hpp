// SPDX-License-Identifier: Apache-2.0
/// @file  The undisturbed run, kept step by step, for runs that differ from it in part.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "ytterby/core/control.hpp"
#include "ytterby/kernel/lead_steps.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/scenario/scenario.hpp"

namespace ytterby {

/// Every number of a run without events or licences from which a run of a part can go on, and by how much each node
/// could have faced more orders and still served them all. Tonnes and tonnes in a step, as in the kernel.
///
/// Memory O((N + inputs)·steps).
class Trajectory {
 public:
  /// What it takes, nearly.
  [[nodiscard]] static std::size_t bytes(const FrozenNetwork& network, std::size_t steps) {
    constexpr std::size_t series = 3;  // of each node and of each input
    return series * sizeof(double) * steps * (network.nodes().size() + network.inputs().size());
  }

  /// Runs it. Of the policy tau counts.
  Trajectory(FrozenNetwork of, const Policy& policy, Months length, std::size_t count, const StopToken& stop);

  // What no step changes.
  FrozenNetwork network;
  const Rows& rows = network.rows();
  Months step;
  double gain;
  std::size_t steps;
  std::vector<std::uint32_t> at_of_slot = {};   ///< [slot] position of its node
  std::vector<std::uint32_t> out_arc = {};      ///< by supplier as Rows has them, never empty
  std::vector<kernel::LeadSteps> lead = {};     ///< [arc]
  std::vector<double> limit = {};               ///< [arc] in a step, infinite where unlimited
  std::vector<std::uint32_t> ring_length = {};  ///< [slot] steps that goods under way may lie ahead, and one
  std::vector<std::size_t> ring_begin = {};     ///< [slot], S + 1
  std::vector<char> closes_into = {};           ///< [position] whether an arc into it closes a cycle
  std::vector<char> is_plain_into = {};         ///< [slot] whether no arc into it closes a cycle or has a capacity
  std::vector<char> is_plain_out = {};          ///< [position] likewise of those out of it
  std::vector<double> demand = {}, capacity = {}, finished_target = {};  ///< [position]
  std::vector<double> t_per_t = {}, essential = {}, per_inflow = {};     ///< [slot]

  // [step] of a node or an input; stocks are those at its beginning.
  [[nodiscard]] const double* faced(std::uint32_t at) const { return faced_.data() + at * steps; }
  [[nodiscard]] const double* fill(std::uint32_t at) const { return fill_.data() + at * steps; }
  [[nodiscard]] const double* finished(std::uint32_t at) const { return finished_.data() + at * steps; }
  [[nodiscard]] const double* stock(std::uint32_t slot) const { return stock_.data() + slot * steps; }
  [[nodiscard]] const double* due(std::uint32_t slot) const { return due_.data() + slot * steps; }
  [[nodiscard]] const double* rate(std::uint32_t slot) const { return rate_.data() + slot * steps; }
  /// Whether it served every order in full, to the bit, in every step.
  [[nodiscard]] bool is_always_full(std::uint32_t at) const { return always_full_[at] != 0; }

  /// What an arc's supplier had for an order in step t.
  [[nodiscard]] double ordered(std::uint32_t arc, std::size_t t) const;
  /// Adds what is shipped in the step that is `head` in the ring of an arc's input to those in which it arrives.
  void ship(std::uint32_t arc, std::uint32_t head, double goods, double* ring) const {
    const std::uint32_t length = ring_length[rows.slot[arc]];
    const auto wrapped = [&](std::uint32_t at) { return at < length ? at : at - length; };
    const std::uint32_t first = wrapped(head + lead[arc].whole);
    ring[first] += (1 - lead[arc].late) * goods;
    ring[wrapped(first + 1)] += lead[arc].late * goods;
  }
  /// Goods under way to an input at the beginning of step t, by step of arrival modulo the ring's length.
  void goods_under_way(std::uint32_t slot, std::size_t t, double* ring) const;

  /// A node is *calm* if it and all above it served every order in full, with goods, inputs and capacity to spare in
  /// every step, as if each ordered what it faced: then more orders go up the chain as they are, and less or more of
  /// them change nothing else, as long as there is to spare.
  [[nodiscard]] bool is_calm(std::size_t position) const { return calm_[position] != 0; }
  /// By how much more a calm node can face in each step with its own capacity.
  [[nodiscard]] double room(std::size_t position) const { return room_[position]; }
  /// Likewise with what is in stock of an input, until more arrives.
  [[nodiscard]] double room_of_slot(std::size_t slot) const { return room_of_slot_[slot]; }

  [[nodiscard]] std::size_t nodes() const { return rows.node_at.size(); }
  [[nodiscard]] std::size_t slots() const { return rows.input_at.size(); }

 private:
  void lay_out();
  void record(const StopToken& stop, const Policy& policy);
  void find_calm();

  std::vector<double> faced_ = {}, fill_ = {}, finished_ = {};  // [position][step]
  std::vector<double> stock_ = {}, due_ = {}, rate_ = {};       // [slot][step]
  std::vector<char> always_full_ = {};                          // [position]
  std::vector<char> calm_ = {};                                 // [position]
  std::vector<double> room_ = {}, room_of_slot_ = {};
};

}  // namespace ytterby
