// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/questionmatrix.h"

#include <cmath>

#include "archive/leftout.h"
#include "common/appearance.h"
#include "common/numbertext.h"
#include "common/tableexport.h"
#include "compare/comparetables.h"
#include "compare/runmarks.h"
#include "samples/samplemarks.h"

namespace quantscope {
namespace {

constexpr qsizetype longestTip = 600; // characters

}

QuestionMatrix::QuestionMatrix(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void QuestionMatrix::setRuns(std::shared_ptr<const ComparedRuns> runs)
{
    beginResetModel();
    m_runs = std::move(runs);
    m_reference = 0;
    endResetModel();
}

void QuestionMatrix::setReference(size_t run)
{
    m_reference = run;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, FirstRun), index(rowCount() - 1, columnCount() - 1));
}

void QuestionMatrix::setPalette(const QPalette& palette)
{
    m_palette = palette;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), {Qt::ForegroundRole});
}

const ComparedQuestion& QuestionMatrix::compared(int row) const
{
    return m_runs->comparison.questions.at(static_cast<size_t>(row));
}

const AskedQuestion& QuestionMatrix::asked(int row) const
{
    const auto& question = compared(row);
    const auto run = firstAnswering(question);
    return m_runs->records.at(run).asked.at(question.places.at(run));
}

const Prediction* QuestionMatrix::prediction(int row, size_t run) const
{
    const auto place = compared(row).places.at(run);
    return place == noPlace ? nullptr : &m_runs->records.at(run).predictions.at(place);
}

const Prediction& QuestionMatrix::anyPrediction(int row) const
{
    return *prediction(row, firstAnswering(compared(row)));
}

size_t QuestionMatrix::place(int row) const
{
    return anyPrediction(row).row;
}

int QuestionMatrix::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_runs ? 0 : static_cast<int>(m_runs->comparison.questions.size());
}

int QuestionMatrix::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : FirstRun + (m_runs ? static_cast<int>(m_runs->records.size()) : 0);
}

bool QuestionMatrix::hasOtherText(int row, size_t run) const
{
    const auto *own = prediction(row, run), *reference = prediction(row, m_reference);
    return own && reference && own->text != reference->text;
}

QString QuestionMatrix::outcomeText(int row, size_t run) const
{
    const double score = compared(row).scores[run];
    if (std::isnan(score))
        return QStringLiteral("–");
    const auto sign = score == 0 || score == 1 ? rightSign(score == 1) : shortNumber(score, 2);
    return hasOtherText(row, run) ? sign + QStringLiteral(" ≠") : sign;
}

QString QuestionMatrix::spokenText(int row, size_t run) const
{
    const double score = compared(row).scores[run];
    if (std::isnan(score))
        return tr("left out, it has no answers");
    const auto sign = score == 1 ? tr("right") : score == 0 ? tr("wrong") : tr("partly right, %1").arg(score);
    return hasOtherText(row, run) ? tr("%1, another text than %2").arg(sign, runMark(m_reference)) : sign;
}

QVariant QuestionMatrix::foreground(int row, size_t run) const
{
    const double score = compared(row).scores[run];
    if (score != 0 && score != 1)
        return {};
    return score == 1 ? betterColor(m_palette) : worseColor(m_palette);
}

QString QuestionMatrix::toolTip(int row, int column) const
{
    if (column < FirstRun)
        return QString::fromStdString(asked(row).question).left(longestTip);
    const auto run = static_cast<size_t>(column - FirstRun);
    const auto title = tr("%1, %2").arg(runHead(*m_runs, run), spokenText(row, run));
    const auto* answer = prediction(row, run);
    return answer ? tr("%1:\n%2").arg(title, QString::fromStdString(answer->text).left(longestTip)) : title;
}

QVariant QuestionMatrix::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount() || index.column() >= columnCount())
        return {};
    const int row = index.row(), column = index.column();
    const auto run = static_cast<size_t>(std::max(0, column - FirstRun));
    switch (role) {
    case Qt::DisplayRole:
        switch (column) {
        case IndexColumn: return QString::fromStdString(anyPrediction(row).index);
        case CategoryColumn: return QString::fromStdString(asked(row).category);
        case QuestionColumn: return oneLine(QString::fromStdString(asked(row).question));
        default: return outcomeText(row, run);
        }
    case Qt::AccessibleTextRole: return column < FirstRun ? QVariant() : spokenText(row, run);
    case Qt::ToolTipRole: return toolTip(row, column);
    case Qt::ForegroundRole: return column < FirstRun ? QVariant() : foreground(row, run);
    case Qt::TextAlignmentRole:
        return QVariant((column < FirstRun ? Qt::AlignLeft : Qt::AlignHCenter) | Qt::AlignVCenter);
    default: return {};
    }
}

QVariant QuestionMatrix::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return QAbstractTableModel::headerData(section, orientation, role);
    static const char* const titles[] = {QT_TR_NOOP("Index"), QT_TR_NOOP("Category"), QT_TR_NOOP("Question")};
    if (section < FirstRun)
        return role == Qt::DisplayRole ? tr(titles[section]) : QVariant();
    const auto run = static_cast<size_t>(section - FirstRun);
    if (role == Qt::DisplayRole)
        return runMark(run); // the legend and the tool tip have the name
    if (role == Qt::AccessibleTextRole)
        return runHead(*m_runs, run);
    if (role == exportRole)
        return QStringList{runHead(*m_runs, run)};
    if (role != Qt::ToolTipRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    return tr("%1\n✓ right, ✗ wrong, a number: the share of the point; ≠: another text than %2")
        .arg(runHead(*m_runs, run), runMark(m_reference));
}

}
