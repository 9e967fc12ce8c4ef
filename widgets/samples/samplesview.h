// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <functional>
#include <optional>

#include "common/saveas.h"
#include "image/preprocess.h"

class QStackedWidget;

namespace quantscope {

class SampleListModel;
class SamplesPanel;
class SampleView;

// The list of questions and, in its place, one question large. Fill `model`; `sampleSelected` names the row that the
// user went to in either of them.
class SamplesView : public QWidget
{
    Q_OBJECT

public:
    // Of an image in a question that has so many of them.
    using TilingFor = std::function<std::optional<Tiling>(int width, int height, size_t images)>;

    explicit SamplesView(SaveAs, QWidget* parent = nullptr);

    SampleListModel* model() const;
    SamplesPanel* panel() const;
    SampleView* largeView() const;

    void setTilingFor(TilingFor); // call again when the model changes
    void setRunning(bool); // answers are arriving
    void settleOrder(); // what has changed moves to the front, where the user has not chosen another order
    void setSelectedSample(int row);
    void openSample(int row);
    // The next one after the selected question in the list, at its end the first; false: the list has none.
    bool openNextFlip();
    void showList();
    bool isLarge() const;
    void focusSearch();

signals:
    void sampleSelected(int row);
    void traceRequested(int row); // by the user
    void playgroundRequested(int row);

private:
    void step(int direction);
    void setFlipsOnly(bool);
    void updateLarge();
    void updateTiling();

    SampleListModel* m_model;
    SamplesPanel* m_panel;
    SampleView* m_large;
    QStackedWidget* m_stack;
    TilingFor m_tilingFor;
    int m_shown = -1; // in the large view
};

}
