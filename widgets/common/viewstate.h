// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>
#include <QVariant>

class QWidget;

namespace quantscope {

// What the controls of a view are set to: texts, numbers, choices, ticks, tabs. Sets those of the same view made anew,
// which must have the same structure; controls that it has not stay as they are.
class ViewState
{
public:
    explicit ViewState(const QWidget& view);
    void restore(QWidget& view) const;

private:
    QHash<QString, QVariant> m_values; // by where the control is in the view
};

}
