// SPDX-License-Identifier: Apache-2.0
/// @file  What is asked of sectors and of their perturbations.
#pragma once

#include <span>
#include <string_view>

#include "ytterby/exposure/inoperability.hpp"

namespace ytterby {

/// @throws InvalidOptions  on a matrix that is none, or shares below 0 or not finite.
void require_sectors(const Interdependency& sectors);

/// @throws InvalidOptions  unless there is one for each sector, from `least` to `most`, finite.
void require_values(std::span<const double> values, std::size_t sectors, double least, double most,
                    std::string_view what, std::string_view expected);

}  // namespace ytterby
