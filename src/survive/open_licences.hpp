// SPDX-License-Identifier: Apache-2.0
/// @file  Licences granted and not used when their lane changes.
#pragma once

#include <span>

#include "survive/facts.hpp"
#include "survive/lane_pauses.hpp"
#include "survive/values_in_span.hpp"

namespace ytterby::best {

/// Licences that are open when nothing more is granted, or when new ones are for less, carry what they were granted
/// for: the bound lets them be used as far as the office could have granted them. Of an office without a limit that
/// is any number; there they are left out.
/// Changes cells and `volume`, once all of them are there.
void take_open_licences(const GivenCase& given, std::span<const LanePause> pauses, Facts& facts);

}  // namespace ytterby::best
