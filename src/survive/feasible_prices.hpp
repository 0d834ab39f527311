// SPDX-License-Identifier: Apache-2.0
/// @file  Prices at which nothing without limit earns.
#pragma once

#include "survive/facts.hpp"
#include "survive/reach.hpp"
#include "ytterby/survive/certificate.hpp"

namespace ytterby::best {

/// Lowers prices where a way or a node without limit would earn by them: solvers keep to their tolerance alone, and a
/// millionth that is earned without limit proves nothing. What is lowered makes what is made of it cheaper, too, so it
/// goes along the flow, and round cycles until nothing changes or for some rounds.
///
/// @param prices  Cells are those of the facts, from the first.
///
/// Time O((N + L)·cells) a round; one does where nothing closes a cycle.
void make_feasible(const Facts& facts, const Reach& reach, Prices& prices);

}  // namespace ytterby::best
