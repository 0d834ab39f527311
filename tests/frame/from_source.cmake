# SPDX-License-Identifier: Apache-2.0
# Builds and runs tests/consumer with the library's sources inside the project: by add_subdirectory, then by FetchContent
# from a folder. The second takes the objects of the first: what is tested is how it is found and linked. All without CLP,
# which the other ways in have; at last it is looked for from there too.
cmake_minimum_required(VERSION 3.25)
include("${CMAKE_CURRENT_LIST_DIR}/run.cmake")

file(REMOVE_RECURSE "${WORK}")
set(app "${WORK}/app")
foreach(way add_subdirectory fetch_content)
  make_app("${app}" "${way}")
  if(way STREQUAL "fetch_content")
    file(READ "${app}/CMakeLists.txt" text)
    string(REPLACE "SOURCE_DIR" "BINARY_DIR \"${WORK}/build/ytterby\" SOURCE_DIR" text "${text}")
    file(WRITE "${app}/CMakeLists.txt" "${text}")
  endif()
  file(CREATE_LINK "${ROOT}" "${app}/ytterby" SYMBOLIC)
  run("${CMAKE_COMMAND}" -S "${app}" -B "${WORK}/build" -G "${GENERATOR}" -D "CMAKE_CXX_COMPILER=${COMPILER}"
      -D CMAKE_BUILD_TYPE=Debug -D CMAKE_CXX_FLAGS_DEBUG=-O0 -D CMAKE_UNITY_BUILD=ON -D "CMAKE_CXX_FLAGS=${warnings}"
      -D "YTTERBY_ARCH=${ARCH}" -D YTTERBY_CLP=OFF)
  run("${CMAKE_COMMAND}" --build "${WORK}/build" --target consumer)
  run("${WORK}/build/consumer")
  run("${CMAKE_COMMAND}" --build "${WORK}/build" --target help)
  foreach(target ytterby_program ytterby_tests)
    if(said MATCHES "${target}:")
      message(FATAL_ERROR "${way}: builds ${target}, which only the project itself should")
    endif()
  endforeach()
endforeach()
if(CLP)
  run("${CMAKE_COMMAND}" -D YTTERBY_CLP=ON "${WORK}/build")
endif()
