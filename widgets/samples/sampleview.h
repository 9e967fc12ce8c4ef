// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include "common/scoremeaning.h"
#include "image/preprocess.h"
#include "samples/questionview.h"
#include "tasks/dataset.h"
#include "tasks/prediction.h"

namespace quantscope {

// What is known about one question of a benchmark.
struct SampleContent
{
    std::shared_ptr<const Dataset> dataset;
    int row = -1;
    std::optional<Prediction> baseline;
    QString baselineName;
    std::optional<Prediction> current;
    QString currentName;
    bool stale = false; // the current answer is older than the recipe
    ScoreMeaning baselineMeaning = {}, currentMeaning = {}; // of the answers' scores
};

// One question large with the accepted answers and both predictions, the differing characters marked. Further keys: F
// flips only, T tiles, R trace, U playground.
class SampleView : public QuestionView
{
    Q_OBJECT

public:
    explicit SampleView(QWidget* parent = nullptr);

    void setSample(const SampleContent&);
    void clear();
    void setTiling(std::optional<Tiling>); // of the image last named by imageShown
    void setFlipsOnly(bool);
    void setTilesShown(bool);

signals:
    void flipsOnlyToggled(bool);
    void traceRequested(int row);
    void playgroundRequested(int row);

protected:
    QString html() const override;

private:
    SampleContent m_sample;
    QToolButton* m_flips = nullptr;
    QToolButton* m_tiles = nullptr;
};

}
