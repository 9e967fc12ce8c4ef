// SPDX-License-Identifier: GPL-3.0-or-later
#include "numeric/rows.h"

namespace quantscope {

at::Tensor rowsWhere(const at::Tensor& x, const at::Tensor& mask)
{
    return x.index_select(0, mask.nonzero().view(-1));
}

}
