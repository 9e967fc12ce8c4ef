// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/document/selection.h"

#include "gui/document/document.h"

namespace quantscope {
namespace {

// Where outliers show first: the down projection in the middle of the language model.
LayerIndex interestingLayer(const ModelOutline& outline)
{
    std::vector<LayerIndex> candidates;
    for (size_t i = 0; i < outline.layers.size(); ++i)
        if (outline.layers[i].tower == Tower::Llm && outline.layers[i].role == Role::MlpDown)
            candidates.push_back(static_cast<LayerIndex>(i));
    return candidates.empty() ? 0 : candidates[candidates.size() / 2];
}

}

Selection::Selection(const Document& document, QObject* parent)
    : QObject(parent)
    , m_document(document)
{
    connect(&document, &Document::workspaceChanged, this, [this] { m_layer = m_question = -1; });
    connect(&document, &Document::workspaceReady, this,
            [this] { selectLayer(interestingLayer(*m_document.opened().outline)); });
}

void Selection::selectLayer(LayerIndex layer)
{
    const int count = m_document.isOpen() ? static_cast<int>(m_document.opened().outline->layers.size()) : 0;
    if (layer < 0 || layer >= count || layer == m_layer)
        return;
    m_layer = layer;
    Q_EMIT layerChanged();
}

void Selection::selectQuestion(int row)
{
    if (row == m_question)
        return;
    m_question = row;
    Q_EMIT questionChanged();
}

void Selection::setComparedRuns(const QStringList& ids)
{
    if (ids == m_compared)
        return;
    m_compared = ids;
    Q_EMIT comparedRunsChanged();
}

void Selection::compareRuns(const QStringList& ids)
{
    setComparedRuns(ids);
    Q_EMIT comparisonAsked();
}

void Selection::askForQuestions(const QString& category, bool firstFlip)
{
    Q_EMIT questionsAsked(category, firstFlip);
}

void Selection::askForTrace()
{
    Q_EMIT traceAsked();
}

}
