// SPDX-License-Identifier: Apache-2.0
/// @file  The concentration of every product at every stage as a table.
#pragma once

#include "ytterby/exposure/concentration.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/report/document.hpp"

namespace ytterby {

/// Of what goes on to others: not of stages whose makers supply nobody.
[[nodiscard]] TextTable stage_table(const StageConcentrations& stages, const FrozenNetwork& network);

}  // namespace ytterby
