# SPDX-License-Identifier: Apache-2.0
"""python3 tests/frame/recipes.py VERSION: the recipes name what this tree has.

Neither vcpkg nor Conan is needed, so neither runs: that the recipes work is not shown here.
"""
import ast
import json
import pathlib
import py_compile
import re
import sys
import tempfile

version = sys.argv[1]
faults = []


def expect(where, found, expected):
    if found != expected:
        faults.append(f"{where}: found {found!r}, expected {expected!r}")


cmake = pathlib.Path("CMakeLists.txt").read_text()
options = set(re.findall(r"^option\((\w+)", cmake, re.M)) | set(re.findall(r"^set\((YTTERBY_\w+) .* CACHE ", cmake, re.M))
dependencies = set(re.findall(r"^\s*find_package\((\w+)[^\n]*REQUIRED", cmake, re.M))
library = pathlib.Path("src/CMakeLists.txt").read_text()
targets = {"ytterby"} | set(re.findall(r"^ytterby_add_interface\((\w+) ", library, re.M))

# vcpkg
port = pathlib.Path("packaging/vcpkg/ytterby")
manifest = json.loads((port / "vcpkg.json").read_text())
expect(f"{port}/vcpkg.json, version", manifest["version"], version)
expect(f"{port}/vcpkg.json, description", manifest["description"], re.search(r'DESCRIPTION "(.*)"', cmake).group(1))
portfile = (port / "portfile.cmake").read_text()
expect(f"{port}/portfile.cmake, unknown options", set(re.findall(r"YTTERBY_\w+", portfile)) - options, set())
expect(f"{port}/portfile.cmake, features",
       set(re.findall(r"\s(\w+) YTTERBY_", re.search(r"FEATURES(.*?)\)", portfile, re.S).group(1))),
       set(manifest["features"]))

# Conan
recipe = pathlib.Path("packaging/conan/conanfile.py")
for file in (recipe, recipe.parent / "test_package/conanfile.py"):
    with tempfile.TemporaryDirectory() as folder:
        py_compile.compile(str(file), cfile=f"{folder}/compiled", doraise=True)
text = recipe.read_text()
tree = ast.parse(text)
said = {node.targets[0].id: node.value.value for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and isinstance(node.value, ast.Constant)}
expect(f"{recipe}, version", said["version"], version)
expect(f"{recipe}, description", said["description"], manifest["description"])
named = {name for name in re.findall(r"YTTERBY_\w+", text) if not name.endswith("_")}
switched = {f"YTTERBY_BUILD_{what}" for what in re.search(r"for what in \((.*?)\)", text).group(1).replace('"', "").split(", ")}
expect(f"{recipe}, unknown options", (named | switched) - options, set())
expect(f"{recipe}, options left alone", {name for name in options if "_BUILD_" in name} - named - switched, set())
parts = next(node.value for node in tree.body if isinstance(node, ast.Assign) and node.targets[0].id == "parts")
for part in ast.literal_eval(parts):
    if not list(pathlib.Path(".").glob(part)):
        faults.append(f"{recipe}: exports {part}, which is not there")
components = re.search(r"for name, dependency in (\(.*\)):", text).group(1)
given = {"ytterby"} | {name for name, _ in ast.literal_eval(components)}
expect(f"{recipe}, targets", given, targets)

# Both bring all that the library looks for.
names = {"Boost": ("boost", "boost-graph"), "Eigen3": ("eigen", "eigen3"), "fmt": ("fmt", "fmt"),
         "tomlplusplus": ("tomlplusplus", "tomlplusplus"), "nlohmann_json": ("nlohmann_json", "nlohmann-json"),
         "libcsv": ("libcsv-dev", "libcsv"), "CLI11": ("cli11", "cli11"), "Clp": ("coin-clp", "coin-or-clp")}
expect("dependencies of CMakeLists.txt", dependencies - {"Threads"}, set(names))  # Threads come with the compiler
brought = set(re.findall(r'self\.requires\("([\w-]+)/', text)) | set(re.findall(r'"(lib\w+-dev)"', text))
ports = {port if isinstance(port, str) else port["name"]
         for feature in (manifest, *manifest["features"].values()) for port in feature["dependencies"]}
for name, (conan, vcpkg) in names.items():
    if conan not in brought:
        faults.append(f"{recipe}: does not bring {name}")
    if vcpkg not in ports:
        faults.append(f"{port}/vcpkg.json: does not bring {name}")

for file in [*recipe.parent.glob("test_package/*.txt")]:
    for source in re.findall(r"\S+\.cpp", file.read_text()):
        expect(f"{file}, {source} is there", (file.parent / source).exists(), True)

sys.exit("\n".join(faults) or None)
