// SPDX-License-Identifier: Apache-2.0
/// @file  What is said of knock-outs in text and JSON alike.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "ytterby/knock_out/knock_out.hpp"
#include "ytterby/network/frozen_network.hpp"

namespace ytterby::words {

/// How many of the targets have an output value, and so count dollars.
[[nodiscard]] std::size_t valued(const FrozenNetwork& network, std::span<const NodeId> targets);

/// The targets cut off that are not taken out themselves.
[[nodiscard]] std::vector<NodeId> others_cut_off(const KnockOut& entry);

/// Whether the targets fare as they do undisturbed, at best as well if that is there, but for rounding.
[[nodiscard]] bool changes_nothing(const KnockOut& entry, const KnockOut& undisturbed);

}  // namespace ytterby::words
