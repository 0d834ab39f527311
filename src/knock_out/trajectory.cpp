// SPDX-License-Identifier: Apache-2.0
/// @file  Recording the undisturbed run, and what it had to spare.
#include "knock_out/trajectory.hpp"

#include <algorithm>
#include <limits>
#include <span>
#include <utility>

#include "ytterby/core/error.hpp"
#include "ytterby/kernel/edge_pass.hpp"

namespace ytterby {

namespace {

constexpr double unlimited_room = std::numeric_limits<double>::infinity();
constexpr double margin = 1e-9;  ///< of all that is there: far above what rounding adds up to in a run
constexpr double tiny = 1e-12;   ///< likewise, of what rounding adds in a few steps
constexpr double least_essential = 1e-3;

}  // namespace

Trajectory::Trajectory(FrozenNetwork of, const Policy& policy, Months length, std::size_t count, const StopToken& stop)
    : network(std::move(of)), step(length), gain(std::min(1.0, length / policy.tau)), steps(count) {
  lay_out();
  record(stop, policy);
  find_calm();
}

void Trajectory::lay_out() {
  at_of_slot.resize(slots());
  for (std::uint32_t at = 0; at < nodes(); ++at)
    for (std::uint32_t slot = rows.slot_begin[at]; slot < rows.slot_begin[at + 1]; ++slot) at_of_slot[slot] = at;
  out_arc = rows.out_arc;
  if (out_arc.empty())
    for (std::uint32_t arc = 0; arc < rows.from.size(); ++arc) out_arc.push_back(arc);
  limit.assign(rows.from.size(), unlimited_room);
  if (!rows.edge_capacity.empty())
    for (std::size_t arc = 0; arc < limit.size(); ++arc) limit[arc] = rows.edge_capacity[arc] * step.count();
  closes_into.assign(nodes(), 0);
  is_plain_into.assign(slots(), 1);
  is_plain_out.assign(nodes(), 1);
  for (std::size_t arc = 0; arc < limit.size(); ++arc) {
    if (rows.closes_cycle[arc]) closes_into[at_of_slot[rows.slot[arc]]] = 1;
    if (rows.closes_cycle[arc] || limit[arc] < unlimited_room)
      is_plain_into[rows.slot[arc]] = is_plain_out[rows.from[arc]] = 0;
  }
  demand.reserve(nodes());
  capacity.reserve(nodes());
  for (const NodeId node : rows.node_at) {
    demand.push_back(network.demand(node).value * step.count());
    capacity.push_back(network.capacity(node).value * step.count());
  }
}

void Trajectory::record(const StopToken& stop, const Policy& policy) {
  const Timeline nothing;
  kernel::EdgePass<double, 1> pass(network, std::span{&nothing, 1}, step, std::span{&policy, 1}, steps);
  lead.reserve(rows.from.size());
  for (std::size_t arc = 0; arc < rows.from.size(); ++arc) lead.push_back(pass.lead(arc, 0));
  ring_begin.assign(1, 0);
  for (std::size_t slot = 0; slot < slots(); ++slot) {
    std::uint32_t longest = 0;
    for (auto arc = rows.in_begin[slot]; arc < rows.in_begin[slot + 1]; ++arc)
      longest = std::max(longest, lead[arc].whole);
    ring_length.push_back(longest + 2);
    ring_begin.push_back(ring_begin.back() + ring_length.back());
    t_per_t.push_back(pass.t_per_t(slot, 0));
    essential.push_back(pass.essential(slot, 0));
    per_inflow.push_back(pass.per_inflow(slot, 0));
  }
  for (std::size_t at = 0; at < nodes(); ++at) finished_target.push_back(pass.finished_target(at, 0));
  for (auto* series : {&faced_, &fill_, &finished_}) series->resize(steps * nodes());
  for (auto* series : {&stock_, &due_, &rate_}) series->resize(steps * slots());
  always_full_.assign(nodes(), 1);

  // What is left of what each node could still have served; less than nothing where it is not calm.
  room_.assign(nodes(), unlimited_room);
  room_of_slot_.assign(slots(), unlimited_room);
  calm_.assign(nodes(), 1);
  for (std::size_t t = 0; t < steps; ++t) {
    if (stop.stop_requested()) throw Cancelled();
    for (std::size_t at = 0; at < nodes(); ++at) finished_[at * steps + t] = pass.finished(at, 0);
    for (std::size_t slot = 0; slot < slots(); ++slot) {
      stock_[slot * steps + t] = pass.stock(slot, 0);
      due_[slot * steps + t] = pass.due(slot, 0);
    }
    pass.advance();
    for (std::size_t slot = 0; slot < slots(); ++slot) rate_[slot * steps + t] = pass.rate(slot, 0);
    for (std::uint32_t at = 0; at < nodes(); ++at) {
      const double faces = faced_[at * steps + t] = pass.faced(at, 0);
      const double full = fill_[at * steps + t] = pass.fill(at, 0);
      if (full != 1) always_full_[at] = 0;
      const double held = finished(at)[t], refill = (finished_target[at] - held) * gain;
      const double wanted = std::max(faces + refill, 0.0);
      const bool holds = held > margin * wanted || (held == 0 && finished_target[at] == 0);
      if (full != 1 || refill < -tiny * wanted || !holds) calm_[at] = 0;
      room_[at] = std::min(room_[at], capacity[at] - wanted - margin * wanted);
      for (std::uint32_t slot = rows.slot_begin[at]; slot < rows.slot_begin[at + 1]; ++slot) {
        const double at_hand = stock(slot)[t] + pass.arrived(slot, 0), need = t_per_t[slot] * wanted;
        room_of_slot_[slot] = std::min(room_of_slot_[slot], at_hand - need - margin * (at_hand + need));
        if (due(slot)[t] - stock(slot)[t] < -tiny * (need + at_hand)) calm_[at] = 0;
      }
    }
  }
}

/// From the sources down. Rooms become those for orders at the node.
void Trajectory::find_calm() {
  for (std::size_t at = 0; at < nodes(); ++at) {
    bool calm = calm_[at] != 0 && room_[at] > 0;
    for (std::size_t slot = rows.slot_begin[at]; slot < rows.slot_begin[at + 1]; ++slot) {
      calm = calm && room_of_slot_[slot] > 0 && (essential[slot] == 0 || essential[slot] >= least_essential);
      double lag = 0;  // what is ordered more is eaten so much before it arrives
      for (auto arc = rows.in_begin[slot]; arc < rows.in_begin[slot + 1]; ++arc) {
        lag += rows.flow[arc] * per_inflow[slot] * lead[arc].steps();
        if (rows.flow[arc] == 0) continue;
        calm = calm && !rows.closes_cycle[arc] && limit[arc] == unlimited_room && calm_[rows.from[arc]] != 0;
      }
      calm = calm && per_inflow[slot] > 0;  // else it eats what it doesn't order
      room_of_slot_[slot] = lag > 0 ? room_of_slot_[slot] / (t_per_t[slot] * lag) : unlimited_room;
    }
    calm_[at] = calm ? 1 : 0;
  }
}

double Trajectory::ordered(std::uint32_t arc, std::size_t t) const {
  const std::uint32_t slot = rows.slot[arc];
  double wish = rows.flow[arc] * step.count();
  if (!rows.closes_cycle[arc]) {
    wish = rows.flow[arc] * rate(slot)[t];
  } else if (t > 0) {
    wish = rows.flow[arc] * rate(slot)[t - 1];
  }
  return std::min(wish, limit[arc]);
}

void Trajectory::goods_under_way(std::uint32_t slot, std::size_t t, double* ring) const {
  const std::uint32_t length = ring_length[slot];
  std::fill(ring, ring + length, 0.0);
  const std::uint32_t first = rows.in_begin[slot], last = rows.in_begin[slot + 1];
  const auto ship = [&](std::uint32_t arc, std::size_t from, double goods) {
    // Only what arrives at t or later: what the ring held before is gone by then.
    const auto add = [&](std::size_t when, double part) {
      if (when >= t) ring[when % length] += part;
    };
    add(from + lead[arc].whole, (1 - lead[arc].late) * goods);
    add(from + lead[arc].whole + 1, lead[arc].late * goods);
  };
  if (t < length)
    for (std::uint32_t arc = first; arc < last; ++arc) {
      const double goods = rows.flow[arc] * step.count();
      for (std::size_t when = t; when < lead[arc].whole; ++when) ring[when % length] += goods;
      if (lead[arc].whole >= t) ring[lead[arc].whole % length] += lead[arc].late * goods;
    }
  for (std::size_t before = t > length ? t - length : 0; before < t; ++before) {
    for (const bool closing : {false, true}) {  // those that close a cycle ship last
      if (closing && is_plain_into[slot] != 0) continue;
      for (std::uint32_t arc = first; arc < last; ++arc)
        if (rows.closes_cycle[arc] == closing) ship(arc, before, fill(rows.from[arc])[before] * ordered(arc, before));
    }
  }
}

}  // namespace ytterby
