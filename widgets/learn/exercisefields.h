// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStackedWidget>

#include <optional>

#include "layerview/exercises.h"

class QComboBox;
class QLineEdit;

namespace quantscope {

struct ExerciseText;

// Where an exercise is answered: a field for a number, a box for a choice, four boxes for an order.
class ExerciseFields : public QStackedWidget
{
    Q_OBJECT

public:
    explicit ExerciseFields(QWidget* parent = nullptr);

    // Empty fields of its kind; without one they take nothing.
    void setExercise(const std::optional<Exercise>&, const ExerciseText&);
    std::optional<ExerciseAnswer> answer() const; // none: not all is filled in, or it is no number
    void setVerdict(const QString& html); // for who does not see it
    void focusFirst();

Q_SIGNALS:
    void entered(); // Enter in the field

private:
    void addField(QWidget*);
    QComboBox* makeBox(const QString& id);

    AnswerKind m_kind = AnswerKind::Number;
    QLineEdit* m_number = nullptr;
    QComboBox* m_choice = nullptr;
    QList<QComboBox*> m_places;
};

}
