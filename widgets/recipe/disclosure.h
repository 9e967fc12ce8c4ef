// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>

namespace quantscope {

// The word that opens and closes something, with an arrow that says which.
class Disclosure : public QToolButton
{
    Q_OBJECT

public:
    explicit Disclosure(const QString& title, QWidget* parent = nullptr);

    bool isOpen() const
    {
        return m_open;
    }
    void setOpen(bool);

signals:
    void opened(bool open);

private:
    bool m_open = false;
};

}
