// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <c10/util/Exception.h>

#include "base/error.h"
#include "model/layer.h"

namespace quantscope {

// Runs f; what goes wrong in it gets the layer's name in front.
template <typename F> auto atLayer(const Layer& layer, const F& f)
{
    try {
        return f();
    } catch (const c10::Error& problem) {
        throw Error(layer.name + ": " + problem.what_without_backtrace());
    } catch (Error& problem) {
        problem.prepend(layer.name + ": ");
        throw;
    }
}

}
