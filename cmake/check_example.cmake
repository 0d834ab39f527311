# SPDX-License-Identifier: Apache-2.0
# Runs a program from the repository root and compares what it prints, byte by byte:
# cmake -D PROGRAM=<file> -D EXPECTED=<file.out> -D ROOT=<dir> -D PRINTED=<file to write> -P cmake/check_example.cmake
cmake_minimum_required(VERSION 3.25)
execute_process(COMMAND "${PROGRAM}" WORKING_DIRECTORY "${ROOT}" OUTPUT_FILE "${PRINTED}" RESULT_VARIABLE result)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "${PROGRAM}: exit status ${result}, expected 0")
endif()
execute_process(COMMAND "${CMAKE_COMMAND}" -E compare_files "${EXPECTED}" "${PRINTED}" RESULT_VARIABLE differs
                OUTPUT_QUIET ERROR_QUIET)
if(differs)
  execute_process(COMMAND diff -u "${EXPECTED}" "${PRINTED}")
  message(FATAL_ERROR "${PROGRAM}: the output differs from ${EXPECTED}; if the new one is right, copy ${PRINTED} there")
endif()
