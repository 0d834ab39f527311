// SPDX-License-Identifier: Apache-2.0
/// @file  Case folders out: what `read_case` reads back equal.
#pragma once

#include "ytterby/core/export.hpp"
#include "ytterby/core/file_path.hpp"
#include "ytterby/io/read_case.hpp"

namespace ytterby {

/// Writes every table and scenario, notes included; numbers in the fewest digits that read back equal.
///
/// The folder appears whole or not at all: it is written under another name beside `folder`, then renamed.
///
/// @throws Error            when `folder` exists already, or cannot be written; when a name or note is no UTF-8 text,
/// or
///                          the notes do not fit their table.
/// @throws InvalidNetwork   with every issue: what `read_case` would refuse is not written.
/// @throws InvalidScenario  likewise.
YTTERBY_EXPORT void write_case(const Case& whole, const FilePath& folder);

/// Writes one scenario file, which `read_scenario` reads back equal; it too appears whole or not at all.
///
/// @throws Error            when `file` exists already, or cannot be written.
/// @throws InvalidScenario  on what `read_scenario` would refuse.
YTTERBY_EXPORT void write_scenario(const Scenario& scenario, const FilePath& file);

}  // namespace ytterby
