// SPDX-License-Identifier: Apache-2.0
/// @file  The waiting formulas against figures printed in textbooks and tables, to the digits printed there.
#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <vector>

#include "ytterby/licence/waiting.hpp"

using namespace ytterby;
using namespace ytterby::literals;

namespace {

/// Within half of the last digit printed.
bool prints_as(double value, double printed, double last_digit) {
  return std::abs(value - printed) <= last_digit / 2 * (1 + 1e-9);
}

}  // namespace

TEST_CASE("The share turned away is that of a printed table of traffic") {
  // D. Collins, Carrier Grade Voice over IP, 2nd edition, table of Erlang B in the appendix: what 5 and 9 channels
  // carry at a blocking of 0.1, 1 and 5 %, to a tenth of an erlang.
  struct Row {
    std::int64_t channels;
    double blocking, load;
  };
  for (const Row& row : {Row{5, 0.001, 0.8}, Row{5, 0.01, 1.4}, Row{5, 0.05, 2.2}, Row{9, 0.001, 2.6},
                         Row{9, 0.01, 3.8}, Row{9, 0.05, 5.4}}) {
    CAPTURE(row.channels);
    CAPTURE(row.blocking);
    CHECK(erlang_b(row.channels, row.load - 0.05) <= row.blocking);
    CHECK(erlang_b(row.channels, row.load + 0.05) >= row.blocking);
  }
}

TEST_CASE("The share that waits, and waits longer than a call lasts, is that of a printed example") {
  // J. Dunlop, D. Girma and J. Irvine (1999), Digital Mobile Communications and the TETRA System, Wiley, appendix A.4:
  // of 3.87 erlang on 8 channels 5 % wait, of 4.08 on 10 channels 1 %. Of the 3.87 erlang that are queued a share of
  // 0.016 waits longer than a mean call on 8 channels, and 0.0022 on 10.
  CHECK(erlang_c(8, 3.86) < 0.05);
  CHECK(erlang_c(8, 3.88) > 0.05);
  CHECK(erlang_c(10, 4.07) < 0.01);
  CHECK(erlang_c(10, 4.09) > 0.01);
  const auto of_queued = [](std::int64_t channels) {
    return erlang_c_longer(LicenceRate{3.87}, {.count = channels}, 1_mo) / erlang_c(channels, 3.87);
  };
  CHECK(prints_as(of_queued(8), 0.016, 0.001));
  CHECK(prints_as(of_queued(10), 0.0022, 0.0001));
}

TEST_CASE("The mean wait and queue of one and of three officers are those of printed problems") {
  // R. Bronson (1982), Schaum's Outline of Operations Research, McGraw-Hill.
  // Problem 23.14: 30 an hour come to one server, who takes a minute and a half: 2.25 in the queue, for 4.5 minutes.
  const Officers one{.count = 1, .each = LicenceRate{1 / 1.5}};
  CHECK(prints_as(erlang_c_queue(LicenceRate{0.5}, one), 2.25, 0.01));
  CHECK(prints_as(erlang_c_wait(LicenceRate{0.5}, one).count(), 4.5, 0.1));
  // Problem 24.6: 300 a year come to three servers, who take two days of 365: 0.352 in the queue, for 0.001175 years.
  const Officers three{.count = 3, .each = LicenceRate{182.5}};
  CHECK(prints_as(erlang_c_queue(LicenceRate{300}, three), 0.352, 0.001));
  CHECK(prints_as(erlang_c_wait(LicenceRate{300}, three).count(), 0.001175, 0.000001));
}

TEST_CASE("The wait at one machine with services of half the exponential variation is that of a printed exercise") {
  // N. D. van Foreest, Analysis of Queueing Systems with Sample Paths and Simulation, section on M/G/1: 3 jobs a day of
  // 8 hours, 2 hours of work each with v = 1/2 wait 4.5 hours, and 3 hours if all take the same time.
  const LicenceRate arrivals{3.0 / 8};
  CHECK(prints_as(pollaczek_khinchine_wait(arrivals, {.mean = 2_mo, .variation = 0.5}).count(), 4.5, 0.1));
  CHECK(prints_as(pollaczek_khinchine_wait(arrivals, {.mean = 2_mo, .variation = 0}).count(), 3, 1e-9));
}

