// SPDX-License-Identifier: GPL-3.0-or-later
#include "layerview/lessondata.h"

namespace quantscope {

std::vector<float> LessonData::rowsOf(bool image) const
{
    std::vector<float> rows;
    for (size_t i = 0; i < isImage.size(); ++i)
        if ((isImage[i] != 0) == image) {
            const auto from = inputs.begin() + static_cast<int64_t>(i) * channels;
            rows.insert(rows.end(), from, from + channels);
        }
    return rows;
}

}
