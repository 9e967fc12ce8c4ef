// SPDX-License-Identifier: GPL-3.0-or-later
#include "samples/samplelistmodel.h"

#include <QStringList>

#include <algorithm>

namespace quantscope {
namespace {

QVariant rightOrNothing(const std::optional<Prediction>& prediction)
{
    return prediction && prediction->isScored ? QVariant(isRight(*prediction)) : QVariant();
}

QString predictionText(const std::optional<Prediction>& prediction)
{
    if (!prediction)
        return {};
    return QString::fromStdString(prediction->problem.empty() ? prediction->text : prediction->problem);
}

}

SampleListModel::SampleListModel(QObject* parent)
    : QAbstractTableModel(parent)
    , m_baselineName(tr("Float"))
    , m_currentName(tr("Quantized"))
{
}

void SampleListModel::setDataset(std::shared_ptr<const Dataset> dataset)
{
    beginResetModel();
    m_dataset = std::move(dataset);
    m_baseline.assign(questionCount(), std::nullopt);
    m_current.assign(questionCount(), std::nullopt);
    m_stale.assign(questionCount(), false);
    endResetModel();
}

void SampleListModel::setNames(const QString& baseline, const QString& current)
{
    m_baselineName = baseline;
    m_currentName = current;
    emit headerDataChanged(Qt::Horizontal, BaselineColumn, CurrentColumn);
}

void SampleListModel::setAnswers(Answers baseline, Answers current)
{
    m_baseline = std::move(baseline);
    m_current = std::move(current);
    m_baseline.resize(questionCount());
    m_current.resize(questionCount());
    m_stale.assign(questionCount(), false);
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void SampleListModel::setMeanings(const ScoreMeaning& baseline, const ScoreMeaning& current)
{
    if (baseline == m_baselineMeaning && current == m_currentMeaning)
        return;
    m_baselineMeaning = baseline;
    m_currentMeaning = current;
    emit headerDataChanged(Qt::Horizontal, BaselineColumn, CurrentColumn);
}

const ScoreMeaning& SampleListModel::baselineMeaning() const
{
    return m_baselineMeaning;
}

const ScoreMeaning& SampleListModel::currentMeaning() const
{
    return m_currentMeaning;
}

void SampleListModel::updateBaseline(const std::vector<Prediction>& predictions)
{
    put(m_baseline, predictions, false);
}

void SampleListModel::updateCurrent(const std::vector<Prediction>& predictions)
{
    put(m_current, predictions, true);
}

void SampleListModel::put(Answers& answers, const std::vector<Prediction>& predictions, bool current)
{
    std::vector<int> rows;
    for (const auto& prediction : predictions) {
        if (prediction.row >= answers.size())
            continue;
        answers[prediction.row] = prediction;
        if (current)
            m_stale[prediction.row] = false;
        rows.push_back(static_cast<int>(prediction.row));
    }
    announce(std::move(rows));
}

void SampleListModel::announce(std::vector<int> rows)
{
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    for (size_t first = 0; first < rows.size();) {
        size_t last = first;
        while (last + 1 < rows.size() && rows[last + 1] == rows[last] + 1)
            ++last;
        emit dataChanged(index(rows[first], 0), index(rows[last], ColumnCount - 1));
        first = last + 1;
    }
}

void SampleListModel::setCurrentStale(bool stale)
{
    std::vector<int> rows;
    for (size_t row = 0; row < m_stale.size(); ++row) {
        const bool wanted = stale && m_current[row];
        if (m_stale[row] != wanted)
            rows.push_back(static_cast<int>(row));
        m_stale[row] = wanted;
    }
    announce(std::move(rows));
}

const std::shared_ptr<const Dataset>& SampleListModel::dataset() const
{
    return m_dataset;
}

const QString& SampleListModel::currentName() const
{
    return m_currentName;
}

const QString& SampleListModel::baselineName() const
{
    return m_baselineName;
}

const Question& SampleListModel::question(int row) const
{
    return m_dataset->questions.at(static_cast<size_t>(row));
}

const std::optional<Prediction>& SampleListModel::baseline(int row) const
{
    return m_baseline.at(static_cast<size_t>(row));
}

const std::optional<Prediction>& SampleListModel::current(int row) const
{
    return m_current.at(static_cast<size_t>(row));
}

bool SampleListModel::isStale(int row) const
{
    return m_stale.at(static_cast<size_t>(row));
}

Outcome SampleListModel::outcome(int row) const
{
    return outcomeOf(baseline(row), current(row));
}

QString SampleListModel::answersText(int row) const
{
    QStringList texts;
    for (const auto& answer : question(row).answers)
        texts << QString::fromStdString(answer);
    texts.removeDuplicates();
    return texts.join(QStringLiteral(" | "));
}

size_t SampleListModel::questionCount() const
{
    return m_dataset ? m_dataset->questions.size() : 0;
}

int SampleListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(questionCount());
}

int SampleListModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SampleListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const int row = index.row();
    switch (role) {
    case Qt::DisplayRole: return fieldText(row, index.column());
    case Qt::ToolTipRole: return tip(row);
    case Qt::AccessibleTextRole: return index.column() == IndexColumn ? sentence(row) : fieldText(row, index.column());
    case RowRole: return row;
    case OutcomeRole: return static_cast<int>(outcome(row));
    case BaselineRightRole: return rightOrNothing(baseline(row));
    case CurrentRightRole: return rightOrNothing(current(row));
    case StaleRole: return isStale(row);
    case ImageRole:
        return QVariant::fromValue(question(row).images.empty() ? EncodedImage() : question(row).images.front());
    default: return {};
    }
}

