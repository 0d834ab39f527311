# SPDX-License-Identifier: Apache-2.0
# What cannot be read into a network must not compile, and the first error must say why in our words.
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

# expect(<call> <words of the first error>); empty words: it compiles.
function(expect call words)
  file(WRITE "${WORK}/call.cpp" "${head}ytterby::Network network() { return ${call}; }\n")
  execute_process(COMMAND "${COMPILER}" -std=c++20 -fsyntax-only "-I${ROOT}/include" ${INCLUDES} "${WORK}/call.cpp"
                  ERROR_VARIABLE said RESULT_VARIABLE result)
  if(words STREQUAL "")
    if(NOT result EQUAL 0)
      message(SEND_ERROR "${call}: found '${said}', expected that it compiles")
    endif()
    return()
  endif()
  string(REGEX MATCH "error: [^\n]*" first "${said}")
  string(FIND "${first}" "from_graph: ${words}" at)
  if(result EQUAL 0 OR at LESS 0)
    message(SEND_ERROR "${call}: found '${first}', expected 'from_graph: ${words}'")
  endif()
endfunction()

expect("ytterby::from_graph(Firms{}, {.name = &Firm::name, .demand = &Firm::uses}, {.flow = &Trade::tonnes})" "")
expect("ytterby::from_graph(0, {})" "the graph does not list its vertices, vertices(graph) is missing")
expect("ytterby::from_graph(Vertices{}, {})" "the graph does not list its edges, edges(graph) is missing")
expect("ytterby::from_graph(Loose{}, {})" "the graph does not say whom an edge connects")
expect("ytterby::from_graph(List<boost::undirectedS>{}, {})"
       "the graph is undirected, so it does not say who supplies whom")
expect("ytterby::from_graph(Firms{}, {.stock = std::vector<double>{}})" "a quantity is read from a pointer to a member")
expect("ytterby::from_graph(Firms{}, {.stock = &Trade::tonnes})" "a quantity is read from a pointer to a member")
expect("ytterby::from_graph(Firms{}, {.stock = &Firm::uses})" "what is read is neither a plain number nor of the unit")
expect("ytterby::from_graph(Firms{}, {.name = &Firm::stock})" "what is read is neither a plain number nor of the unit")
expect("ytterby::from_graph(Firms{}, {}, {}, {.stock = ytterby::Flow{1}})"
       "what is read is neither a plain number nor of the unit")
