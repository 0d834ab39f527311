// SPDX-License-Identifier: Apache-2.0
/// @file  A knock-out followed from node to node, as far as it makes a difference.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "knock_out/losses.hpp"
#include "knock_out/node_set.hpp"
#include "knock_out/trajectory.hpp"
#include "simulate/accounts.hpp"
#include "simulate/first_limit.hpp"
#include "simulate/request.hpp"

namespace ytterby {

/// Runs knock-outs, one after the other in the same memory; one a thread.
///
/// A node is *reached* when something of it may differ from the undisturbed run in a bit: it is taken out, a supplier
/// serves another share of its orders, or a customer that is reached orders otherwise. From then on it is calculated,
/// step by step, as the kernel would; all else is read from the trajectory. One exception saves nearly all of the work:
/// a calm supplier (see Trajectory) passes orders on and serves them whatever they are, as long as it has to spare. It
/// is left alone, with note of the most that it faced beyond the usual in a step. In the end these notes are added up
/// along the chain, each node against what it had to spare. Where that is not enough, or where a node that is reached
/// lies above, it counts as calm no longer, nor do those below it, and the run is done again.
class Wave {
 public:
  /// @param request  Of the undisturbed run. Both outlive this.
  Wave(const Trajectory& trajectory, const Request& request);

  /// @param out   The nodes that make nothing.
  /// @param work  Arcs that may be looked at; beyond, the wave is no faster than a run of everything.
  /// @return      What `simulate` gives, to the bit; none when the work was not enough.
  [[nodiscard]] std::optional<Losses> follow(std::span<const NodeId> out, std::size_t work);

 private:
  friend class WaveView;

  bool run(std::span<const NodeId> out);
  void reset();
  void begin_step();
  void end_step();
  void reach(std::uint32_t at);
  void load_slot(std::uint32_t slot);
  void follow_target(std::size_t target);

  void orders_up();
  void take_orders(std::uint32_t at);
  void place_orders(std::uint32_t at);
  void tell_suppliers(std::uint32_t slot);
  void goods_down();
  void move_goods(std::uint32_t at);
  [[nodiscard]] double receive(std::uint32_t slot);
  void tell_customers(std::uint32_t at);
  void ship_round_cycles();

  /// Whether all that was left alone served every order; if not, what counts as calm no longer is written down.
  bool is_proven();
  [[nodiscard]] bool has_room(std::uint32_t at, double more) const;
  [[nodiscard]] Losses losses();

  [[nodiscard]] double rate_of(std::uint32_t slot) const;
  [[nodiscard]] double fill_of(std::uint32_t at) const;
  [[nodiscard]] double ordered(std::uint32_t arc) const;

  const Trajectory& trajectory_;
  const Request& request_;
  const Rows& rows_;
  std::vector<std::uint32_t> target_of_;  // [position] its place among the targets, or none
  std::size_t step_ = 0;
  std::size_t work_ = 0;          // left
  std::size_t arcs_reached_ = 0;  // into and out of nodes that are reached

  // Of nodes that are reached alone.
  NodeSet reached_;
  std::vector<std::uint32_t> all_reached_ = {};
  std::vector<std::uint32_t> reach_next_ = {};                              // at the beginning of the next step
  std::vector<double> capacity_, faced_, fill_, made_, finished_;           // [position]
  std::vector<double> stock_, due_, rate_, rate_before_, arrived_, goods_;  // [slot]; goods_ by ring

  // Of calm nodes that are left alone though orders differ.
  NodeSet disturbed_;
  std::vector<double> more_, most_more_;  // [position] faced beyond the usual: in this step, and the most of all
  std::vector<std::uint32_t> touched_now_ = {}, touched_ = {};
  NodeSet not_calm_;  // found so in this knock-out

  struct FollowedTarget {
    std::size_t target;
    std::uint32_t at;
  };
  std::vector<FollowedTarget> targets_ = {};
  std::size_t reached_before_ = 0;                        // of them, those that were so at the end of the step before
  std::vector<std::unique_ptr<Accounts>> accounts_ = {};  // of the targets followed; more than that are idle
  Request one_target_ = {};
  Timeline nothing_ = {};
  LimitFinder limits_;
};

}  // namespace ytterby