QVariant SampleListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (section) {
    case IndexColumn: return tr("Index");
    case CategoryColumn: return tr("Category");
    case QuestionColumn: return tr("Question");
    case AnswersColumn: return tr("Accepted answers");
    case BaselineColumn: return m_baselineName;
    case CurrentColumn: return m_currentName;
    case OutcomeColumn: return tr("Outcome");
    default: return {};
    }
}

QString SampleListModel::fieldText(int row, int column) const
{
    switch (column) {
    case IndexColumn: return QString::fromStdString(question(row).index);
    case CategoryColumn: return QString::fromStdString(question(row).category);
    case QuestionColumn: return QString::fromStdString(question(row).question);
    case AnswersColumn: return answersText(row);
    case BaselineColumn: return predictionText(baseline(row));
    case CurrentColumn: return predictionText(current(row));
    case OutcomeColumn: return outcomeTitle(outcome(row));
    default: return {};
    }
}

QString SampleListModel::sentence(int row) const
{
    const auto spoken = [](const std::optional<Prediction>& prediction) {
        if (!prediction)
            return tr("no answer yet");
        if (!prediction->isScored)
            return tr("“%1”, not scored").arg(predictionText(prediction));
        return isRight(*prediction) ? tr("“%1”, right").arg(predictionText(prediction))
                                    : tr("“%1”, wrong").arg(predictionText(prediction));
    };
    auto text = tr("Question %1, %2: %3 Accepted: %4. %5: %6. %7: %8. %9.")
                    .arg(fieldText(row, IndexColumn), fieldText(row, CategoryColumn),
                         fieldText(row, QuestionColumn).trimmed(), answersText(row), m_baselineName,
                         spoken(baseline(row)), m_currentName, spoken(current(row)), outcomeTitle(outcome(row)));
    return isStale(row) ? tr("%1 The current answer is old.").arg(text) : text;
}

QString SampleListModel::copiedText(int row) const
{
    QStringList lines{
        tr("#%1 %2: %3")
            .arg(fieldText(row, IndexColumn), fieldText(row, CategoryColumn), fieldText(row, QuestionColumn).trimmed()),
        tr("Accepted: %1").arg(answersText(row))};
    for (const int column : {BaselineColumn, CurrentColumn})
        if (column == BaselineColumn ? baseline(row).has_value() : current(row).has_value())
            lines << QStringLiteral("%1: %2").arg(headerData(column, Qt::Horizontal).toString(),
                                                  fieldText(row, column));
    return lines.join('\n');
}

QString SampleListModel::tip(int row) const
{
    const auto line = [](const QString& title, const QString& text) {
        constexpr qsizetype longest = 400;
        const auto shown = text.size() > longest ? text.left(longest) + QStringLiteral("…") : text;
        return QStringLiteral("<p><b>%1</b> %2</p>").arg(title.toHtmlEscaped(), shown.toHtmlEscaped());
    };
    auto text = line(tr("Question"), fieldText(row, QuestionColumn)) + line(tr("Accepted"), answersText(row));
    if (baseline(row))
        text += line(m_baselineName, fieldText(row, BaselineColumn));
    if (current(row))
        text += line(isStale(row) ? tr("%1 (old)").arg(m_currentName) : m_currentName, fieldText(row, CurrentColumn));
    return text;
}

}
