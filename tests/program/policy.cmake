# SPDX-License-Identifier: Apache-2.0
# What survive --all-rivals simulates, what survive says of an option that changes nothing, and what a command says of a
# scenario that it needs: cmake -D PROGRAM=<ytterby> -P tests/program/policy.cmake, run from the repository root.
cmake_minimum_required(VERSION 3.25)
set(asked data/rare_earths_2024 --scenario licences_stop --target node=USE_US_DEF_HOT --json)

# months(<variable> <command> <list> <member> <argument>...): of the only target, simulated.
function(months variable command list member)
  execute_process(COMMAND "${PROGRAM}" ${command} ${asked} ${ARGN}
                  RESULT_VARIABLE status OUTPUT_VARIABLE json ERROR_QUIET)
  if(NOT status EQUAL 0)
    list(JOIN ARGN " " arguments)
    message(FATAL_ERROR "ytterby ${command} ${arguments}: exits with ${status}, expected 0")
  endif()
  string(JSON found GET "${json}" ${list} 0 ${member})
  set(${variable} "${found}" PARENT_SCOPE)
endfunction()

set(best --all-rivals --no-sequence)
months(as_in_scenario run targets months_to_shortage)
foreach(policy "--rationing;largest_first" --resourcing)
  months(run run targets months_to_shortage ${policy})
  months(survive survive rivals_table simulated ${best} ${policy})
  if(run STREQUAL as_in_scenario OR NOT survive STREQUAL run)
    message(SEND_ERROR "survive ${policy}: found ${survive} months as simulated, expected ${run}, other than "
                       "${as_in_scenario} without")
  endif()
endforeach()

foreach(rivals ignored share)
  execute_process(COMMAND "${PROGRAM}" survive ${asked} --flex 2 --rivals ${rivals} --no-each --no-sequence
                  RESULT_VARIABLE status OUTPUT_QUIET ERROR_VARIABLE said)
  string(FIND "${said}" "note: --flex changes nothing with --rivals ignored: it limits what customers get under share\n" at)
  if(NOT status EQUAL 0 OR (rivals STREQUAL "ignored" AND at LESS 0) OR (rivals STREQUAL "share" AND NOT at LESS 0))
    message(SEND_ERROR "survive --flex 2 --rivals ${rivals}: exits with ${status} and says ${said}, expected 0, and "
                       "that --flex changes nothing where rivals are ignored")
  endif()
endforeach()

foreach(command delay run)
  execute_process(COMMAND "${PROGRAM}" ${command} --help OUTPUT_VARIABLE help)
  set(may_be_left_out FALSE)
  if(help MATCHES "--scenario TEXT[^\n]*\n?[^\n]*none: the baseline")
    set(may_be_left_out TRUE)
  endif()
  if(command STREQUAL "delay" AND may_be_left_out)
    message(SEND_ERROR "ytterby delay --help: found a baseline where no scenario is given, expected none")
  elseif(command STREQUAL "run" AND NOT may_be_left_out)
    message(SEND_ERROR "ytterby run --help: found no baseline where no scenario is given, expected it")
  endif()
endforeach()
