# SPDX-License-Identifier: GPL-3.0-or-later
# Fails when a file includes what its room may not know, when a room grows too large, when a file lies in no room, or when
# a source does not begin with its header. Run with -DROOT=<source folder>; layeringplanted.cmake plants one violation
# per rule.
cmake_minimum_required(VERSION 3.22)
# Each row: a room, then the rooms that it may know, all of them from rows above.
set(rooms
  "core/base"
  "core/messages: core/base"
  "core/files: core/base"
  "core/image: core/base"
  "core/numeric: core/base"
  "core/cache: core/base core/files"
  "core/jinjavalues: core/base"
  "core/jinja: core/base core/jinjavalues"
  "core/text: core/base core/files core/jinja"
  "core/model: core/base core/files core/image core/numeric core/text"
  "core/words: core/base core/files"
  "core/similarity: core/base core/words"
  "core/checkpoint: core/base core/files core/text core/model"
  "core/tasks: core/base core/files core/image core/text core/model core/words core/similarity"
  "core/answering: core/base core/files core/image core/cache core/model core/checkpoint core/tasks"
  "core/quant: core/base core/files core/numeric core/cache core/model"
  "core/subset: core/base core/files core/tasks"
  "core/run: core/base core/messages core/files core/image core/numeric core/cache core/model core/tasks core/quant core/subset core/answering core/checkpoint"
  "core/record: core/base core/messages core/files core/model core/tasks core/quant core/run"
  "core/experiments: core/base core/files core/quant core/run core/subset"
  "core/archive: core/base core/messages core/files core/cache core/model core/tasks core/quant core/run core/experiments core/record"
  "core/exchange: core/base core/messages core/files core/tasks core/run core/archive core/answering"
  "core/tracking: core/base core/files core/model core/tasks core/quant core/run core/archive core/record"
  "core/layerview: core/base core/numeric core/model core/quant core/run"
  "core/report: core/base core/messages core/files core/image core/numeric core/model core/tasks core/quant core/run core/archive core/exchange core/layerview"
  "core/session: core/base core/files core/image core/model core/tasks core/quant core/run core/archive core/layerview core/record"
  "core/synth: core/base core/files core/image core/text core/model"
  "core/bitalloc: core/base core/messages core/numeric core/cache core/model core/tasks core/quant core/run core/answering core/checkpoint"
  "core/diagnosis: core/base core/messages core/image core/numeric core/cache core/model core/tasks core/quant core/subset core/run core/layerview core/answering core/checkpoint"
  "widgets/common: core"
  "widgets/figures: core widgets/common"
  "widgets/plots: core widgets/common widgets/figures"
  "widgets/layers: core widgets/common widgets/figures widgets/plots"
  "widgets/scores: core widgets/common widgets/figures widgets/plots"
  "widgets/why: core widgets/common"
  "widgets/recipe: core widgets/common widgets/why"
  "widgets/samples: core widgets/common"
  "widgets/runs: core widgets/common"
  "widgets/logview: core widgets/common"
  "widgets/palette: core widgets/common"
  "widgets/settings: core widgets/common"
  "widgets/compare: core widgets/common widgets/figures widgets/plots widgets/samples widgets/runs widgets/recipe"
  "widgets/diagnosisview: core widgets/common widgets/figures widgets/plots widgets/samples widgets/why"
  "widgets/learn: core widgets/common widgets/figures widgets/plots"
  "widgets/search: core widgets/common widgets/figures widgets/plots"
  "widgets/sweep: core widgets/common widgets/figures widgets/plots"
  "app/log"
  "app/mquant: core"
  "app/cli: core app/log app/mquant"
  "app/engine: core"
  "app/gui/dialogs: core"
  "app/gui/settings: core app/log widgets/common"
  "app/gui/document: core widgets app/log app/engine"
  "app/gui/work: core widgets app/log app/engine app/gui/document"
  "app/gui/frame: core widgets app/engine app/gui/document"
  "app/gui/report: core widgets/common app/mquant app/engine app/gui/document"
  "app/gui/docks: core widgets app/log app/engine app/gui/document app/gui/work"
  "app/gui/tour: core widgets app/log app/engine app/gui/document"
  "app/gui/shell: core widgets app/log app/mquant app/engine app/gui/document app/gui/docks app/gui/dialogs app/gui/settings app/gui/frame app/gui/report app/gui/tour app/gui/work")
set(most_lines 5000)
# Folders and a pattern of includes that they may not have.
set(forbidden
  "core|<Q[A-Z]|Qt in core"
  "core|<spdlog|logging in core"
  "core|<torch/torch.h>|torch/torch.h is slow to compile"
  "widgets|<torch/torch.h>|torch/torch.h is slow to compile"
  "app|<torch/torch.h>|torch/torch.h is slow to compile"
  "tests|<torch/torch.h>|torch/torch.h is slow to compile"
  "core|<ATen/ATen.h>|ATen/ATen.h brings all operators"
  "app|<ATen/ATen.h>|ATen/ATen.h brings all operators"
  "tests|<ATen/ATen.h>|ATen/ATen.h brings all operators"
  "core/model/families|\"(files|text|image)/|families know the model and its numbers"
  "widgets|<(ATen|torch|c10)/|tensors in widgets"
  "app/gui|<(ATen|torch|c10)/|tensors in the window"
  "app/engine|<(QWidget|QtWidgets|QApplication)|widgets in the engine")

