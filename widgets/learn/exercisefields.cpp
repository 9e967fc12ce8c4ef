// SPDX-License-Identifier: GPL-3.0-or-later
#include "learn/exercisefields.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QTextDocumentFragment>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

#include "learn/exercisetexts.h"

namespace quantscope {
namespace {

constexpr int orderPlaces = 4, fieldLetters = 14;

// Both signs for a minus, both for a decimal.
std::optional<double> numberIn(QString text)
{
    text = text.trimmed();
    text.replace(QChar(0x2212), QLatin1Char('-')).replace(QLatin1Char(','), QLatin1Char('.'));
    bool ok = false;
    const double number = text.toDouble(&ok);
    return ok && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

}

ExerciseFields::ExerciseFields(QWidget* parent)
    : QStackedWidget(parent)
    , m_number(new QLineEdit(this))
{
    m_number->setObjectName(QStringLiteral("number"));
    m_number->setAccessibleName(tr("Answer, a number"));
    m_number->setPlaceholderText(tr("A number"));
    connect(m_number, &QLineEdit::returnPressed, this, &ExerciseFields::entered);
    addField(m_number);
    m_choice = makeBox(QStringLiteral("choice"));
    m_choice->setAccessibleName(tr("Answer, one of these"));
    addField(m_choice);
    auto* order = new QWidget(this);
    auto* grid = new QGridLayout(order);
    grid->setContentsMargins(0, 0, 0, 0);
    for (int i = 0; i < orderPlaces; ++i) {
        m_places << makeBox(QStringLiteral("place%1").arg(i + 1));
        m_places.last()->setAccessibleName(tr("Place %1, from the lowest SQNR").arg(i + 1));
        grid->addWidget(m_places.last(), i / 2, i % 2);
    }
    addWidget(order);
}

// A field of its own height; the page is as high as the places of an order.
void ExerciseFields::addField(QWidget* field)
{
    auto* page = new QWidget(this);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins({});
    layout->addWidget(field);
    addWidget(page);
}

QComboBox* ExerciseFields::makeBox(const QString& id)
{
    auto* box = new QComboBox(this);
    box->setObjectName(id);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(fieldLetters);
    return box;
}

void ExerciseFields::setExercise(const std::optional<Exercise>& exercise, const ExerciseText& text)
{
    setEnabled(exercise.has_value());
    setVerdict({});
    m_number->clear();
    auto boxes = m_places;
    boxes << m_choice;
    for (auto* box : boxes) {
        box->clear();
        if (exercise && !exercise->options.empty())
            box->addItem(box == m_choice ? tr("Choose…") : tr("Place %1…").arg(m_places.indexOf(box) + 1));
        for (const auto& option : exercise ? exercise->options : std::vector<ExerciseOption>())
            box->addItem(optionText(text, option));
    }
    m_kind = exercise ? exercise->kind : AnswerKind::Number;
    setCurrentIndex(static_cast<int>(m_kind));
}

std::optional<ExerciseAnswer> ExerciseFields::answer() const
{
    ExerciseAnswer answer;
    switch (m_kind) {
    case AnswerKind::Number: {
        const auto number = numberIn(m_number->text());
        if (!number)
            return {};
        answer.number = *number;
        break;
    }
    case AnswerKind::Choice:
        answer.choice = m_choice->currentIndex() - 1;
        if (answer.choice < 0)
            return {};
        break;
    case AnswerKind::Order:
        for (const auto* box : m_places)
            answer.order.push_back(box->currentIndex() - 1);
        if (std::count_if(answer.order.begin(), answer.order.end(), [](int place) { return place < 0; }) > 0)
            return {};
        break;
    }
    return answer;
}

void ExerciseFields::setVerdict(const QString& html)
{
    const auto plain = QTextDocumentFragment::fromHtml(html).toPlainText();
    m_number->setAccessibleDescription(plain);
    m_choice->setAccessibleDescription(plain);
    for (auto* box : m_places)
        box->setAccessibleDescription(plain);
}

void ExerciseFields::focusFirst()
{
    QWidget* const first[] = {m_number, m_choice, m_places.first()};
    first[static_cast<size_t>(m_kind)]->setFocus(Qt::TabFocusReason);
}

}
