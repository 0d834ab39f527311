// SPDX-License-Identifier: Apache-2.0
/// @file  Bills of materials in layers, from a seed, for benches and tests.
#pragma once

#include <cstddef>
#include <cstdint>

#include "survive/bill_of_materials.hpp"

namespace ytterby::bench {

/// Raw parts, subassemblies, assemblies and end products, about 16 : 9 : 6 : 3; every product of a layer goes into the
/// next.
///
/// A product has one maker, or in a sixth of cases two or three; who needs it takes it from any of them. Who is not raw
/// needs one to three products, 0.5 to 3 t each for a tonne; only end products are demanded. With demand shared evenly
/// among makers, a node needs what its customers take: capacities are 1.05 to 1.6 times that, stocks 0 to 3 months of
/// it (for a third, none), and a third of the edges are limited to 1.2 to 2 times what they carry.
struct LayeredBill {
  std::size_t nodes = 1'700;
  std::size_t edges = 2'000;  ///< what comes out, if it lies between what coverage needs and three products a node
  std::uint64_t seed = 1;
};

[[nodiscard]] BillOfMaterials layered_bill(const LayeredBill& wanted);

}  // namespace ytterby::bench
