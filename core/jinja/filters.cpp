// SPDX-License-Identifier: GPL-3.0-or-later
#include "jinja/filters.h"

#include <set>

#include "jinja/listfilters.h"
#include "jinja/textfilters.h"

namespace quantscope::jinja {

Value filtered(const std::string& name, const Value& value, const Arguments& arguments, Meter& meter)
{
    meter.charge();
    for (const auto* table : {&textFilters(), &listFilters()})
        if (const auto row = table->find(name); row != table->end())
            return row->second({name, value, arguments, meter});
    throw Error("the filter '" + name + "' is not supported");
}

}
