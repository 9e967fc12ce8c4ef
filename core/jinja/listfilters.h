// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jinja/filters.h"

namespace quantscope::jinja {

// Filters that read or make sequences.
const FilterTable& listFilters();

}
