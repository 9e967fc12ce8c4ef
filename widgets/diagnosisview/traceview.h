// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <memory>

#include "common/saveas.h"
#include "common/scoremeaning.h"
#include "diagnosis/tracesample.h"
#include "samples/imageloader.h"

class QLabel;
class QProgressBar;
class QPushButton;
class QSplitter;
class QTableView;

namespace quantscope {

class ErrorMapPlot;
class ImageStepper;
class TextTableModel;

// One question in detail: both models token by token, the first flip, swap tests, and the error over its images, one at
// a time.
class TraceView : public QWidget
{
    Q_OBJECT

public:
    explicit TraceView(SaveAs, QWidget* parent = nullptr);

    void setTraceable(bool, const QString& hint); // a question and a run are there; else what is missing
    // With the question's images, which are shown as the models got them, and what scored the answers.
    void setTrace(std::shared_ptr<const SampleTrace>, const std::vector<EncodedImage>&, ImageRoute,
                  const ScoreMeaning&);
    void clear();
    void setRunning(bool, bool waits = false); // for its turn
    void setProgress(double fraction, const QString& what);
    void setProblem(const QString&);
    void setLayers(std::vector<Layer>);
    QTableView* tokens() const
    {
        return m_tokenTable;
    }
    QTableView* swaps() const
    {
        return m_swapTable;
    }
    ErrorMapPlot* map() const
    {
        return m_map;
    }

signals:
    void traceRequested();
    void stopRequested();
    void layerSelected(int layer);
    void playgroundRequested(int row);

protected:
    void changeEvent(QEvent*) override;
    void resizeEvent(QResizeEvent*) override;

private:
    void fill();
    void fillHeadline();
    void showMap();
    void takeImage();
    void updateControls();

    std::shared_ptr<const SampleTrace> m_trace;
    std::vector<EncodedImage> m_images;
    ImageRoute m_route = ImageRoute::Stored;
    ScoreMeaning m_meaning;
    std::vector<Layer> m_layers;
    QString m_reason, m_problem;
    bool m_traceable = false, m_running = false, m_waits = false;
    ImageLoader* m_loader;
    QPushButton* m_start;
    QPushButton* m_stop;
    QPushButton* m_playground;
    QProgressBar* m_progress;
    QLabel* m_headline;
    QLabel* m_hint;
    TextTableModel* m_tokenModel;
    TextTableModel* m_swapModel;
    QTableView* m_tokenTable;
    QTableView* m_swapTable;
    ErrorMapPlot* m_map;
    ImageStepper* m_stepper;
    QSplitter* m_splitter;
};

}
