// SPDX-License-Identifier: Apache-2.0
/// @file  std::chrono's durations and time points, where possible without its calendar, clocks of the world and
/// formats.
#pragma once

// The part of <chrono> that libstdc++ 12 and later include wherever they wait: a third of what it takes to compile.
#if __has_include(<bits/chrono.h>)
#include <bits/chrono.h>
#else
#include <chrono>
#endif
