// SPDX-License-Identifier: Apache-2.0
/// @file  std::function, where possible without the searchers, binders and hash tables of its header.
#pragma once

// A part of libstdc++'s <functional>, complete in itself.
#if __has_include(<bits/std_function.h>)
#include <bits/std_function.h>
#else
#include <functional>
#endif
