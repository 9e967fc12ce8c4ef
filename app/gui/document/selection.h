// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <vector>

#include "model/layer.h"

namespace quantscope {

class Document;

// Which layer and which question all views look at.
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

Q_SIGNALS:
    void layerChanged();
    void questionChanged();
    void layersHovered(std::vector<int>); // that the switch under the mouse touches

private:
    const Document& m_document;
    LayerIndex m_layer = -1;
    int m_question = -1;
};

}
