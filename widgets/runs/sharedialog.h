// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include <vector>

#include "runs/runrow.h"
#include "session/savesession.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QListWidget;
class QPushButton;
class QSpinBox;

namespace quantscope {

// What is to go into a session file.
struct ShareChoice
{
    QStringList ids; // of the runs' records
    bool withFloat = true;
    SessionOptions options;
};

// Chooses runs, pictures and distributions for a session file, and shows its size and what it will not have before
// anything is written. Answer `choiceChanged` with setSize() or setProblem(), and `saveRequested` by asking for a file.
class ShareDialog : public QDialog
{
    Q_OBJECT

public:
    // `chosen` are ticked; of none, all are.
    ShareDialog(const std::vector<RunRow>&, const QStringList& chosen, QWidget* parent);

    ShareChoice choice() const;
    void setSize(const SessionSize&);
    void setBusy(bool); // the size is being found out, or the file written
    void setProblem(const QString&);

signals:
    void choiceChanged();
    void saveRequested();

private:
    QWidget* createRuns(const std::vector<RunRow>&, const QStringList& chosen);
    void createParts();
    void changed();

    QListWidget* m_runs = nullptr;
    QCheckBox* m_float = nullptr;
    QComboBox* m_images = nullptr;
    QSpinBox* m_side = nullptr;
    QCheckBox* m_layers = nullptr;
    QSpinBox* m_layerLimit = nullptr;
    QLabel* m_size = nullptr;
    QLabel* m_leftOut = nullptr;
    QPushButton* m_save = nullptr;
};

}
