// SPDX-License-Identifier: Apache-2.0
/// @file  A network with one node as two halves.
#pragma once

#include "ytterby/network/network.hpp"

namespace ytterby::test {

inline constexpr const char* twin_name = "Twin";

/// Node `split` twice, the second time as `twin_name`, each with half of everything; supplying itself, each half
/// supplies itself.
[[nodiscard]] Network halved(const Network& network, NodeId split);

}  // namespace ytterby::test
