// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QLineEdit;

namespace quantscope {

// One line about a run. Open it with open(); it deletes itself.
class RunFieldDialog : public QDialog
{
    Q_OBJECT

public:
    // `help` says what can be written there.
    RunFieldDialog(const QString& title, const QString& label, const QString& help, const QString& value,
                   QWidget* parent);

    QLineEdit* field() const
    {
        return m_field;
    }

signals:
    void entered(QString value);

private:
    QLineEdit* m_field;
};

}
