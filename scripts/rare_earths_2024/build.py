# SPDX-License-Identifier: Apache-2.0
"""From the raw tables to the tables of the case.

Every t_per_t is inflow over output, so the baseline balances to rounding; a coefficient far from its
recipe is an error. The output of a node is what it ships, of an end use what it receives.
"""
from collections import defaultdict
from datetime import date, timedelta

from rare_earths_2024.corrections import (BATCH, BATCH_REASON, CAR_SALES, CAR_USES, CLASS_OF_DIRECT_USE, CLASS_OF_KIND,
                                          CLASSES, DEFENCE_MELT, DEFENCE_USE, FINITE_STOCK, GRADES, HEAVY,
                                          UNSHIPPED_SHARE, WORDS, assumed_routes, basis, class_of_use, country_of,
                                          melt_for, months, site_of, stage_of)
from rare_earths_2024.tables import Raw, note, sources, total

DAYS_PER_MONTH = 30.4375
RECIPE_TOLERANCE = 0.02


# ---- edges: one raw edge becomes one edge for each grade, element and customer class

def suppliers(raw, row, grade):
    """Nodes of the case that ship a raw edge, with their shares."""
    key = row["from"]
    if raw.nodes[key]["stage"] == "mine":
        return [(f"{key}_{row['material'].upper()}", 1.0)]
    if key == "CMP_US":
        return [(f"{key}_{class_of_use(row['to'])}_{grade}", 1.0)]
    if key in DEFENCE_MELT:
        share = defence_melt(raw, key) / float(row["flow_t_per_yr"]) if row["to"] == DEFENCE_USE else 0
        return [(f"{key}_DEF", share), (f"{key}_OTHER", 1 - share)] if share else [(f"{key}_OTHER", 1.0)]
    return [(f"{key}_{grade}" if grade else key, 1.0)]


def defence_melt(raw, maker):
    """t/yr of magnets that the samarium set aside for defence yields."""
    feed = next(row for row in raw.edges if (row["from"], row["to"]) == (DEFENCE_MELT[maker], maker))
    return float(feed["flow_t_per_yr"]) / float(raw.recipes[maker, feed["material"]]["input_t_per_t_output"])


def customers(raw, row, grade):
    """Nodes of the case that share a raw edge, with their shares."""
    key, material = row["to"], row["material"]
    if key in DEFENCE_MELT:
        return [(melt_for(key, row["from"]), 1.0)]
    if key == "CMP_US":
        shipped = raw.grade_output(key, grade)
        return [(f"{key}_{part}_{grade}", raw.grade_output(key, grade, lambda use: class_of_use(use) == part) / shipped)
                for part in CLASSES]
    if grade:
        return [(f"{key}_{grade}", 1.0)]
    if raw.nodes[key]["material"] == "NdFeB":
        if material in HEAVY:
            return [(f"{key}_HOT", 1.0)]
        return [(f"{key}_{each}", raw.grade_share(key, each)) for each in GRADES]
    return [(f"{key}_{material.upper()}" if "+" in raw.nodes[key]["material"] else key, 1.0)]


def make_edges(raw):
    edges = []
    for row in raw.edges:
        ends = row["from"], row["to"]
        by_grade = raw.grade_flows[ends] if row["material"] == "NdFeB" else {"": float(row["flow_t_per_yr"])}
        for grade, per_year in by_grade.items():
            product = GRADES.get(grade, row["material"])
            if raw.nodes[row["from"]]["stage"] in ("mine", "recycling"):
                product += "_feed"
            parts = [(start, end, out_share * in_share) for start, out_share in suppliers(raw, row, grade)
                     for end, in_share in customers(raw, row, grade)]
            for start, end, share in parts:
                edges.append({
                    "from": start, "to": end, "product": product, "raw": row, "grade": grade,
                    "flow_t_per_month": per_year * share / 12,
                    "capacity_t_per_month": None if per_year > 0 else 0,
                    "lead_months": float(row["lead_time_weeks"]) * 7 / DAYS_PER_MONTH,
                    "office": "" if row["licence"] != "china_2025_april" else "GACC" if grade == "STD" else "MOFCOM",
                    "source": row["source_ids"],
                    "assumption": note(row["assumption"],
                                       "shared among grades, classes or lines by their output" if len(parts) > 1 else "",
                                       "grades split to fit the shares of the end uses" if grade and per_year > 0 else "",
                                       "closed until a scenario opens it" if per_year == 0 else ""),
                })
    return edges


# ---- nodes

