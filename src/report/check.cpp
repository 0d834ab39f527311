// SPDX-License-Identifier: Apache-2.0
/// @file  What `check` says.
#include <fmt/format.h>

#include "report/json.hpp"
#include "ytterby/report/results.hpp"

namespace ytterby {

namespace {

constexpr std::size_t most_named = 10;  // unbalanced nodes in the text for people

json::Value count_of(const FrozenNetwork* network, std::size_t (*count)(const FrozenNetwork&)) {
  return network == nullptr ? json::Value(nullptr) : json::Value(count(*network));
}

std::string counted(std::size_t count, const char* what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

}  // namespace

std::string to_json(const CheckReport& report) {
  using json::Value;
  Value issues = Value::array();
  for (const Issue& issue : report.issues)
    issues.push_back({{"file", issue.file},
                      {"line", issue.line},
                      {"where", issue.where},
                      {"found", issue.found},
                      {"expected", issue.expected}});
  Value balance = {{"largest_residual", nullptr}, {"node", nullptr}};
  if (report.network != nullptr) {
    const Balance found = balance_of(*report.network);
    balance["largest_residual"] = json::number(found.largest_residual);
    if (found.node) balance["node"] = report.network->name(*found.node);
  }
  const Value document = {{"ok", report.issues.empty()},
                          {"nodes", count_of(report.network, [](const FrozenNetwork& n) { return n.nodes().size(); })},
                          {"edges", count_of(report.network, [](const FrozenNetwork& n) { return n.edges().size(); })},
                          {"lanes", count_of(report.network, [](const FrozenNetwork& n) { return n.lanes().size(); })},
                          {"issues", issues},
                          {"balance", balance}};
  return document.dump(2) + '\n';
}

std::string to_text(const CheckReport& report, const RenderOptions& options) {
  std::string text;
  for (const Issue& issue : report.issues) text += to_string(issue) + '\n';
  if (report.network == nullptr) return text;
  const FrozenNetwork& network = *report.network;
  const Balance balance = balance_of(network);
  text += fmt::format("{}: {}, {}, {}, {}\n", report.case_name, counted(network.nodes().size(), "node"),
                      counted(network.inputs().size(), "input"), counted(network.edges().size(), "edge"),
                      counted(network.lanes().size(), "lane"));
  text += balance.unbalanced.empty()
              ? fmt::format("the baseline balances: largest residual {:.1e}{}\n", balance.largest_residual,
                            balance.node ? fmt::format(", at {}", network.name(*balance.node)) : "")
              : fmt::format("the baseline does not balance at {}: largest residual {:.3g}\n",
                            counted(balance.unbalanced.size(), "node"), balance.largest_residual);
  for (std::size_t i = 0; i < balance.unbalanced.size() && i < most_named; ++i)
    text += fmt::format("  {}\n", network.name(balance.unbalanced[i]));
  if (balance.unbalanced.size() > most_named)
    text += fmt::format("  and {} more\n", balance.unbalanced.size() - most_named);
  for (const NodeId node : balance.living_on_stock) {
    const Flow draw = network.output(node) - network.capacity(node);
    text += wrap(fmt::format("{} lives on its stock: {:.4g} t a month more than it can make, gone after {:.1f} months",
                             network.name(node), draw.value, (network.stock(node) / draw).count()),
                 options.width, 2);
  }
  return text;
}

}  // namespace ytterby
