// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace quantscope {

// Qt tells screen readers on Linux the value of a combo box as its name, and not what the value is of. From the first
// call on they hear both, as in "Weight bits, vision tower: 4".
void tellNamesOfComboBoxes();

}
