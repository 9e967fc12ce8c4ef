// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>

#include <vector>

#include "model/layer.h"

namespace quantscope {

class Document;

// Which layer, which question and which runs beside each other all views look at.
class Selection : public QObject
{
    Q_OBJECT

public:
    explicit Selection(const Document&, QObject* parent = nullptr);

    LayerIndex layer() const // -1: none
    {
        return m_layer;
    }
    void selectLayer(LayerIndex);
    int question() const // its row in the benchmark; -1: none
    {
        return m_question;
    }
    void selectQuestion(int row);
    // Ids of records.
    const QStringList& comparedRuns() const
    {
        return m_compared;
    }
    void setComparedRuns(const QStringList& ids);
    void compareRuns(const QStringList& ids); // and shows them
    // The user wants to see the questions of a category, of all with an empty name, or the first of them that flips.
    void askForQuestions(const QString& category, bool firstFlip);
    void askForTrace(); // of the question

Q_SIGNALS:
    void layerChanged();
    void questionChanged();
    void comparedRunsChanged();
    void comparisonAsked(); // by the user, who wants to see it
    void lessonAsked(const QString& page); // by the user; id of a page of Learn
    void questionsAsked(const QString& category, bool firstFlip);
    void traceAsked();
    void layersHovered(std::vector<int>); // that the switch under the mouse touches

private:
    const Document& m_document;
    LayerIndex m_layer = -1;
    int m_question = -1;
    QStringList m_compared;
};

}
