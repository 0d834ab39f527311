# SPDX-License-Identifier: Apache-2.0
"""Conan 2: conan create packaging/conan --build=missing; packs the tree this file lies in."""
import os

from conan import ConanFile
from conan.tools.build import check_min_cppstd
from conan.tools.cmake import CMake, CMakeDeps, CMakeToolchain, cmake_layout
from conan.tools.files import copy
from conan.tools.system.package_manager import Apt

parts = ("CMakeLists.txt", "LICENSE", "README.md", "cmake/*", "include/*", "src/*")


class Ytterby(ConanFile):
    name = "ytterby"
    version = "0.1.0"
    license = "Apache-2.0"
    description = "If a source, a refinery or a licence office stops: who runs out, when, why, and what would help"
    settings = "os", "arch", "compiler", "build_type"
    options = {"shared": [True, False], "program": [True, False], "with_clp": [True, False]}
    default_options = {"shared": False, "program": False, "with_clp": True, "boost/*:header_only": True}

    def export_sources(self):
        root = os.path.join(self.recipe_folder, os.pardir, os.pardir)
        for part in parts:
            copy(self, part, src=root, dst=self.export_sources_folder)

    def layout(self):
        cmake_layout(self)

    def validate(self):
        check_min_cppstd(self, 20)

    def requirements(self):
        # What public headers include travels on to the consumer.
        self.requires("boost/1.83.0", transitive_headers=True)
        self.requires("eigen/3.4.0", transitive_headers=True)
        self.requires("fmt/9.1.0", transitive_headers=True)
        self.requires("nlohmann_json/3.11.3")
        self.requires("tomlplusplus/3.3.0")
        if self.options.program:
            self.requires("cli11/2.3.2")
        if self.options.with_clp:
            self.requires("coin-clp/1.17.7")

    def system_requirements(self):
        Apt(self).install(["libcsv-dev", "librandom123-dev"])  # Conan Center has no recipe for either

    def generate(self):
        CMakeDeps(self).generate()
        toolchain = CMakeToolchain(self)
        toolchain.cache_variables["YTTERBY_BUILD_PROGRAM"] = bool(self.options.program)
        toolchain.cache_variables["YTTERBY_CLP"] = "ON" if self.options.with_clp else "OFF"
        for what in ("TESTS", "EXAMPLES", "BENCH"):
            toolchain.cache_variables[f"YTTERBY_BUILD_{what}"] = False
        toolchain.generate()

    def build(self):
        cmake = CMake(self)
        cmake.configure()
        cmake.build()

    def package(self):
        copy(self, "LICENSE", src=self.source_folder, dst=os.path.join(self.package_folder, "licenses"))
        CMake(self).install()

    def package_info(self):
        self.cpp_info.set_property("cmake_file_name", "ytterby")
        library = self.cpp_info.components["ytterby"]
        library.set_property("cmake_target_name", "ytterby::ytterby")
        library.libs = ["ytterby"]
        library.requires = ["fmt::fmt", "tomlplusplus::tomlplusplus", "nlohmann_json::nlohmann_json"]
        library.system_libs = ["csv"]
        for name, dependency in (("boost", "boost::headers"), ("eigen", "eigen::eigen"), ("fmt", "fmt::fmt")):
            part = self.cpp_info.components[name]
            part.set_property("cmake_target_name", f"ytterby::{name}")
            part.requires = ["ytterby", dependency]
        if self.options.program:
            self.cpp_info.components["ytterby"].requires.append("cli11::cli11")
        if self.options.with_clp:
            self.cpp_info.components["ytterby"].requires.append("coin-clp::coin-clp")
