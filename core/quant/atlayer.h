// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <c10/util/Exception.h>

#include "base/error.h"
#include "model/site.h"

namespace quantscope {

// Runs f; what goes wrong in it gets the layer's name in front.
template <typename F> auto atLayer(const Site& site, const F& f)
{
    try {
        return f();
    } catch (const c10::Error& problem) {
        throw Error(site.name + ": " + problem.what_without_backtrace());
    } catch (Error& problem) {
        problem.prepend(site.name + ": ");
        throw;
    }
}

}
