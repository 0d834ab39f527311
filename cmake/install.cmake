# SPDX-License-Identifier: Apache-2.0
# What `cmake --install` puts where, and the package that find_package(ytterby) reads.
include(CMakePackageConfigHelpers)
set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/ytterby")

# "dev" is what it takes to build on the library, "runtime" its shared form, "program" the program.
install(TARGETS ytterby ytterby_boost ytterby_eigen ytterby_fmt EXPORT ytterby
  ARCHIVE COMPONENT dev
  LIBRARY COMPONENT runtime NAMELINK_COMPONENT dev
  FILE_SET HEADERS COMPONENT dev)
install(EXPORT ytterby FILE ytterbyTargets.cmake NAMESPACE ytterby:: DESTINATION "${package_dir}" COMPONENT dev)
configure_package_config_file(cmake/ytterbyConfig.cmake.in ytterbyConfig.cmake INSTALL_DESTINATION "${package_dir}")
write_basic_package_version_file(ytterbyConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/ytterbyConfig.cmake" "${PROJECT_BINARY_DIR}/ytterbyConfigVersion.cmake"
              cmake/FindClp.cmake cmake/Findlibcsv.cmake
        DESTINATION "${package_dir}" COMPONENT dev)

# For pkg-config: folders are given from where the file lies, so that an installation can be moved.
set(pc_dir "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
if(IS_ABSOLUTE "${CMAKE_INSTALL_LIBDIR}")
  set(pc_prefix "${CMAKE_INSTALL_PREFIX}")
else()
  file(RELATIVE_PATH up "/prefix/${pc_dir}" "/prefix")
  string(REGEX REPLACE "/$" "" up "${up}")
  set(pc_prefix "\${pcfiledir}/${up}")
endif()
foreach(kind LIB INCLUDE)
  string(TOLOWER "pc_${kind}dir" variable)
  set(${variable} "${CMAKE_INSTALL_${kind}DIR}")
  if(NOT IS_ABSOLUTE "${${variable}}")
    string(PREPEND ${variable} "\${prefix}/")
  endif()
endforeach()
set(pc_clp "")
if(ytterby_with_clp)
  set(pc_clp ", clp")
endif()
configure_file(cmake/ytterby.pc.in ytterby.pc @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/ytterby.pc" DESTINATION "${pc_dir}" COMPONENT dev)

install(FILES LICENSE README.md DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT dev)
if(YTTERBY_BUILD_PROGRAM)
  install(TARGETS ytterby_program COMPONENT program)
endif()
if(PROJECT_IS_TOP_LEVEL)
  include(cmake/package.cmake)
endif()