TEST_CASE("Batches of one to three keep as many present as a printed exercise says") {
  // N. D. van Foreest, Analysis of Queueing Systems with Sample Paths and Simulation, section on M^X/M/1: a batch an
  // hour, 25 minutes for each of its items: 5 + 5/2 are present if all batches are of two, 7/6·5 + 5/2 if they are of
  // one, two or three.
  const auto present = [](double size_variance) {
    const ServiceTime service{.mean = Months{25.0 / 60}};
    const BatchWait wait =
        batch_wait({.batches = LicenceRate{1}, .mean_size = 2, .size_variance = size_variance}, service);
    return little_number(LicenceRate{2}, wait.member + service.mean);
  };
  CHECK(present(0) == doctest::Approx(5 + 5.0 / 2));
  CHECK(present(2.0 / 3) == doctest::Approx(7.0 / 6 * 5 + 5.0 / 2));
}

TEST_CASE("Officers for a share that waits are those of a printed table, exactly and by square roots") {
  // H. C. Tijms (2003), A First Course in Stochastic Models, Wiley, section 5.3. Safety factors for shares of 0.8, 0.5,
  // 0.2 and 0.1.
  CHECK(prints_as(halfin_whitt_spare(0.8), 0.1728, 0.0001));
  CHECK(prints_as(halfin_whitt_spare(0.5), 0.5061, 0.0001));
  CHECK(prints_as(halfin_whitt_spare(0.2), 1.062, 0.001));
  CHECK(prints_as(halfin_whitt_spare(0.1), 1.420, 0.001));
  CHECK(halfin_whitt(0.5061) == doctest::Approx(0.5).epsilon(1e-4));
  // Table 5.3.2: exact and approximate numbers for shares of 0.5, 0.2 and 0.1.
  struct Row {
    double load;
    std::int64_t half[2], fifth[2], tenth[2];
  };
  for (const Row& row :
       {Row{1, {2, 2}, {3, 3}, {3, 3}}, Row{5, {7, 7}, {8, 8}, {9, 9}}, Row{10, {12, 12}, {14, 14}, {16, 15}},
        Row{50, {54, 54}, {58, 58}, {61, 61}}, Row{100, {106, 106}, {111, 111}, {115, 115}},
        Row{250, {259, 259}, {268, 267}, {274, 273}}, Row{500, {512, 512}, {525, 524}, {533, 532}},
        Row{1000, {1017, 1017}, {1034, 1034}, {1046, 1045}}}) {
    CAPTURE(row.load);
    CHECK(officers_needed(row.load, 0.5) == row.half[0]);
    CHECK(square_root_staffing(row.load, 0.5) == row.half[1]);
    CHECK(officers_needed(row.load, 0.2) == row.fifth[0]);
    CHECK(square_root_staffing(row.load, 0.2) == row.fifth[1]);
    CHECK(officers_needed(row.load, 0.1) == row.tenth[0]);
    CHECK(square_root_staffing(row.load, 0.1) == row.tenth[1]);
  }
  // 95 erlang on 100 servers: 50.6 % wait, a fifth of a mean service on average, and 5 % of them more than three
  // fifths.
  CHECK(prints_as(100 * erlang_c(100, 95), 50.6, 0.1));
  const Officers hundred{.count = 100};
  CHECK(prints_as(erlang_c_wait(LicenceRate{95}, hundred).count() / erlang_c(100, 95), 0.2, 1e-9));
  CHECK(prints_as(100 * erlang_c_longer(LicenceRate{95}, hundred, 0.6_mo) / erlang_c(100, 95), 5, 1));
}
