# SPDX-License-Identifier: Apache-2.0
# What cannot be read into a network must not compile, and the compiler must say why in our words, before Boost's.
# cmake -D COMPILER=<c++> -D ROOT=<tree> -D INCLUDES=<dir;dir> -D WORK=<folder> -P tests/frame/from_graph_messages.cmake
cmake_minimum_required(VERSION 3.25)
list(TRANSFORM INCLUDES PREPEND "-I")

set(head [[
#include <boost/graph/adjacency_list.hpp>
#include <vector>
#include "ytterby/network/from_graph.hpp"
struct Firm {
  std::string name;
  double stock;
  ytterby::Flow uses;
};
struct Trade {
  double tonnes;
};
template <class Direction>
using List = boost::adjacency_list<boost::vecS, boost::vecS, Direction, Firm, Trade>;
using Firms = List<boost::directedS>;
struct Vertices {
  std::vector<int> all;
};
auto vertices(const Vertices& graph) { return std::pair{graph.all.begin(), graph.all.end()}; }
struct Loose : Vertices {};
auto edges(const Loose& graph) { return vertices(graph); }
]])

# Compiles functions that call it, and gives back what the compiler said.
function(compile calls result said)
  set(text "${head}")
  foreach(call ${calls})
    string(APPEND text "namespace { ytterby::Network network_${call}() { return ytterby::from_graph(${${call}}); } }\n")
  endforeach()
  file(WRITE "${WORK}/calls.cpp" "${text}")
  execute_process(COMMAND "${COMPILER}" -std=c++20 -fsyntax-only "-I${ROOT}/include" ${INCLUDES} "${WORK}/calls.cpp"
                  ERROR_VARIABLE errors RESULT_VARIABLE status)
  set(${result} "${status}" PARENT_SCOPE)
  set(${said} "${errors}" PARENT_SCOPE)
endfunction()

# expect(<call> <words of an error>)
function(expect call words)
  string(FIND "${said}" "from_graph: ${words}" at)
  if(at LESS 0)
    message(SEND_ERROR "from_graph(${${call}}): found '${said}', expected 'from_graph: ${words}'")
  endif()
endfunction()

set(right "Firms{}, {.name = &Firm::name, .demand = &Firm::uses}, {.flow = &Trade::tonnes}")
compile(right result said)
if(NOT result EQUAL 0)
  message(SEND_ERROR "from_graph(${right}): found '${said}', expected that it compiles")
endif()

set(undirected "List<boost::undirectedS>{}, {.stock = &Firm::stock}")
compile(undirected result said)
string(REGEX MATCH "error: [^\n]*" said "${said}")
expect(undirected "the graph is undirected, so it does not say who supplies whom")

set(number "0, {}")
set(no_edges "Vertices{}, {}")
set(no_ends "Loose{}, {}")
set(vector "Firms{}, {.stock = std::vector<double>{}}")
set(other_unit "Firms{}, {.stock = &Firm::uses}")
compile("number;no_edges;no_ends;vector;other_unit" result said)
expect(number "the graph does not list its vertices, vertices(graph) is missing")
expect(no_edges "the graph does not list its edges, edges(graph) is missing")
expect(no_ends "the graph does not say whom an edge connects")
expect(vector "a quantity is read from a pointer to a member")
expect(other_unit "what is read is neither a plain number nor of the unit")
