// SPDX-License-Identifier: Apache-2.0
/// @file  Everything a program needs, on the standard library alone.
#pragma once

#include "ytterby/core/columns.hpp"
#include "ytterby/core/control.hpp"
#include "ytterby/core/error.hpp"
#include "ytterby/core/indexed.hpp"
#include "ytterby/core/units.hpp"
#include "ytterby/io/read_case.hpp"
#include "ytterby/io/write_case.hpp"
#include "ytterby/licence/office.hpp"
#include "ytterby/network/derive_inputs.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/network/network.hpp"
#include "ytterby/network/validate.hpp"
#include "ytterby/report/results.hpp"
#include "ytterby/scenario/scenario.hpp"
#include "ytterby/scenario/select.hpp"
#include "ytterby/simulate/prepared.hpp"
#include "ytterby/simulate/simulate.hpp"
#include "ytterby/simulate/simulate_each.hpp"
#include "ytterby/simulate/step_report.hpp"
#include "ytterby/version.hpp"
