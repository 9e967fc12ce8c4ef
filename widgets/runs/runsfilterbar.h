// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

#include "runs/runsfilter.h"

class QComboBox;
class QDoubleSpinBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QToolButton;

namespace quantscope {

// The fields of a RunsFilter: a search field, and the others behind a button, which says how many of them are in use.
class RunsFilterBar : public QWidget
{
    Q_OBJECT

public:
    explicit RunsFilterBar(QWidget* parent = nullptr);

    const RunsFilter& filter() const
    {
        return m_filter;
    }
    void setFilter(const RunsFilter&); // tells nothing
    void setChoices(const RunChoices&); // what is chosen stays, also when it is not among them
    void setCounts(qsizetype shown, qsizetype all);
    void setUnfolded(bool);
    bool isUnfolded() const;

signals:
    void filterChanged();
    void unfolded(bool);
    void listWanted(); // Enter in the search field

protected:
    void resizeEvent(QResizeEvent*) override;

private:
    struct TextBox
    {
        QComboBox* box;
        QString RunsFilter::*part;
        QString any;
    };

    void createSearch();
    void createDetails();
    QComboBox* createBox(const QString& name, const QString& help);
    void addTextBox(QString RunsFilter::*part, const QString& name, const QString& help, const QString& any);
    void fillBox(const TextBox&, const QStringList& choices);
    void showFilter();
    void showMarks();
    void readDetails();
    void lookEverywhere(int index);
    void arrange();

    RunsFilter m_filter;
    RunChoices m_choices;
    QLineEdit* m_search;
    QToolButton* m_fold;
    QToolButton* m_clear;
    QLabel* m_count;
    QWidget* m_details;
    QGridLayout* m_grid;
    QComboBox* m_place = nullptr;
    QComboBox* m_state = nullptr;
    QDoubleSpinBox* m_lowest = nullptr;
    std::vector<TextBox> m_texts;
    bool m_quiet = false; // fields are being filled
};

}
