# SPDX-License-Identifier: Apache-2.0
# What the tests of the ways in share.

# run(<command>...): with its output in `said`; a failure ends the test.
function(run)
  execute_process(COMMAND ${ARGV} RESULT_VARIABLE result OUTPUT_VARIABLE said ERROR_VARIABLE said)
  if(NOT result EQUAL 0)
    list(JOIN ARGV " " command)
    message(FATAL_ERROR "${command}: exit status ${result}\n${said}")
  endif()
  set(said "${said}" PARENT_SCOPE)
endfunction()

# A consumer has warnings of its own, and they reach into the headers.
set(warnings "-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror")

# make_app(<folder> <way>): a project of somebody else's, from tests/consumer.
function(make_app app way)
  file(COPY "${ROOT}/tests/consumer/${way}/" "${ROOT}/tests/consumer/consumer.cpp" "${ROOT}/tests/consumer/tier_2.cpp"
       DESTINATION "${app}")
endfunction()

# build_with_package(<folder> <prefix>): builds and runs tests/consumer with the package installed in <prefix>.
function(build_with_package work prefix)
  make_app("${work}/app" find_package)
  run("${CMAKE_COMMAND}" -S "${work}/app" -B "${work}/build" -G "${GENERATOR}" -D "CMAKE_CXX_COMPILER=${COMPILER}"
      -D "CMAKE_PREFIX_PATH=${prefix}" -D "CMAKE_CXX_FLAGS=${warnings}")
  file(STRINGS "${work}/build/CMakeCache.txt" found REGEX "^ytterby_DIR:")
  if(NOT found MATCHES "=${prefix}/")
    message(FATAL_ERROR "${found}: expected the package below ${prefix}")
  endif()
  run("${CMAKE_COMMAND}" --build "${work}/build")
  run("${work}/build/consumer")
  run("${work}/build/consumer_tier_2")

  # With no components named, all are there.
  file(READ "${work}/app/CMakeLists.txt" text)
  string(REPLACE " COMPONENTS boost eigen fmt" "" text "${text}")
  file(WRITE "${work}/app/CMakeLists.txt" "${text}")
  run("${CMAKE_COMMAND}" "${work}/build")
endfunction()
