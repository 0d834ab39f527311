# SPDX-License-Identifier: Apache-2.0
"""Reading the raw tables, writing the tables of a case."""
import csv
import functools
import io
import operator

COLUMNS = {
    "nodes": "node,site,product,stage,country,capacity_t_per_month,stock_t,demand_t_per_month,output_usd_per_t,"
             "priority,minimum_share,name,source,assumption",
    "inputs": "node,product,t_per_t,stock_t,essential,source,assumption",
    "edges": "from,to,flow_t_per_month,capacity_t_per_month,lead_months,lane,source,assumption",
    "lanes": "lane,office,t_per_licence,review_months,approval,refile_months,priority,valid_months,volume_t,"
             "controlled,name,source,assumption",
    "offices": "office,country,licences_per_month,name,source,assumption",
    "holidays": "country,date,working,name,source",
}


def read(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def cell(value):
    """A number as the shortest text that gives the same double again; None as an empty cell."""
    if value is None:
        return ""
    return repr(float(value)).removesuffix(".0") if isinstance(value, (int, float)) else value


def to_csv(table, rows):
    columns = COLUMNS[table].split(",")
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([cell(row.get(column)) for column in columns] for row in rows)
    return out.getvalue()


def total(numbers):
    """Plain sum from left to right: the built-in one rounds differently from Python 3.12 on."""
    return functools.reduce(operator.add, numbers, 0.0)


def merged(separator, texts):
    """Texts joined, without empty ones and repeats."""
    parts = [part for text in texts for part in (text or "").split(separator) if part]
    return separator.join(dict.fromkeys(parts))


def sources(*texts):
    return merged(";", texts)


def note(*texts):
    return merged("; ", texts)


class Raw:
    """The raw tables, keyed for look-up. Flows and capacities in t/yr, leads in weeks, stocks in months."""

    def __init__(self, folder, extra_edges):
        network = folder / "network_2024"
        self.nodes = {row["id"]: row for row in read(network / "nodes.csv")}
        self.edges = read(network / "edges.csv") + extra_edges
        self.recipes = {(row["node"], row["input_material"]): row for row in read(network / "recipes.csv")}
        self.grades = {row["node"]: row for row in read(network / "grades.csv")}
        self.grade_flows = {(row["from"], row["to"]): {"HOT": float(row["hot_flow_t_per_yr"]),
                                                       "STD": float(row["standard_flow_t_per_yr"])}
                            for row in read(network / "grade_flows.csv")}
        self.holidays = read(folder / "chinese_holidays.csv")
        self.facts = {row["id"]: row for row in read(folder / "facts.csv")}

    def fact(self, key):
        return float(self.facts[key]["value"])

    def grade_output(self, maker, grade, customers=None):
        """t/yr of one grade shipped, to some customers or to all."""
        return total(flow[grade] for (start, end), flow in self.grade_flows.items()
                     if start == maker and (customers is None or customers(end)))

    def grade_share(self, maker, grade):
        """Share of the maker's output; of a planned maker, the share assumed in grades.csv."""
        shipped = self.grade_output(maker, "HOT") + self.grade_output(maker, "STD")
        if shipped > 0:
            return self.grade_output(maker, grade) / shipped
        hot = float(self.grades[maker]["hot_share"])
        return hot if grade == "HOT" else 1 - hot
