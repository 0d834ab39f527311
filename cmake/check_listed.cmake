# SPDX-License-Identifier: Apache-2.0
# Every header, source, test, example and bench stands in the CMakeLists.txt of its folder, or it would be built by nobody:
# cmake -P cmake/check_listed.cmake
cmake_minimum_required(VERSION 3.25)
cmake_path(GET CMAKE_CURRENT_LIST_DIR PARENT_PATH root)

function(check_listed folder lists by suffix)
  file(READ "${root}/${lists}/CMakeLists.txt" text)
  string(REGEX REPLACE "#[^\n]*" "" text "${text}")
  string(REGEX REPLACE "[ \t\n()]+" ";" words "${text}")
  file(GLOB_RECURSE files RELATIVE "${root}/${folder}" "${root}/${folder}/*${suffix}")
  foreach(file ${files})
    if((folder STREQUAL "src" AND file MATCHES "^program/") OR (folder STREQUAL "tests" AND file MATCHES "^consumer/"))
      continue()
    endif()
    set(word "${file}")
    if(by STREQUAL "name")  # listed by its name alone
      string(REGEX REPLACE "^(bench_)?(.*)\\.cpp$" "\\2" word "${file}")
    endif()
    if(NOT word IN_LIST words)
      message(SEND_ERROR "${folder}/${file} is not listed in ${lists}/CMakeLists.txt")
    endif()
  endforeach()
endfunction()

check_listed(include/ytterby src file .hpp)
check_listed(src src file .cpp)
check_listed(src/program src/program file .cpp)
check_listed(tests tests file .cpp)
check_listed(examples examples name .cpp)
check_listed(bench bench name .cpp)
