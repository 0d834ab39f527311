# SPDX-License-Identifier: Apache-2.0
# The layer check must name each violation planted here, and nothing in a tree without one.
cmake_minimum_required(VERSION 3.25)
set(check "${CMAKE_CURRENT_LIST_DIR}/../../cmake/check_layers.cmake")

function(expect file text expected)
  file(REMOVE_RECURSE "${WORK}")
  file(WRITE "${WORK}/include/ytterby/core/units.hpp" "#include <chrono>\n")
  file(WRITE "${WORK}/include/ytterby/network/network.hpp" "#include <vector>\n#include \"ytterby/core/units.hpp\"\n")
  file(WRITE "${WORK}/include/ytterby/network/boost_graph.hpp" "#include <boost/graph/graph_traits.hpp>\n")
  file(WRITE "${WORK}/src/simulate/simulate.cpp" "#include <Eigen/Core>\n#include \"ytterby/kernel/pack.hpp\"\n")
  file(WRITE "${WORK}/${file}" "${text}\n")
  execute_process(COMMAND "${CMAKE_COMMAND}" -D "ROOT=${WORK}" -P "${check}" ERROR_VARIABLE said RESULT_VARIABLE result)
  string(REGEX REPLACE "[ \n]+" " " said "${said}")
  if(expected STREQUAL "")
    if(NOT result EQUAL 0)
      message(SEND_ERROR "${file} with '${text}': found ${said}, expected no complaint")
    endif()
    return()
  endif()
  string(FIND "${said}" "${expected}" at)
  if(result EQUAL 0 OR at LESS 0)
    message(SEND_ERROR "${file} with '${text}': found '${said}', expected '${expected}'")
  endif()
endfunction()

expect(include/ytterby/scenario/scenario.hpp "#include \"ytterby/network/network.hpp\"" "")
expect(include/ytterby/ytterby.hpp "#include \"ytterby/simulate/simulate.hpp\"" "")
expect(include/ytterby/network/x.hpp "#include \"ytterby/simulate/simulate.hpp\""
       "network must not include simulate (include/ytterby/network/x.hpp)")
expect(src/network/x.cpp "#  include <ytterby/simulate/simulate.hpp>"
       "network must not include simulate (src/network/x.cpp)")
expect(src/core/x.cpp "#include \"network/rows.hpp\"" "core must not include network (src/core/x.cpp)")
expect(include/ytterby/simulate/x.hpp "#include \"ytterby/io/read_case.hpp\""
       "simulate must not include io (include/ytterby/simulate/x.hpp)")
expect(src/ensemble/x.cpp "#include \"ytterby/simulate/simulate.hpp\"" "ensemble must not include simulate")
expect(include/ytterby/report/document.hpp "#include \"ytterby/network/network.hpp\""
       "report/document.hpp must include core alone, not network")
expect(include/ytterby/network/x.hpp "#include <boost/graph/graph_traits.hpp>"
       "tier 1 must include only the standard library and ytterby, found #include <boost/graph/graph_traits.hpp>")
expect(include/ytterby/core/std_chrono.hpp "#include <bits/chrono.h>" "")
expect(include/ytterby/core/x.hpp "#include <bits/chrono.h>"
       "tier 1 must include only the standard library and ytterby, found #include <bits/chrono.h>")
expect(include/ytterby/core/std_graph.hpp "#include <boost/graph/graph_traits.hpp>"
       "tier 1 must include only the standard library and ytterby, found #include <boost/graph/graph_traits.hpp>")
expect(include/ytterby/simulate/x.hpp "#include \"ytterby/kernel/pack.hpp\""
       "tier 1 must not include tier 2, ytterby/kernel/pack.hpp")
expect(src/io/x.cpp "#include \"ytterby/ytterby.hpp\"" "io must not include everything")
expect(src/gizmo/x.cpp "#include <vector>" "unknown module gizmo")
