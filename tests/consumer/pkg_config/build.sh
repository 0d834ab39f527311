# SPDX-License-Identifier: Apache-2.0
c++ -std=c++20 $CXXFLAGS $(pkg-config --cflags ytterby) -o consumer consumer.cpp $(pkg-config --static --libs ytterby)
