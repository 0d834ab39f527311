// SPDX-License-Identifier: Apache-2.0
/// @file  What the volumes of lanes let be granted, together and while each is in force.
#pragma once

#include "survive/facts.hpp"
#include "survive/values_in_span.hpp"

namespace ytterby::best {

/// Fills in `volume` and `volumes`, once there are cells.
void take_volumes(const GivenCase& given, Facts& facts);

}  // namespace ytterby::best