set(violations "")
macro(complain text)
  string(APPEND violations "${text}\n")
endmacro()

# The room that an include without its first folder ("model/layer.h") lies in; empty for files beside the source.
function(room_of include result)
  get_filename_component(folder ${include} DIRECTORY)
  set(${result} "" PARENT_SCOPE)
  while(folder)
    foreach(name ${names})
      if(name STREQUAL "core/${folder}" OR name STREQUAL "widgets/${folder}" OR name STREQUAL "app/${folder}")
        set(${result} ${name} PARENT_SCOPE)
        return()
      endif()
    endforeach()
    get_filename_component(folder ${folder} DIRECTORY)
  endwhile()
endfunction()

set(names "")
foreach(row ${rooms})
  string(REGEX MATCH "^([^:]+)(: )?(.*)$" ignored "${row}")
  set(name ${CMAKE_MATCH_1})
  set(known "${CMAKE_MATCH_3}")
  separate_arguments(known)
  foreach(other ${known})
    if(NOT other MATCHES "^(core|widgets)$" AND NOT other IN_LIST names)
      complain("layering.cmake: ${name} may know ${other}, which stands below it")
    endif()
  endforeach()
  list(APPEND names ${name})
  set("known_${name}" ${known})
endforeach()

foreach(name ${names})
  file(GLOB_RECURSE files ${ROOT}/${name}/*.h ${ROOT}/${name}/*.cpp)
  set(lines 0)
  foreach(file ${files})
    file(STRINGS ${file} includes REGEX "^ *#include \"")
    foreach(line ${includes})
      string(REGEX REPLACE ".*\"([^\"]+)\".*" "\\1" include "${line}")
      room_of(${include} other)
      string(REGEX REPLACE "/.*" "" top "${other}")
      if(other AND NOT other STREQUAL name AND NOT other IN_LIST known_${name} AND NOT top IN_LIST known_${name})
        complain("${file}: ${name} may not know ${other}: ${include}")
      endif()
    endforeach()
    file(READ ${file} text)
    string(REPLACE "\n" "" joined "${text}")
    string(LENGTH "${text}" all)
    string(LENGTH "${joined}" rest)
    math(EXPR lines "${lines} + ${all} - ${rest}")
  endforeach()
  if(lines GREATER most_lines)
    complain("${name} has ${lines} lines, more than ${most_lines}: divide it")
  endif()
endforeach()

file(GLOB_RECURSE files RELATIVE ${ROOT} ${ROOT}/core/*.h ${ROOT}/core/*.cpp ${ROOT}/widgets/*.h ${ROOT}/widgets/*.cpp
  ${ROOT}/app/*.h ${ROOT}/app/*.cpp)
foreach(file ${files})
  set(at_home NO)
  foreach(name ${names})
    if(file MATCHES "^${name}/")
      set(at_home YES)
    endif()
  endforeach()
  if(NOT at_home)
    complain("${file}: lies in no room of layering.cmake")
  endif()
endforeach()

# A source begins with the header that it implements: its namesake, or for one part or row among several another one of
# its own folder.
foreach(file ${files})
  if(file MATCHES "\\.cpp$" AND NOT file MATCHES "/main\\.cpp$")
    string(REGEX REPLACE "\\.cpp$" ".h" header "${file}")
    string(REGEX MATCH "^[a-z]+/(.*)$" ignored "${header}")
    set(inside ${CMAKE_MATCH_1})
    get_filename_component(folder ${inside} DIRECTORY)
    if(NOT EXISTS ${ROOT}/${header})
      set(inside "${folder}/[a-z]+\\.h")
    endif()
    file(STRINGS ${ROOT}/${file} includes REGEX "^ *#include " LIMIT_COUNT 1)
    if(NOT includes MATCHES "\"${inside}\"")
      complain("${file}: the first include is not the header that it implements: ${includes}")
    endif()
  endif()
endforeach()

foreach(row ${forbidden})
  string(REPLACE "|<" ";<" parts "${row}")
  string(REPLACE "|\"" ";\"" parts "${parts}")
  list(GET parts 0 folder)
  list(GET parts 1 rest)
  string(REGEX MATCH "^(.*)\\|([^|]*)$" ignored "${rest}")
  set(pattern "${CMAKE_MATCH_1}")
  set(why "${CMAKE_MATCH_2}")
  file(GLOB_RECURSE files ${ROOT}/${folder}/*.h ${ROOT}/${folder}/*.cpp)
  foreach(file ${files})
    file(STRINGS ${file} hits REGEX "^ *#include *${pattern}")
    if(hits)
      complain("${file}: ${why}: ${hits}")
    endif()
  endforeach()
endforeach()

foreach(folder app/gui widgets)
  file(GLOB_RECURSE files ${ROOT}/${folder}/*.h ${ROOT}/${folder}/*.cpp)
  foreach(file ${files})
    file(STRINGS ${file} hits REGEX "ModelsPtr|RunModels|WorkspacePtr")
    if(hits)
      complain("${file}: models stay behind the backend, their runs have ids: ${hits}")
    endif()
  endforeach()
endforeach()

if(violations)
  message(FATAL_ERROR "${violations}")
endif()
