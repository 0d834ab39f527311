// SPDX-License-Identifier: Apache-2.0
/// @file  What ramps within a cell: by how much, and what is sure of it.
#pragma once

#include "survive/make_cell.hpp"

namespace ytterby::best {

/// Adds the cell, and what every plan can count on in it. @return  Whether something ramps within it.
bool add_cell(const CellMaker& maker, double from, double to, Facts& facts);

}  // namespace ytterby::best
