# SPDX-License-Identifier: Apache-2.0
# Share of demand served over time, by what becomes of licences; scripts/figures makes regimes.csv and runs this.
set terminal svg size 860,440 dynamic font "Helvetica,Arial,sans-serif,14" background "#ffffff"
set output "regimes.svg"
set datafile separator comma
set datafile missing NaN

set title "EV and hybrid drives in the US: how much of the demand is served" font ",16" textcolor "#222222"
set xlabel "months after 4 April 2025" textcolor "#222222"
set ylabel "demand served, mean of each week" offset 0.5 textcolor "#222222"
set xrange [0:24]
set yrange [0:105]
set xtics 0,3,24 nomirror textcolor "#222222"
set ytics 0,25,100 nomirror format "%.0f %%" textcolor "#222222"
set border 3 linecolor "#222222"
set grid ytics linetype 1 linecolor "#dddddd"
set lmargin 10
set rmargin 27
unset key

# Labels stand where their line ends.
set label "London, kept" at 24.3,101 textcolor "#777777"
set label "London, slowly" at 24.3,95 textcolor "#0072b2"
set label "Geneva: truce, then snap-back" at 24.3,64 textcolor "#b06a00"
set label "April regime alone" at 24.3,57 textcolor "#8e3a80"
set label "six-month licence,\nnot renewed" at 24.3,81 textcolor "#00795a"
set label "no licences" at 24.3,18 textcolor "#c0392b"

week = 7 / 30.4375  # months; rows are dated at the end of their week
file = "regimes.csv"
share(run) = strcol("run") eq run ? 100 * column("served_t") / column("demand_t") : NaN
plot file using (column("month") - week):(share("kept")) with steps linewidth 2.5 linecolor "#999999", \
     file using (column("month") - week):(share("slow")) with steps linewidth 2.5 linecolor "#0072b2", \
     file using (column("month") - week):(share("cliff")) with steps linewidth 2.5 linecolor "#00795a", \
     file using (column("month") - week):(share("truce")) with steps linewidth 2.5 linecolor "#d98200", \
     file using (column("month") - week):(share("alone")) with steps linewidth 2.5 linecolor "#8e3a80", \
     file using (column("month") - week):(share("stop")) with steps linewidth 2.5 linecolor "#c0392b"
