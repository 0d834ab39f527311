# SPDX-License-Identifier: Apache-2.0
# Share of demand served over time; scripts/figures makes licences_stop.csv and runs this.
set terminal svg size 860,440 dynamic font "Helvetica,Arial,sans-serif,14" background "#ffffff"
set output "licences_stop.svg"
set datafile separator comma
set datafile missing NaN

set title "Licences stop on 4 April 2025: how much of US demand is served" font ",16" textcolor "#222222"
set xlabel "months after the stop" textcolor "#222222"
set ylabel "demand served, mean of each week" offset 0.5 textcolor "#222222"
set xrange [0:18]
set yrange [0:105]
set xtics 0,3,18 nomirror textcolor "#222222"
set ytics 0,25,100 nomirror format "%.0f %%" textcolor "#222222"
set border 3 linecolor "#222222"
set grid ytics linetype 1 linecolor "#dddddd"
set lmargin 10
set rmargin 27
unset key

# Labels stand where their line ends, or beside its fall.
set label "small car motors, standard grade" at 18.3,100 textcolor "#777777"
set label "wind turbines, hot grade" at 18.3,62 textcolor "#0072b2"
set label "small car motors, hot grade" at 18.3,33 textcolor "#00795a"
set label "EV and hybrid drives, hot grade" at 18.3,21 textcolor "#b06a00"
set label "defence, hot grade" at 18.3,8 textcolor "#c0392b"
set label "terbium\nphosphors" at 2.55,54 textcolor "#8e3a80"
set label "yttrium coatings" at 12.5,88 right textcolor "#222222"
set label "Magnets of the hot grade\nhold Dy or Tb and need a\nlicence, the standard\ngrade does not." at 18.3,90 font ",12" textcolor "#777777"

week = 7 / 30.4375  # months; rows are dated at the end of their week
file = "licences_stop.csv"
share(node) = strcol("node") eq node ? 100 * column("served_t") / column("demand_t") : NaN
plot file using (column("month") - week):(share("USE_US_ICE_STD")) with steps linewidth 2.5 linecolor "#999999", \
     file using (column("month") - week):(share("USE_US_TBC")) with steps linewidth 2.5 linecolor "#222222", \
     file using (column("month") - week):(share("USE_US_WIND_HOT")) with steps linewidth 2.5 linecolor "#0072b2", \
     file using (column("month") - week):(share("USE_US_ICE_HOT")) with steps linewidth 2.5 linecolor "#00795a", \
     file using (column("month") - week):(share("USE_US_EV_HOT")) with steps linewidth 2.5 linecolor "#d98200", \
     file using (column("month") - week):(share("USE_US_DEF_HOT")) with steps linewidth 2.5 linecolor "#c0392b", \
     file using (column("month") - week):(share("USE_US_PHOS_TB")) with steps linewidth 2.5 linecolor "#8e3a80"
