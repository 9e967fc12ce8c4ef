// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <utility>

namespace quantscope {

// What a view works with and what goes on while the window makes its views anew, as it does for another language: found
// again by its name among the children of `owner`, else made there. T takes its parent behind `arguments`.
template <typename T, typename... Arguments> T* keptWork(QObject& owner, const QString& name, Arguments&&... arguments)
{
    if (auto* kept = owner.findChild<T*>(name, Qt::FindDirectChildrenOnly))
        return kept;
    auto* made = new T(std::forward<Arguments>(arguments)..., &owner);
    made->setObjectName(name);
    return made;
}

}
