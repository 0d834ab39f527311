# SPDX-License-Identifier: Apache-2.0
# verify shares no code with what it checks: cmake [-D ROOT=<tree>] -P cmake/check_verifier.cmake
# Of src/ its sources include each other alone, of include/ the case, the claim and nothing that calculates.
cmake_minimum_required(VERSION 3.25)
if(NOT ROOT)
  cmake_path(GET CMAKE_CURRENT_LIST_DIR PARENT_PATH ROOT)
endif()

file(GLOB files RELATIVE "${ROOT}" "${ROOT}/src/survive/verify*.cpp" "${ROOT}/src/survive/verify*.hpp")
if(NOT files)
  message(SEND_ERROR "found no src/survive/verify*, expected the sources of verify")
endif()
foreach(file ${files})
  file(STRINGS "${ROOT}/${file}" lines REGEX "^[ \t]*#[ \t]*include")
  foreach(line ${lines})
    if(line MATCHES "\"survive/verify_[a-z]+\\.hpp\""
       OR line MATCHES "[\"<]ytterby/(core|licence|network|scenario)/[a-z_]+\\.hpp[\">]"
       OR line MATCHES "[\"<]ytterby/survive/(certificate|survive|verify)\\.hpp[\">]"
       OR line MATCHES "<[a-z_]+>" OR line MATCHES "<(boost|fmt)/[a-z_/]+\\.(hpp|h)>")
      continue()
    endif()
    string(STRIP "${line}" line)
    message(SEND_ERROR "verify must share no code with the solver, found ${line} (${file})")
  endforeach()
endforeach()
