# SPDX-License-Identifier: Apache-2.0
"""What the raw tables need before they are a case: names, splits, repairs and added assumptions."""

GRADES = {"HOT": "NdFeB_hot", "STD": "NdFeB_standard"}
HEAVY = ("Dy", "Tb")  # go into the hot grade alone
# Suffixes of node names in words.
WORDS = {"HOT": "hot grade", "STD": "standard grade", "AUTO": "automotive", "DEF": "defence", "OTHER": "other",
         "NDPR": "NdPr", "DY": "Dy", "TB": "Tb", "SM": "Sm", "Y": "Y", "LACE": "La/Ce", "SMCO": "SmCo"}

# US component makers are split by the end uses they serve; what is not named here is OTHER.
CLASSES = ("AUTO", "DEF", "OTHER")
CLASS_OF_USE = {"USE_US_EV": "AUTO", "USE_US_ICE": "AUTO", "USE_US_DEF": "DEF"}

# Products of one separation plant share its site; elsewhere the raw id is the site.
PLANTS = {
    "SEP_MY": ("SEP_MY_",),
    "SEP_US_MP": ("SEP_US_NDPR", "SEP_US_LACE", "SEP_US_DYTB"),
    "SEP_EE": ("SEP_EE_",),
}

# ISO 3166-1 alpha-3. ISO leaves XAA to XZZ to the user: here, groups of countries.
COUNTRY = {
    "Australia": "AUS", "Brazil": "BRA", "Burma (Myanmar)": "MMR", "China": "CHN", "Estonia": "EST", "France": "FRA",
    "India": "IND", "Japan": "JPN", "Malaysia": "MYS", "Mexico": "MEX", "Philippines": "PHL", "Russia": "RUS",
    "South Korea": "KOR", "Thailand": "THA", "United Kingdom": "GBR", "United States": "USA", "Vietnam": "VNM",
    "Africa and other": "XAF", "Europe": "XEU", "Korea and ASEAN": "XKA", "Rest of world": "XRW",
    "South-East Asia": "XSE",
    "Korea": "KOR", "Rest": "XRW",  # cut short in the raw table
}
# Raw country cells that hold a material instead.
COUNTRY_REPAIRED = {
    "USE_NONMAG_SM": ("CHN", "country lost in the raw table: China, because its samarium comes without a licence"),
    "USE_NONUS_LACE": ("XRW", "country lost in the raw table: everything outside the US, China included"),
}
# Raw stock notes that contradict the raw number.
NOTE_REPAIRED = {
    "CMP_JP": "output = magnets built in; stock 2 months assumed, above the 1.5 of the other component makers",
}

# US SmCo for defence is melted from the French samarium alone (F013), the rest from Chinese: two lines of one site. The
# defence line makes what that samarium yields; what defence uses beyond it comes from the other line.
DEFENCE_MELT = {"MAG_US_SMCO": "STK_FR_SM"}
DEFENCE_USE = "USE_US_DEF"
CHINESE = ("MET_CN_", "SEP_CN_")

# A stock that nothing refills: the tonnes are a fact, the raw output is the yearly draw.
FINITE_STOCK = {"STK_FR_SM": "F012"}
STOCK_BUILDING = ("INV_",)

# Elements planned but not shipped in 2024: share of the mine's oxide, here what the basket K029 to K036 leaves over.
UNSHIPPED_SHARE = {"MINE_US_MP_DY": 0.0005}

# Value at stake: billion USD a year, spread over the magnets of these uses.
CAR_SALES = "J015"
CAR_USES = ("USE_US_EV", "USE_US_ICE")

# Feeds the raw table lacks and without which a planned plant could not run: from, to, material, weeks.
ASSUMED_ROUTES = (
    ("MINE_BR", "SEP_US_Y", "Y", 6),
    ("SEP_MY_TB", "MAG_US_MP", "Tb", 7),
    ("SEP_MY_DY", "MAG_US_EVAC", "Dy", 7), ("SEP_MY_TB", "MAG_US_EVAC", "Tb", 7),
    ("SEP_MY_DY", "MAG_US_USAR", "Dy", 7), ("SEP_MY_TB", "MAG_US_USAR", "Tb", 7),
    ("SEP_MY_DY", "MAG_EE_NARVA", "Dy", 9), ("SEP_MY_TB", "MAG_EE_NARVA", "Tb", 9),
    ("SEP_MY_DY", "MAG_MY_JSL", "Dy", 2), ("SEP_MY_TB", "MAG_MY_JSL", "Tb", 2),
)

# One batch, one licence (L06): tonnes of a batch, all assumed.
BATCH = {"NdFeB_hot": 5, "SmCo": 2, "Dy": 1, "Tb": 0.2, "Sm": 1, "Y": 5}
BATCH_REASON = {
    "NdFeB_hot": "at that size the European trade files several hundred applications in two months, as reported (L19)",
}
# Customer classes of the lanes to US users that buy direct, and of every other kind of customer.
CLASS_OF_DIRECT_USE = {"USE_US_DEF": "defence", "USE_US_IND": "industry", "USE_US_PHOS": "phosphors"}
CLASS_OF_KIND = {"MAG": "magnet_makers", "PRO": "processors", "USE": "end_users"}


def months(number):
    return f"{number:g} month" if number == 1 else f"{number:g} months"


def assumed_routes():
    """The added routes as rows of the raw edge table."""
    return [{"from": start, "to": end, "material": material, "flow_t_per_yr": "0", "lead_time_weeks": str(weeks),
             "licence": "none", "source_ids": "", "assumption": "route assumed so that the plant can be supplied"}
            for start, end, material, weeks in ASSUMED_ROUTES]


def site_of(key):
    return next((site for site, prefixes in PLANTS.items() if key.startswith(prefixes)), key)


def country_of(row):
    """Code and, where the raw cell was no country, why this one."""
    return COUNTRY_REPAIRED.get(row["id"]) or (COUNTRY[row["country"]], "")


def stage_of(row):
    return "stockbuild" if row["id"].startswith(STOCK_BUILDING) else row["stage"]


def melt_for(maker, feeder):
    """The line of a maker with a defence melt that a feeder may supply."""
    return f"{maker}_OTHER" if feeder.startswith(CHINESE) else f"{maker}_DEF"


def class_of_use(key):
    return CLASS_OF_USE.get(key, "OTHER")


def basis(row):
    """The raw note of a node, without its contradictions. The raw note of end uses says one month of stock everywhere."""
    if row["stage"] == "end_use" and row["stock_months"] not in ("", "0"):
        return f"demand = inflow; own stock {months(float(row['stock_months']))} assumed"
    return NOTE_REPAIRED.get(row["id"], row["assumption"])
