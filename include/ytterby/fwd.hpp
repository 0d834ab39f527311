// SPDX-License-Identifier: Apache-2.0
/// @file  Names without their contents, for headers that only pass them on.
#pragma once

namespace ytterby {

struct Case;
struct Control;
class FrozenNetwork;
struct Network;
struct Outcome;
class Prepared;
struct Scenario;
struct SimulateOptions;
class StepReport;
struct Timeline;

}  // namespace ytterby
