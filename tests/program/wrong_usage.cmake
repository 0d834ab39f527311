# SPDX-License-Identifier: Apache-2.0
# What the program refuses, by exit status and message: cmake -D PROGRAM=<ytterby> -P tests/program/wrong_usage.cmake
# Run from the repository root.
cmake_minimum_required(VERSION 3.25)
set(case examples/mine_and_plant)

# refuses(<exit status> <message> <argument>...): in the first line of standard error, with nothing on standard output.
function(refuses expected message)
  execute_process(COMMAND "${PROGRAM}" ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE out ERROR_VARIABLE said)
  string(REGEX REPLACE "\n.*" "" said "${said}")
  list(JOIN ARGN " " arguments)
  if(NOT status EQUAL expected OR NOT said STREQUAL message OR NOT out STREQUAL "")
    message(SEND_ERROR "ytterby ${arguments}: exits with ${status}, expected ${expected}\n  found    ${said}\n"
                       "  expected ${message}\n${out}")
  endif()
endfunction()

foreach(command run survive)
  foreach(option --step-weeks --tau-months)
    foreach(value 0 -1 inf nan month)
      refuses(2 "${option}: found '${value}', expected a finite number above 0" ${command} ${case} ${option} ${value})
    endforeach()
  endforeach()
  refuses(2 "--target: found 'plant', expected node=, site=, product=, stage= or country= and a value"
          ${command} ${case} --target plant)
  refuses(2 "--target: found 'name=plant', expected node=, site=, product=, stage= or country= and a value"
          ${command} ${case} --target country=USA --target name=plant)
  foreach(value truce truce=no =true)
    refuses(2 "--assume: found '${value}', expected the name of an event, = and true or false"
            ${command} ${case} --assume ${value})
  endforeach()
  refuses(1 "ytterby: scenario 'Licences stop': found no event \"truce\", expected a name, but no event has one"
          ${command} ${case} --scenario licences_stop --assume truce=false)
  refuses(2 "CASE is required" ${command})
endforeach()
refuses(2 "--horizon-months: found '0', expected a finite number above 0" run ${case} --horizon-months 0)
set(series "${PROGRAM}.series.csv")
refuses(2 "--lane-series: found '${PROGRAM}.series.csv', expected another file than that of --series"
        run ${case} --series ${series} --lane-series ${series})
refuses(1 "ytterby: ${PROGRAM}.nowhere/lanes.csv: cannot be written"
        run ${case} --series ${series} --lane-series ${PROGRAM}.nowhere/lanes.csv)
file(GLOB written "${series}*")
if(written)
  message(SEND_ERROR "ytterby run: writes ${written}, expected nothing where one of two files cannot be written")
endif()
refuses(2 "--horizon-months requires --all-rivals" survive ${case} --horizon-months 12)
refuses(2 "--rationing requires --all-rivals" survive ${case} --rationing priority)
refuses(2 "--resourcing requires --all-rivals" survive ${case} --no-resourcing)
refuses(2 "--flex: found '0', expected a finite number above 0" survive ${case} --flex 0)
refuses(2 "--rivals: found 'none', expected share, ignored or served" survive ${case} --rivals none)
refuses(2 "--method: found 'simplex', expected automatic, cut, lp or bracket" survive ${case} --method simplex)
foreach(value 0 -1 inf month)
  refuses(2 "--recover-months: found '${value}', expected a finite number above 0"
          survive ${case} --outages --recover-months ${value})
endforeach()
foreach(value 0 -2 1.5 many)
  refuses(2 "--threads: found '${value}', expected a whole number, 1 or more" survive ${case} --outages --threads ${value})
endforeach()
foreach(option --recover-months)
  refuses(2 "${option} requires --outages" survive ${case} ${option} 2)
endforeach()
refuses(2 "--rivals excludes --outages" survive ${case} --outages --rivals ignored)
foreach(option --no-each --no-sequence --all-rivals)
  refuses(2 "${option} excludes --outages" survive ${case} --outages ${option})
endforeach()
refuses(2 "--scenario is required" compare ${case})
refuses(2 "--scenario: found 1, expected 2 or more" compare ${case} --scenario licences_stop)
refuses(2 "--threads: found '0', expected a whole number, 1 or more"
        compare ${case} --scenario licences_stop --scenario baseline --threads 0)
refuses(2 "--scenario is required" delay ${case} --event restart)
refuses(2 "--event is required" delay ${case} --scenario licences_stop)
refuses(2 "--tolerance-days: found '0', expected a finite number above 0"
        delay ${case} --scenario licences_stop --event restart --tolerance-days 0)
foreach(value 1 -0.1 some)
  refuses(2 "--harm: found '${value}', expected a number, 0 or more and below 1"
          delay ${case} --scenario licences_stop --event restart --harm ${value})
endforeach()
refuses(2 "--office is required" need ${case})
foreach(value 0 1 2 inf)
  refuses(2 "--tolerance: found '${value}', expected a number above 0 and below 1"
          need ${case} --office Ministry --tolerance ${value})
endforeach()
foreach(command run compare delay need)
  refuses(2 "--rationing: found 'fair', expected proportional, priority, largest_first, equal_fill or minimum_first"
          ${command} ${case} --rationing fair)
endforeach()
refuses(2 "--scenario: found 'licences_stop?restart', expected a scenario, or one followed by ?EVENT=true or ?EVENT=false"
        compare ${case} --scenario licences_stop?restart --scenario baseline)
refuses(2 "A subcommand is required")

