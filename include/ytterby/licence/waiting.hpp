// SPDX-License-Identifier: Apache-2.0
/// @file  Formulas for the waiting times of a licence office: steady queues, priorities, batches, staffing, overload.
///
/// All waits are from filing until an officer begins; none includes a statutory review. Applications come one by one at
/// random times (Poisson) and are taken in order of filing unless a function says otherwise. Where as much is filed as
/// can be decided, or more, there is no steady state: waits and queues are then infinite and everybody waits.
/// Every function throws InvalidOptions, naming function and argument, for what is outside the ranges stated; rates,
/// times and numbers are finite and 0 or more where nothing is stated. docs/waiting.md says which formula serves what.
#pragma once

#include <cstdint>
#include <vector>

#include "ytterby/core/export.hpp"
#include "ytterby/core/units.hpp"

namespace ytterby {

/// Officers who work alike, one application at a time each.
struct Officers {
  std::int64_t count = 1;  ///< 1 or more
  LicenceRate each{1};     ///< decided by one of them while busy; above 0
};

/// How long an officer works on one application.
struct ServiceTime {
  Months mean{1};        ///< above 0
  double variation = 1;  ///< variance / mean², 0 or more: 0 always the same, 1 exponential
};

/// Applications that are taken before those of later classes; work begun is not interrupted.
struct PriorityClass {
  LicenceRate arrivals{};
  ServiceTime service = {};
};

/// Applications filed several at once, the moments of filing at random.
struct BatchArrivals {
  LicenceRate batches{};     ///< filings a month
  double mean_size = 1;      ///< applications in a filing; 1 or more
  double size_variance = 0;  ///< 0 or more; at least that of whole numbers, p(1 − p) with p the fraction of the mean
};

/// Mean waits in batches.
struct BatchWait {
  Months first{};   ///< of the application of a batch that is taken first
  Months member{};  ///< of an application picked at random
  Months last{};    ///< of the application of a batch that is taken last
};

/// From a moment on, what is filed and what can be decided, both evenly over time.
struct FluidPhase {
  Months from{};
  LicenceRate filed{};
  LicenceRate capacity{};  ///< may be unlimited
};

/// A corner of the backlog over time.
struct BacklogPoint {
  Months time{};
  double backlog = 0;  ///< applications