class Part:
    """A node of the case: a raw node, or its part for one element, grade or customer class."""

    def __init__(self, name, row):
        self.name, self.row = name, row
        self.suffixes = name.removeprefix(row["id"]).split("_")[1:]
        self.grade = self.suffixes[-1] if self.suffixes and self.suffixes[-1] in GRADES else ""
        self.outgoing, self.incoming = [], defaultdict(list)  # incoming by product

    def product(self):
        return self.outgoing[0]["product"] if self.outgoing else next(iter(self.incoming))

    def inflow(self, product):
        return total(edge["flow_t_per_month"] for edge in self.incoming[product])

    def output(self):
        """t/month shipped; at an end use, t/month used."""
        if self.row["stage"] == "end_use":
            return self.inflow(self.product())
        return total(edge["flow_t_per_month"] for edge in self.outgoing)


def make_parts(raw, edges):
    """Name → part, in the order of the raw nodes."""
    found = {}
    for edge in edges:
        for end in ("from", "to"):
            found.setdefault(edge[end], Part(edge[end], raw.nodes[edge["raw"][end]]))
        found[edge["from"]].outgoing.append(edge)
        found[edge["to"]].incoming[edge["product"]].append(edge)
    order = {key: place for place, key in enumerate(raw.nodes)}
    return {part.name: part for part in sorted(found.values(), key=lambda part: order[part.row["id"]])}


def capacity(raw, part):
    """t/month, and a note. Grades and classes share the raw capacity by output, elements by what is shipped of each."""
    row, output = part.row, part.output()
    if row["id"] in FINITE_STOCK:
        return 0, "finite: nothing refills it"
    if not row["capacity_t_per_yr"]:
        return None, ""
    most, made = float(row["capacity_t_per_yr"]), float(row["output_t_per_yr"])
    if part.name in UNSHIPPED_SHARE:
        return most * UNSHIPPED_SHARE[part.name] / 12, "capacity: what the basket K029 to K036 leaves over, a ceiling"
    if row["stage"] == "mine":
        return max(output * (most / made), output), ""
    share = raw.grade_share(row["id"], part.grade) if part.grade else 1
    if row["id"] == "CMP_US" or row["id"] in DEFENCE_MELT:
        share = output * 12 / made
    assumed = row["stage"] in ("component", "processor", "recycling")
    return max(most * share / 12, output), f"capacity {most / made:.2f} x output assumed" if assumed else ""


def value(raw, row):
    """USD per tonne unserved, and a note."""
    if row["id"] not in CAR_USES:
        return None, ""
    magnets = total(float(raw.nodes[key]["output_t_per_yr"]) for key in CAR_USES)
    return raw.fact(CAR_SALES) * 1e9 / magnets, "USD per t = new-vehicle sales of 2023 / all magnets in cars"


def grade_note(raw, part):
    if not part.grade:
        return ""
    share = raw.grades[part.row["id"]]
    spread = "{:g} ({:g} to {:g})".format(*(float(share[column]) for column in ("hot_share", "low", "high")))
    return note(f"hot share of the site {spread}: {share['assumption']}",
                "class = the end uses it serves" if part.row["id"] == "CMP_US" else "")


def make_node(raw, part):
    row = part.row
    final = row["stage"] == "end_use"
    country, country_note = country_of(row)
    most, capacity_note = capacity(raw, part)
    dollars, value_note = value(raw, row)
    stock = 0 if part.incoming else float(row["stock_months"]) * part.output()  # else it lies with the inputs
    if row["id"] in FINITE_STOCK:
        stock = raw.fact(FINITE_STOCK[row["id"]])
    return {
        "node": part.name, "site": site_of(row["id"]), "product": part.product(), "stage": stage_of(row),
        "country": country, "capacity_t_per_month": most, "stock_t": stock,
        "demand_t_per_month": part.output() if final else None, "output_usd_per_t": dollars,
        "name": ", ".join([row["name"], *(WORDS[suffix] for suffix in part.suffixes)]),
        "source": sources(row["source_ids"], raw.grades[row["id"]]["source_ids"] if part.grade else "",
                          CAR_SALES if dollars else ""),
        "assumption": note(basis(row), country_note, capacity_note, grade_note(raw, part), value_note),
    }


# ---- inputs

def recipe(raw, edge):
    """t of input per t of output as the raw table has it, but Dy and Tb per tonne of hot grade, not of all magnets."""
    key, material = edge["raw"]["to"], edge["raw"]["material"]
    per_tonne = float(raw.recipes[key, material]["input_t_per_t_output"])
    return per_tonne / raw.grade_share(key, "HOT") if edge["to"].endswith("_HOT") and material in HEAVY else per_tonne


