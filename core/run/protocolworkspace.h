// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/workspace.h"

namespace quantscope {

// The workspace as a run under the protocol sees it: images on the protocol's route, calibration on the evaluated
// questions where the protocol does so and the user has chosen no others, and caches that know of both.
Workspace underProtocol(const Workspace&, Protocol);
// The data set alone; the same where the protocol changes nothing of it.
std::shared_ptr<const Dataset> underProtocol(const std::shared_ptr<const Dataset>&, Protocol);

}