  friend bool operator==(const BacklogPoint&, const BacklogPoint&) = default;
};

/// L = λ·W: how many are present on average if `arrivals` a month stay for `stay` each.
/// Holds for any steady queue, any order, any part of it: waiting, at work, in the house.
/// Little (1961), Operations Research 9(3).
[[nodiscard]] YTTERBY_EXPORT double little_number(LicenceRate arrivals, Months stay);

/// W = L/λ: how long each stays on average if `number` are present. Little (1961).
/// @param arrivals  Above 0.
[[nodiscard]] YTTERBY_EXPORT Months little_stay(double number, LicenceRate arrivals);

/// λ = L/W: how many come and go a month if `number` are present and stay for `stay` each. Little (1961).
/// @param stay  Above 0.
[[nodiscard]] YTTERBY_EXPORT LicenceRate little_rate(double number, Months stay);

/// λ/(1 − p): all that is filed, if each decision is a return for correction with probability p and all of these are
/// filed again.
/// @param returned  0 or more, below 1.
[[nodiscard]] YTTERBY_EXPORT LicenceRate arrivals_with_refiling(LicenceRate first, double returned);

/// a = λ/μ: officers busy on average if there are enough of them, in erlang.
[[nodiscard]] YTTERBY_EXPORT double offered_load(LicenceRate arrivals, const Officers& officers);

/// B(c, a) = (aᶜ/c!) / Σ_{k ≤ c} aᵏ/k!: share turned away where nobody may wait, for any service time.
///
/// By 1/B(k) = 1 + k/(a·B(k−1)), whose terms are all positive; a share below the smallest number is 0.
/// @param servers  0 or more.
/// @param load     a, in erlang; may be above `servers`.
/// Time O(servers). Erlang (1917); on the function and large c: Jagerman (1974), Bell System Technical Journal 53(3).
[[nodiscard]] YTTERBY_EXPORT double erlang_b(std::int64_t servers, double load);

/// C(c, a) = B/(1 − ρ(1 − B)) with ρ = a/c: share that has to wait, in M/M/c. From a ≥ c on it is 1.
/// @param servers  1 or more.
/// Time O(servers). Erlang (1917).
[[nodiscard]] YTTERBY_EXPORT double erlang_c(std::int64_t servers, double load);

/// W = C(c, a)/(cμ − λ): mean wait in M/M/c. Time O(officers).
[[nodiscard]] YTTERBY_EXPORT Months erlang_c_wait(LicenceRate arrivals, const Officers& officers);

/// L = C(c, a)·ρ/(1 − ρ): mean number waiting in M/M/c. Time O(officers).
[[nodiscard]] YTTERBY_EXPORT double erlang_c_queue(LicenceRate arrivals, const Officers& officers);

/// P(W > t) = C(c, a)·e^{−(cμ − λ)t}: share that waits longer than `time`, in M/M/c. Time O(officers).
[[nodiscard]] YTTERBY_EXPORT double erlang_c_longer(LicenceRate arrivals, const Officers& officers, Months time);

/// max(0, ln(C(c, a)/p)/(cμ − λ)): the wait that only a share p exceeds, in M/M/c. Time O(officers).
/// @param share  Above 0, below 1.
[[nodiscard]] YTTERBY_EXPORT Months erlang_c_exceeded_by(LicenceRate arrivals, const Officers& officers, double share);

/// W = λE[S²]/(2(1 − ρ)) = ρ/(1 − ρ)·(1 + v)/2·E[S] with ρ = λE[S]: mean wait in M/G/1, one officer, any service time.
/// Pollaczek (1930), Mathematische Zeitschrift 32; Khintchine (1932).
[[nodiscard]] YTTERBY_EXPORT Months pollaczek_khinchine_wait(LicenceRate arrivals, const ServiceTime& service);

/// W ≈ ρ/(1 − ρ)·(u + v)/2·E[S]: mean wait of one officer, any times between filings, any service time (G/G/1).
///
/// Exact in M/G/1 and in the limit ρ → 1; for smaller ρ an approximation, often too high where filings are regular.
/// @param arrival_variation  u, variance / mean² of the times between filings, 0 or more: 1 at random, 0 by the clock.
/// Kingman (1961), Mathematical Proceedings of the Cambridge Philosophical Society 57(4).
[[nodiscard]] YTTERBY_EXPORT Months kingman_wait(LicenceRate arrivals, double arrival_variation,
                                                 const ServiceTime& service);

/// W ≤ (u/λ² + v·E[S]²)·λ/(2(1 − ρ)): above the mean wait of any G/G/1 with independent times.
/// @param arrivals           Above 0.
/// @param arrival_variation  As in kingman_wait.
/// Kingman (1962), Biometrika 49.
[[nodiscard]] YTTERBY_EXPORT Months kingman_bound(LicenceRate arrivals, double arrival_variation,
                                                  const ServiceTime& service);

/// W ≈ (u + v)/2·C(c, a)/(c/E[S] − λ): mean wait of c officers, any times between filings, any service time (G/G/c).
///
/// Exact in M/M/c and M/G/1, else an approximation that is best for heavy loads.
/// @param arrival_variation  As in kingman_wait.
/// @param officers           1 or more.
/// Time O(officers). Allen (1990), Probability, Statistics, and Queueing Theory, 2nd edition, who names Cunneen too.
[[nodiscard]] YTTERBY_EXPORT Months allen_cunneen_wait(LicenceRate arrivals, double arrival_variation,
                                                       const ServiceTime& service, std::int64_t officers);

/// W_k = R/((1 − σ_{k−1})(1 − σ_k)): mean wait of each class at one officer; classes with service times of their own.
///
/// σ_k = Σ_{i ≤ k} λ_i E[S_i]; R = Σ λ_i E[S_i²]/2, what is left on average of the work begun. Where σ reaches 1, that
/// class and all later ones wait for ever; the first of them counts in R with the time that earlier ones leave it,
/// later ones are never taken.
/// @param classes  The first is taken first. May be empty.
/// @return         One wait for each class.
/// Time O(classes). Cobham (1954), Journal of the Operations Research Society of America 2(1).
[[nodiscard]] YTTERBY_EXPORT std::vector<Months> cobham_waits(const std::vector<PriorityClass>& classes);

/// W_k = C(c, a)/(cμ)/((1 − σ_{k−1})(1 − σ_k)): mean wait of each class at many officers with one exponential service
/// time, σ_k = Σ_{i ≤ k} λ_i/(cμ). Where σ reaches 1, that class and all later ones wait for ever.
/// @param arrivals  [class], the first is taken first. May be empty.
/// @return          One wait for each class.
/// Time O(officers + classes). Cobham (1954).
[[nodiscard]] YTTERBY_EXPORT std::vector<Months> cobham_waits(const std::vector<LicenceRate>& arrivals,
                                                              const Officers& officers);

/// Σ ρ_k W_k with ρ_k = λ_k E[S_k]: what no order of classes at one officer can change. Classes without arrivals count
/// nothing.
/// @param waits  [class], 0 or more, may be infinite.
/// Time O(classes). Kleinrock (1965), Naval Research Logistics Quarterly 12.
[[nodiscard]] YTTERBY_EXPORT Months kleinrock_sum(const std::vector<PriorityClass>& classes,
                                                  const std::vector<Months>& waits);

/// ρR/(1 − ρ): the value of `kleinrock_sum` for every order that looks at no service time, interrupts no work and lets
/// nobody idle while somebody waits. R is as in cobham_waits.
/// Time O(classes). Kleinrock (1965).
[[nodiscard]] YTTERBY_EXPORT Months kleinrock_constant(const std::vector<PriorityClass>& classes);

/// Mean waits at one officer who is filed batches of random size X (M^[X]/G/1), ρ = λE[X]E[S]:
///
/// first = λ(E[X]·Var S + E[X²]·E[S]²)/(2(1 − ρ)), which is Pollaczek–Khinchine with the batch as one piece of work;
/// member = first + E[X(X − 1)]/(2E[X])·E[S], an application more likely being in a large batch;
/// last = first + (E[X] − 1)·E[S].
/// Burke (1975), Operations Research 23(4), on why the wait of the first is not that of all.
[[nodiscard]] YTTERBY_EXPORT BatchWait batch_wait(const BatchArrivals& arrivals, const ServiceTime& service);

/// α(β) = 1/(1 + β·Φ(β)/φ(β)): share that has to wait in M/M/c with many officers and β = (c − a)/√c, Φ and φ those of
/// the standard normal law. The limit of Erlang C; 1 from β ≤ 0 on.
/// @param spare  β, a number.
/// Halfin and Whitt (1981), Operations Research 29(3).
[[nodiscard]] YTTERBY_EXPORT double halfin_whitt(double spare);

/// The β of which halfin_whitt is `share`, by bisection down to neighbouring numbers.
/// @param share  Above 0, below 1.
[[nodiscard]] YTTERBY_EXPORT double halfin_whitt_spare(double share);

/// ⌈a + β√a⌉: officers with whom about a share α(β) has to wait, without summing over officers.
/// @param load   a, in erlang; at most 10⁹.
/// @param share  Above 0, below 1.
/// Borst, Mandelbaum and Reiman (2004), Operations Research 52(1).
[[nodiscard]] YTTERBY_EXPORT std::int64_t square_root_staffing(double load, double share);

/// The fewest officers with whom no more than a share has to wait in M/M/c: the least c > a with C(c, a) ≤ share.
/// @param load   a, in erlang; at most 10⁹. At 0 one officer is enough.
/// @param share  Above 0, below 1.
/// Time O(officers).
[[nodiscard]] YTTERBY_EXPORT std::int64_t officers_needed(double load, double share);

/// Q/(c − λ): until a backlog is gone, everything flowing evenly. Infinite if c ≤ λ and there is a backlog.
/// @param backlog   Applications.
/// @param capacity  May be unlimited: then at once.
/// Newell (1982), Applications of Queueing Theory, 2nd edition, on all fluid queues here.
[[nodiscard]] YTTERBY_EXPORT Months time_to_clear(double backlog, LicenceRate filed, LicenceRate capacity);

/// Q(t), where Q' = filed − capacity, but never below 0: the backlog of an office whose rates change over time.
/// @param backlog  At time 0.
/// @param phases   One or more, the first from 0, each later than the one before; the last has no end.
/// Time O(phases).
[[nodiscard]] YTTERBY_EXPORT double fluid_backlog(double backlog, const std::vector<FluidPhase>& phases, Months time);

/// The wait of what is filed at `time`: until capacity has decided all that was filed before, as capacity changes.
/// Infinite if that never happens. Arguments as for fluid_backlog.
/// Time O(phases).
[[nodiscard]] YTTERBY_EXPORT Months fluid_wait(double backlog, const std::vector<FluidPhase>& phases, Months time);

/// The corners of the backlog over time: the start of each phase and each moment at which a backlog is gone; between
/// them it is a straight line, after the last it goes on with the rates of the last phase. A backlog that unlimited
/// capacity takes away has two points at one time. Arguments as for fluid_backlog.
/// Time O(phases).
[[nodiscard]] YTTERBY_EXPORT std::vector<BacklogPoint> fluid_path(double backlog,
                                                                  const std::vector<FluidPhase>& phases);

}  // namespace ytterby