def coefficient(raw, part, product):
    """t_per_t, its sources and a note."""
    if part.row["stage"] == "end_use":
        return 1, "", "used as it comes"
    edge = part.incoming[product][0]
    source = raw.recipes[part.row["id"], edge["raw"]["material"]]
    words = note(source["assumption"], "all of it in the hot grade" if product in HEAVY and part.grade else "")
    expected = recipe(raw, edge)
    if part.output() == 0:
        return expected, source["source_ids"], note("t_per_t of the recipe, no flow in 2024", words)
    found = part.inflow(product) / part.output()
    if abs(found / expected - 1) > RECIPE_TOLERANCE:
        raise SystemExit(f"{part.name}, input {product}: found {found:.6g} t per t in the flows, expected {expected:.6g}")
    return found, source["source_ids"], note("t_per_t from the flows", words)


def make_inputs(raw, part):
    cover = float(part.row["stock_months"])
    stock_facts = [key for key in part.row["source_ids"].split(";") if key.startswith("F")]  # section F: stocks
    for product in part.incoming:
        t_per_t, source, words = coefficient(raw, part, product)
        yield {"node": part.name, "product": product, "t_per_t": t_per_t, "stock_t": cover * part.inflow(product),
               "essential": 1, "source": sources(source, *stock_facts),
               "assumption": note(words, f"stock {months(cover)} of need")}


# ---- licences

def customer_class(edge, country):
    key = edge["raw"]["to"]
    kind = key.split("_")[0]
    if country == "USA" and kind == "CMP":
        return WORDS[edge["to"].split("_")[2]]
    if country == "USA" and kind == "USE":
        return CLASS_OF_DIRECT_USE[key]
    return "all" if edge["product"] in ("NdFeB_hot", "SmCo") else CLASS_OF_KIND[kind]


def customs_lane(name, product, country):
    """Of goods that need no licence and share a customs code with those that do: nothing, until a scenario says so."""
    return {"lane": name, "office": "GACC", "review_months": 0, "approval": 1, "controlled": 0,
            "name": f"{product} from China to {country}, customs", "source": "L25",
            "assumption": "needs no licence; nothing was held up in 2024"}


def make_lanes(parts, edges):
    """One lane per product, destination and customer class; its name is entered in the edges."""
    lanes = {}
    for edge in edges:
        if not edge["office"]:
            continue
        product, (country, _) = edge["product"], country_of(parts[edge["to"]].row)
        if edge["office"] == "GACC":
            name = edge["lane"] = f"{product}:{country}"
            lanes[name] = customs_lane(name, product, country)
            continue
        group = customer_class(edge, country)
        name = edge["lane"] = f"{product}:{country}:{group}"
        lanes[name] = {
            "lane": name, "office": "MOFCOM", "t_per_licence": BATCH[product], "review_months": 0, "approval": 1,
            "name": f"{product} from China to {country}, {group.replace('_', ' ')}", "source": "L03;L06",
            "assumption": note(f"batch of {BATCH[product]:g} t assumed", BATCH_REASON.get(product),
                               "no licence was needed in 2024"),
        }
    return [lanes[name] for name in sorted(lanes)]


def make_offices():
    return [{"office": "MOFCOM", "country": "CHN", "name": "Ministry of Commerce of China, export licences",
             "source": "L03;L10", "assumption": "unlimited and without review in 2024; scenarios change that"},
            {"office": "GACC", "country": "CHN", "name": "General Administration of Customs of China, inspections",
             "source": "L25", "assumption": "holds up nothing in 2024; scenarios change that"}]


# ---- holidays

def make_holidays(raw):
    """A row for each day off, weekends within a holiday too, and for each weekend day worked instead."""
    days = {}
    for row in raw.holidays:
        first, last = date.fromisoformat(row["first"]), date.fromisoformat(row["last"])
        off = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        worked = [date.fromisoformat(day) for day in row["worked"].split(";") if day]
        for day in off + worked:
            if day in days:
                raise SystemExit(f"chinese_holidays.csv: {day} occurs twice")
            words = f"worked for {row['holiday']}" if day in worked else row["holiday"]
            days[day] = {"country": "CHN", "date": day.isoformat(), "working": int(day in worked), "name": words,
                         "source": row["source"]}
    return [days[day] for day in sorted(days)]


def make_case(folder):
    """Table name → rows."""
    raw = Raw(folder, assumed_routes())
    edges = make_edges(raw)
    parts = make_parts(raw, edges)
    lanes = make_lanes(parts, edges)
    return {
        "nodes": [make_node(raw, part) for part in parts.values()],
        "inputs": [row for part in parts.values() for row in make_inputs(raw, part)],
        "edges": edges, "lanes": lanes, "offices": make_offices(),
        "holidays": make_holidays(raw),
    }
