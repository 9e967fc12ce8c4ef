# SPDX-License-Identifier: GPL-3.0-or-later
# Fails when a text of the views has no translation, or a translation no text. Run with -DROOT=<source folder>
# -DLUPDATE=<program> -DFOLDER=<of its own>.
cmake_minimum_required(VERSION 3.22)
set(kept "${ROOT}/resources/translations/quantscope_zh.ts")
set(fresh "${FOLDER}/quantscope_zh.ts")
file(REMOVE_RECURSE "${FOLDER}")
file(COPY "${kept}" DESTINATION "${FOLDER}")
execute_process(COMMAND "${LUPDATE}" -no-obsolete -locations none -I core -I widgets -I app widgets app/gui -ts "${fresh}"
  WORKING_DIRECTORY "${ROOT}" RESULT_VARIABLE result OUTPUT_QUIET ERROR_VARIABLE problems)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "lupdate failed: ${problems}")
endif()
file(READ "${fresh}" text)
string(REGEX MATCHALL "<source>[^<]*</source>\n[^\n]*type=\"unfinished\"" missing "${text}")
foreach(each IN LISTS missing)
  string(REGEX REPLACE "<source>([^<]*)</source>.*" "\\1" source "${each}")
  message(SEND_ERROR "no translation: ${source}")
endforeach()
execute_process(COMMAND "${CMAKE_COMMAND}" -E compare_files "${kept}" "${fresh}" RESULT_VARIABLE differs)
if(differs AND NOT missing)
  message(SEND_ERROR "quantscope_zh.ts has texts that no view uses, or another order: build the target update_translations")
endif()