foreach(command run survive)
  refuses(1 "ytterby: nowhere: found no such folder, expected a folder with nodes.csv, inputs.csv and edges.csv"
          ${command} nowhere)
  refuses(1 "ytterby: case 'mine_and_plant': found no scenario \"ban\", expected one of: licences_stop"
          ${command} ${case} --scenario ban)
endforeach()
refuses(1 "ytterby: case 'mine_and_plant': found no scenario \"ban\", expected one of: licences_stop"
        compare ${case} --scenario licences_stop --scenario ban)
refuses(1 "ytterby: scenario 'Licences stop': found no event \"restart\", expected a name, but no event has one"
        delay ${case} --scenario licences_stop --event restart)
refuses(1 "ytterby: --office: no office with name = \"Minstry\" (did you mean \"Ministry\"?), expected one of: Ministry"
        need ${case} --office Minstry)
refuses(1 "ytterby: --office: no office with name = \"MOFCOM\", expected one of: Ministry" need ${case} --office MOFCOM)
refuses(1 "ytterby: --assume: found 'restart', an event of none of the scenarios, expected a name, but no event has one"
        compare ${case} --scenario licences_stop --scenario baseline --assume restart=true)
refuses(1 "ytterby: scenario 'Licences stop': found no event \"restart\", expected a name, but no event has one"
        compare ${case} --scenario licences_stop --scenario licences_stop?restart=false)
foreach(command run survive)
  refuses(1 "ytterby: --without: no node with node = \"MINE\" (did you mean \"Mine\"?)" ${command} ${case} --without MINE)
  refuses(1 "ytterby: --target: no node with country = \"US\" (did you mean \"USA\"?)" ${command} ${case} --target country=US)
endforeach()
refuses(1 "ytterby: scenario 'Licences stop', event 1: found a change 5.02669 months after the start, expected none: outages are compared in a lasting state, survive() follows dated events"
        survive ${case} --outages --scenario licences_stop)

foreach(value CHN name=CHN office lanes=metal:USA)
  refuses(2 "--from: found '${value}', expected node=, site=, product=, stage=, country=, lane= or office= and a value"
          expose ${case} --from ${value})
endforeach()
refuses(1 "ytterby: --from: no node with country = \"CHIN\" (did you mean \"CHN\"?)" expose ${case} --from country=CHIN)
refuses(1 "ytterby: --from: no lane with name = \"metal:US\" (did you mean \"metal:USA\"?)"
        expose ${case} --from lane=metal:US)
refuses(1 "ytterby: --from: no node with stage = \"mine\", country = \"CHN\""
        expose ${case} --from country=CHN --from stage=mine)
refuses(1 "ytterby: --from: no office with name = \"Minstry\" (did you mean \"Ministry\"?)"
        expose ${case} --from office=Minstry)
refuses(2 "--from: found lane= beside other keys, expected lanes alone, offices alone, or nodes"
        expose ${case} --from lane=metal:USA --from country=CHN)
refuses(2 "--from: found office= beside other keys, expected lanes alone, offices alone, or nodes"
        expose ${case} --from lane=metal:USA --from office=Ministry)
refuses(2 "--by: found 'price', expected mass or value" expose ${case} --by price)
refuses(2 "--by: found 'value' without --prices, expected a file of prices, too" expose ${case} --by value)
refuses(2 "--prices: found 'prices.csv', expected it with --by value alone" expose ${case} --prices prices.csv)
refuses(1 "ytterby: no/prices.csv: found a file that cannot be read: No such file or directory, expected a table of prices"
        expose ${case} --by value --prices no/prices.csv)
set(prices ${PROGRAM}.prices.csv)
file(WRITE ${prices} "product,usd_per_t\nore,100\nmotors,4000\n")
refuses(1 "ytterby: prices: found none of \"metal\", which node \"Smelter\" needs, expected one"
        expose ${case} --by value --prices ${prices})
file(WRITE ${prices} "product,usd_per_t\nore,600\nmetal,1000\nmotors,4000\n")
refuses(1 "ytterby: prices, node \"Smelter\": found inputs of 1200 USD in a tonne of \"metal\", expected no more than its 1000 USD"
        expose ${case} --by value --prices ${prices})
file(REMOVE ${prices})
refuses(1 "ytterby: chain: found \"metal\", which nobody makes from nothing, expected a raw product"
        expose ${case} --chain metal)
refuses(1 "ytterby: --chain: found Dy_feed, which no target holds, expected what some do"
        expose data/rare_earths_2024 --target node=USE_US_SEMI --chain Dy_feed)
foreach(value 0 -1 nan month)
  refuses(2 "--after-months: found '${value}', expected a finite number above 0" expose ${case} --after-months ${value})
endforeach()
refuses(2 "--by: found 'city', expected node, site, country, stage, lane or office" rank ${case} --by city)
refuses(2 "--rank-by: found 'fear', expected months_lost, unserved_t, unserved_usd or best_months_lost"
        rank ${case} --rank-by fear)
refuses(2 "--rank-by: found 'best_months_lost' without --best, expected that, too"
        rank ${case} --rank-by best_months_lost)
foreach(value 0 1 2.5)
  refuses(2 "--pairs: found '${value}', expected a whole number, 2 or more" rank ${case} --pairs ${value})
endforeach()
refuses(2 "--top: found '0', expected a whole number, 1 or more" rank ${case} --top 0)
refuses(2 "--json excludes --top" rank ${case} --json --top 3)
foreach(command expose rank)
  refuses(1 "ytterby: --target: no node with country = \"US\" (did you mean \"USA\"?)" ${command} ${case} --target country=US)
  refuses(2 "--threads: found '0', expected a whole number, 1 or more" ${command} ${case} --threads 0)
endforeach()
