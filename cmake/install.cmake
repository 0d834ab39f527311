# SPDX-License-Identifier: Apache-2.0
# What `cmake --install` puts where, and the package that find_package(ytterby) reads.
include(CMakePackageConfigHelpers)
set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/ytterby")

install(TARGETS ytterby ytterby_boost ytterby_eigen ytterby_fmt EXPORT ytterby FILE_SET HEADERS)
install(EXPORT ytterby FILE ytterbyTargets.cmake NAMESPACE ytterby:: DESTINATION "${package_dir}")
configure_package_config_file(cmake/ytterbyConfig.cmake.in ytterbyConfig.cmake INSTALL_DESTINATION "${package_dir}")
write_basic_package_version_file(ytterbyConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/ytterbyConfig.cmake" "${PROJECT_BINARY_DIR}/ytterbyConfigVersion.cmake"
              cmake/Findlibcsv.cmake
        DESTINATION "${package_dir}")
install(FILES LICENSE README.md OPTIONAL DESTINATION "${CMAKE_INSTALL_DOCDIR}")
if(YTTERBY_BUILD_PROGRAM)
  install(TARGETS ytterby_program)
endif()
