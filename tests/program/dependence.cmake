# SPDX-License-Identifier: Apache-2.0
# What expose and rank take for granted: cmake -D PROGRAM=<ytterby> -D WORK=<folder> -P tests/program/dependence.cmake
cmake_minimum_required(VERSION 3.25)

# Cars need 10 t of metal a month: 2 t from a stockpile, 8 t smelted in China from 2 t of Chinese and 6 t of Australian
# ore. So 0.8 is Chinese at face value and 0.2 by origin, 0.6 is Australian by origin, 0.2 French.
file(REMOVE_RECURSE "${WORK}")
file(WRITE "${WORK}/nodes.csv" "node,site,product,stage,country,demand_t_per_month,stock_t
Pit,,ore,mine,CHN,,
Open,,ore,mine,AUS,,
Stockpile,,metal,stock,FRA,,200
Smelter,,metal,refining,CHN,,
Cars,,cars,end_use,USA,10,
")
file(WRITE "${WORK}/inputs.csv" "node,product,stock_t\nSmelter,ore,0\nCars,metal,0\n")
file(WRITE "${WORK}/edges.csv"
     "from,to,flow_t_per_month\nPit,Smelter,2\nOpen,Smelter,6\nSmelter,Cars,8\nStockpile,Cars,2\n")
file(WRITE "${WORK}/scenarios/strike.toml"
     "name = \"Strike\"\n[[event]]\nafter_months = 0\non = { node = \"Pit\" }\nset = { capacity = 0 }\n")

function(ask variable)
  execute_process(COMMAND "${PROGRAM}" ${ARGN} --json RESULT_VARIABLE status OUTPUT_VARIABLE json ERROR_VARIABLE said)
  if(NOT status EQUAL 0)
    list(JOIN ARGN " " arguments)
    message(FATAL_ERROR "ytterby ${arguments}: exits with ${status}, expected 0\n${said}")
  endif()
  set(${variable} "${json}" PARENT_SCOPE)
endfunction()

# expect(<json> <expected> <key>...): a text.
function(expect json expected)
  string(JSON found GET "${json}" ${ARGN})
  string(REGEX REPLACE "[ \n]" "" found "${found}")
  if(NOT found STREQUAL expected)
    message(SEND_ERROR "${ARGN}: found ${found}, expected ${expected}")
  endif()
endfunction()

# expect_number(<json> <least> <most> <key>...): within rounding.
function(expect_number json least most)
  string(JSON found GET "${json}" ${ARGN})
  if(NOT found GREATER_EQUAL least OR NOT found LESS_EQUAL most)
    message(SEND_ERROR "${ARGN}: found ${found}, expected ${least} to ${most}")
  endif()
endfunction()

# Nothing asked for: the country of most of the ore, along one material, which ore and metal of the stockpile are.
ask(json expose "${WORK}")
expect("${json}" OFF asked_for)
expect("${json}" "[\"AUS\"]" from country)
expect("${json}" 0.0 targets 0 face_value)
expect("${json}" "[\"ore\",\"metal\"]" targets 0 materials 0 products)
foreach(key look_through pass_through)
  expect_number("${json}" 0.599999999 0.600000001 targets 0 ${key})
endforeach()

# Keys narrow; a material of its own products alone: three quarters of the ore.
ask(json expose "${WORK}" --from country=CHN --from stage=refining --chain ore)
expect("${json}" ON asked_for)
expect_number("${json}" 0.799999999 0.800000001 targets 0 face_value)
expect("${json}" 0.0 targets 0 look_through)
expect("${json}" 1.0 targets 0 materials 0 face_value)
ask(json expose "${WORK}" --from country=AUS --chain ore --chain ore,metal)
expect_number("${json}" 0.749999999 0.750000001 targets 0 materials 0 look_through)
expect_number("${json}" 0.599999999 0.600000001 targets 0 materials 1 look_through)

# Of 10 t of ore a month 6 t come by two lanes of one office, 1 t by one of another.
file(WRITE "${WORK}/licensed/nodes.csv"
     "node,product,country,demand_t_per_month\nPit,ore,CHN,\nQuarry,ore,CHN,\nOpen,ore,AUS,\nCars,cars,USA,10\n")
file(WRITE "${WORK}/licensed/inputs.csv" "node,product\nCars,ore\n")
file(WRITE "${WORK}/licensed/edges.csv"
     "from,to,flow_t_per_month,lane\nPit,Cars,4,by_sea\nQuarry,Cars,2,by_air\nQuarry,Cars,1,by_post\nOpen,Cars,3,\n")
file(WRITE "${WORK}/licensed/lanes.csv" "lane,office\nby_sea,Ministry\nby_air,Ministry\nby_post,Customs\n")
file(WRITE "${WORK}/licensed/offices.csv" "office,country\nMinistry,CHN\nCustoms,CHN\n")
ask(json expose "${WORK}/licensed" --from office=Ministry)
expect("${json}" "[\"Ministry\"]" from office)
foreach(key face_value pass_through outage)
  expect_number("${json}" 0.599999999 0.600000001 targets 0 ${key})
endforeach()
string(JSON type TYPE "${json}" targets 0 look_through)
if(NOT type STREQUAL "NULL")
  message(SEND_ERROR "origin in an office: found ${type}, expected NULL")
endif()

# Of a scenario the targets alone: its events are noted.
ask(json expose "${WORK}" --scenario strike)
expect("${json}" Strike scenario)
string(JSON note GET "${json}" notes 0)
if(NOT note STREQUAL "shares are of the flows before any event of the scenario, whose targets alone count")
  message(SEND_ERROR "of a scenario with events: found the note \"${note}\"")
endif()
set(rare_earths data/rare_earths_2024)
ask(of_scenario expose ${rare_earths} --scenario licences_stop)
ask(of_options expose ${rare_earths} --target country=USA --target stage=end_use)
ask(of_all expose ${rare_earths})
foreach(of scenario options all)
  string(JSON targets_of_${of} GET "${of_${of}}" targets)
endforeach()
if(NOT targets_of_scenario STREQUAL targets_of_options OR targets_of_scenario STREQUAL targets_of_all)
  message(SEND_ERROR "targets of licences_stop: expected those in the United States, and no others")
endif()

# What supplies nobody is not taken out; without stocks the rest runs short at once.
ask(json rank "${WORK}")
string(JSON entries LENGTH "${json}" ranking)
set(names "")
math(EXPR last "${entries} - 1")
foreach(i RANGE ${last})
  string(JSON name GET "${json}" ranking ${i} what)
  list(APPEND names "${name}")
endforeach()
# Of 24 months' demand they lack 8, 6 and 2 t a month; what is out ships its stock, and the stockpile has 100 months'.
if(NOT names STREQUAL "Smelter;Open;Pit;Stockpile")
  message(SEND_ERROR "ranking: found ${names}, expected Smelter;Open;Pit;Stockpile")
endif()
expect("${json}" none_in_horizon undisturbed status)
expect("${json}" at_once ranking 0 status)
expect_number("${json}" 191.999999 192.000001 ranking 0 unserved_t)
expect_number("${json}" 143.999999 144.000001 ranking 1 unserved_t)
expect_number("${json}" 47.999999 48.000001 ranking 2 unserved_t)
string(JSON type TYPE "${json}" ranking 0 unserved_usd)
if(NOT type STREQUAL "NULL")
  message(SEND_ERROR "dollars where nothing has a value: found ${type}, expected NULL")
endif()

execute_process(COMMAND "${PROGRAM}" rank "${WORK}" --by lane RESULT_VARIABLE status OUTPUT_VARIABLE out
                ERROR_VARIABLE said)
if(NOT status EQUAL 1 OR NOT said STREQUAL "ytterby: --by: found lane, of which the case has none to take out\n")
  message(SEND_ERROR "rank --by lane without lanes: exits with ${status}, expected 1\n${said}")
endif()

# Of more than 24 materials none is followed, unless it is asked for.
set(nodes "node,product,country,demand_t_per_month\nCars,cars,USA,1\n")
set(inputs "node,product\n")
set(edges "from,to,flow_t_per_month\n")
foreach(i RANGE 1 25)
  string(APPEND nodes "Mine${i},ore${i},CHN,\n")
  string(APPEND inputs "Cars,ore${i}\n")
  string(APPEND edges "Mine${i},Cars,1\n")
endforeach()
foreach(table nodes inputs edges)
  file(WRITE "${WORK}/many/${table}.csv" "${${table}}")
endforeach()
ask(json expose "${WORK}/many")
expect("${json}" "[]" targets 0 materials)
string(JSON note GET "${json}" notes 0)
if(NOT note STREQUAL "materials: 25, none followed by itself, as none was asked for by --chain")
  message(SEND_ERROR "of 25 materials: found the note \"${note}\"")
endif()
ask(json expose "${WORK}/many" --chain ore7)
expect("${json}" "[\"ore7\"]" targets 0 materials 0 products)
