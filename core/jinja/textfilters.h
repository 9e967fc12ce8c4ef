// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jinja/filters.h"

namespace quantscope::jinja {

// Filters that make text or numbers of one value.
const FilterTable& textFilters();

}
