// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Keys of the settings that the program reads before it has a window.
namespace quantscope::settingkeys {

inline constexpr char threads[] = "threads"; // 0: all
inline constexpr char memoryLimit[] = "memoryLimit"; // GB; 0: what there is
inline constexpr char cacheRoot[] = "cache/root"; // empty: the usual folder
inline constexpr char cacheLimit[] = "cache/diskLimit"; // bytes
inline constexpr char store[] = "store"; // empty: the usual file
inline constexpr char exportFolder[] = "folders/save"; // empty: the documents

}
