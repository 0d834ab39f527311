// SPDX-License-Identifier: Apache-2.0
/// @file  Resident memory of this process (Linux).
#pragma once

#include <cstddef>

namespace ytterby::bench {

/// Bytes now, after free memory went back to the system; 0 where it cannot be told.
[[nodiscard]] std::size_t resident_bytes();

/// The most there was since the last `forget_peak`, in bytes; 0 where it cannot be told.
[[nodiscard]] std::size_t peak_bytes();

/// Gives free memory back and starts the peak anew; false where the system does not let us.
bool forget_peak();

}  // namespace ytterby::bench
