# SPDX-License-Identifier: Apache-2.0
# Installs the build tree, moves the installation elsewhere, and builds and runs tests/consumer against it.
cmake_minimum_required(VERSION 3.25)
function(run)
  execute_process(COMMAND ${ARGV} RESULT_VARIABLE result OUTPUT_VARIABLE said ERROR_VARIABLE said)
  if(NOT result EQUAL 0)
    list(JOIN ARGV " " command)
    message(FATAL_ERROR "${command}: exit status ${result}\n${said}")
  endif()
endfunction()

file(REMOVE_RECURSE "${WORK}")
file(MAKE_DIRECTORY "${WORK}")
run("${CMAKE_COMMAND}" --install "${BUILD}" --prefix "${WORK}/first")
file(RENAME "${WORK}/first" "${WORK}/moved")

file(GLOB_RECURSE package_files "${WORK}/moved/*.cmake")
foreach(file ${package_files})
  file(READ "${file}" text)
  foreach(path "${ROOT}" "${WORK}/first")
    string(FIND "${text}" "${path}" at)
    if(at GREATER_EQUAL 0)
      message(FATAL_ERROR "${file}: names ${path}, which a user does not have")
    endif()
  endforeach()
endforeach()

run("${CMAKE_COMMAND}" -S "${ROOT}/tests/consumer" -B "${WORK}/build" -G "${GENERATOR}"
    -D "CMAKE_PREFIX_PATH=${WORK}/moved" -D "CMAKE_CXX_COMPILER=${COMPILER}" -D "EXPECTED_ARCH=${ARCH}")
run("${CMAKE_COMMAND}" --build "${WORK}/build")
run("${WORK}/build/consumer")
run("${WORK}/build/consumer_tier_2")
