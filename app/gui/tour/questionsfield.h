// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <memory>
#include <vector>

#include "subset/questionsubset.h"

class QComboBox;
class QSpinBox;

namespace quantscope {

struct Dataset;

// Which questions a run answers: how many, and which. `chosen` when the user changes either; the owner answers with
// setSubset(), which emits nothing.
class QuestionsField : public QWidget
{
    Q_OBJECT

public:
    explicit QuestionsField(QWidget* parent = nullptr);

    // Its categories can be chosen, and the lists.
    void setChoices(const Dataset&, const std::vector<QuestionSubset>& lists);
    void setSubset(const QuestionSubset&);
    QSpinBox* count() const
    {
        return m_count;
    }

Q_SIGNALS:
    void chosen(const quantscope::QuestionSubset&);

private:
    void addChoice(const QuestionSubset&, const QString& title);
    void fillRules();
    void show();
    void tell();

    QSpinBox* m_count;
    QComboBox* m_rule;
    std::vector<QuestionSubset> m_choices; // of the rules
    QuestionSubset m_subset;
    std::vector<std::pair<std::string, int>> m_categories; // with their sizes
    std::vector<QuestionSubset> m_lists;
};

}
