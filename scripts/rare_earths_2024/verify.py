# SPDX-License-Identifier: Apache-2.0
"""Does the case on disk hold together? Reads the files only, shares no code with the build but the reader."""
import fnmatch
import tomllib
from datetime import date

from rare_earths_2024.tables import COLUMNS, read

BALANCE_TOLERANCE = 1e-12


def number(text, default=0.0):
    return float(text) if text else default


def repeated(what, keys):
    keys = list(keys)
    return [f"{what} occurs twice: {key}" for key in set(keys) if keys.count(key) > 1]


def outputs(nodes, edges):
    """Node → t/month shipped and used."""
    made = {node["node"]: number(node["demand_t_per_month"]) for node in nodes}
    for edge in edges:
        made[edge["from"]] += number(edge["flow_t_per_month"])
    return made


def balance(nodes, inputs, edges, made):
    """Problems with inputs, and the largest difference between inflow and need, relative to the need."""
    product = {node["node"]: node["product"] for node in nodes}
    inflow = {}
    for edge in edges:
        key = edge["to"], product[edge["from"]]
        inflow[key] = inflow.get(key, 0) + number(edge["flow_t_per_month"])
    need = {(row["node"], row["product"]): number(row["t_per_t"], 1.0) * made[row["node"]] for row in inputs}
    problems = [f"{node} receives {what}, which is none of its inputs" for node, what in inflow.keys() - need.keys()]
    problems += [f"{node} has no supplier of {what}" for node, what in need.keys() - inflow.keys()]
    residual = max(abs(inflow[key] - need[key]) / (need[key] or 1) for key in need.keys() & inflow.keys())
    if residual > BALANCE_TOLERANCE:
        problems.append(f"the baseline is off balance by {residual:.3g} of a node's need")
    return problems, residual


def capacities(nodes, made):
    """A finite stock (capacity 0) is the one supplier that may ship more than it makes."""
    return [f"{node['node']} makes more than its capacity" for node in nodes if node["stage"] != "stock"
            and number(node["capacity_t_per_month"], float("inf")) < made[node["node"]]]


def strangers(path, names):
    """What a scenario selects by and the case does not have."""
    with open(path, "rb") as file:
        scenario = tomllib.load(file)
    selectors = [scenario.get("targets", {}), *(event.get("on", {}) for event in scenario.get("event", []))]
    for selector in selectors:
        for key, value in selector.items():
            if isinstance(value, dict):
                selectors.append(value)
                continue
            for each in value if isinstance(value, list) else [value]:
                known = names["node" if key in ("from", "to") else key]
                if each not in known and not (key == "lane" and fnmatch.filter(known, each)):
                    yield f"{path.name}: the case has no {key} {each!r}"


def verify(case):
    """Problems, and a line that sums up the case."""
    tables = {table: read(case / f"{table}.csv") for table in COLUMNS}
    nodes, inputs, edges, lanes, offices, holidays = tables.values()
    made = outputs(nodes, edges)
    problems, residual = balance(nodes, inputs, edges, made)
    problems += capacities(nodes, made)
    problems += repeated("node", (node["node"] for node in nodes))
    problems += repeated("input", ((row["node"], row["product"]) for row in inputs))
    problems += repeated("edge", ((edge["from"], edge["to"], edge["lane"]) for edge in edges))
    problems += repeated("holiday", ((row["country"], row["date"]) for row in holidays))
    problems += [f"{row['date']} is worked anyway" for row in holidays
                 if row["working"] == "1" and date.fromisoformat(row["date"]).weekday() < 5]
    problems += [f"{table}.csv: no source and no assumption: {', '.join(list(row.values())[:2])}"
                 for table, rows in tables.items() for row in rows if not row["source"] and not row.get("assumption")]
    names = {key: {node[key] for node in nodes} for key in ("node", "site", "product", "stage", "country")}
    names |= {"input": {row["product"] for row in inputs}, "lane": {lane["lane"] for lane in lanes},
              "office": {office["office"] for office in offices}}
    if {edge["lane"] for edge in edges} - {""} != names["lane"]:
        problems.append("edges.csv and lanes.csv name different lanes")
    if {lane["office"] for lane in lanes} != names["office"]:
        problems.append("lanes.csv and offices.csv name different offices")
    scenarios = sorted((case / "scenarios").glob("*.toml"))
    problems += [problem for path in scenarios for problem in strangers(path, names)]
    counts = ", ".join(f"{len(rows)} {table}" for table, rows in tables.items())
    return problems, f"{counts}, {len(scenarios)} scenarios; largest balance residual {residual:.2g} of a node's need"
