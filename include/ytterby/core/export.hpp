// SPDX-License-Identifier: Apache-2.0
/// @file  Marks what a shared library shows; everything else in it is hidden.
#pragma once

#if defined(__GNUC__)
#define YTTERBY_EXPORT __attribute__((visibility("default")))
#else
#define YTTERBY_EXPORT
#endif
