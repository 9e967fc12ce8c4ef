// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <string>

namespace quantscope {

// Trouble that is not a job's own, such as a cache on a full disk: told from any thread, heard on the GUI's.
class Trouble : public QObject
{
    Q_OBJECT

public:
    void tell(const std::string& sentence)
    {
        Q_EMIT heard(QString::fromStdString(sentence));
    }

Q_SIGNALS:
    void heard(const QString& sentence);
};

}
