// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "gui/report/reportorder.h"

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QListWidget;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;
class QSpinBox;

namespace quantscope {

// A run that a report can be about.
struct OfferedRun
{
    std::string id;
    QString name;
    bool isChosen = false;
};

// What a report shall hold and where it goes; it shows how far the report is and stays open until that has ended. Open
// it with open(); it deletes itself.
class ReportDialog : public QDialog
{
    Q_OBJECT

public:
    // `layer`: the selected one's name; `language` and `folder`: those to begin with.
    ReportDialog(const QList<OfferedRun>&, const QString& layer, const QString& language, const QString& folder,
                 QWidget* parent);

    ReportOrder order() const;
    void showProgress(double fraction, const QString& what);
    void showProblem(const QString&);

Q_SIGNALS:
    void ordered(ReportOrder);
    void stopRequested();
    void folderWanted(); // setFolder() answers

public Q_SLOTS:
    void setFolder(const QString&);
    void reject() override;

private:
    void addContents(const QString& layer, const QString& language);
    void addPlace(const QString& folder);
    void addButtons();
    void begin();
    void setBusy(bool);
    void update();

    QFormLayout* m_form;
    QWidget* m_inputs;
    QListWidget* m_runs;
    QComboBox* m_language;
    QLineEdit* m_title;
    QLineEdit* m_layers;
    QLineEdit* m_questions;
    QSpinBox* m_most;
    QPlainTextEdit* m_notes;
    QLineEdit* m_folder;
    QCheckBox* m_html;
    QCheckBox* m_pdf;
    QCheckBox* m_figures;
    QCheckBox* m_tables;
    QLabel* m_hint;
    QProgressBar* m_progress;
    QPushButton* m_make;
    bool m_busy = false;
};

}
