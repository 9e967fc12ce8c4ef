// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <memory>
#include <optional>

#include "common/scoremeaning.h"
#include "image/preprocess.h"
#include "samples/imageloader.h"
#include "tasks/dataset.h"
#include "tasks/prediction.h"

class QLabel;
class QSplitter;
class QTextBrowser;
class QTimer;
class QToolButton;

namespace quantscope {

class ImageStepper;
class ImageView;

// What is known about one question of a benchmark.
struct SampleContent
{
    std::shared_ptr<const Dataset> dataset;
    int row = -1;
    std::optional<Prediction> baseline;
    QString baselineName;
    std::optional<Prediction> current;
    bool stale = false; // the current answer is older than the recipe
    ScoreMeaning baselineMeaning = {}, currentMeaning = {}; // of the answers' scores
};

// One question large: its images, one at a time, and beside them the accepted answers and both predictions with the
// differing characters marked. Keys: ← → previous and next, I and Shift+I its images, F flips only, T tiles, Esc back.
class SampleView : public QWidget
{
    Q_OBJECT

public:
    explicit SampleView(QWidget* parent = nullptr);

    void setSample(const SampleContent&);
    void clear();
    void setTiling(std::optional<Tiling>); // of the image last named by imageShown
    void setPosition(const QString&); // "3 of 12"
    void setFlipsOnly(bool);
    void setTilesShown(bool);
    void setSteps(bool previous, bool next); // whether there is one
    ImageView* imageView() const;

signals:
    void previousRequested();
    void nextRequested();
    void flipsOnlyToggled(bool);
    void imageShown(QSize pixels); // another image is there and has no tiling yet
    void closed();

protected:
    bool event(QEvent*) override;
    bool eventFilter(QObject*, QEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void changeEvent(QEvent*) override;
    void resizeEvent(QResizeEvent*) override;

private:
    void buildBar();
    QToolButton* addButton(const QString& text, const QString& tip, bool checkable = false);
    bool handleKey(int key);
    const Question& question() const;
    void wantImage(int index);
    void takeImage();
    void updateText();
    void updateIcons();

    SampleContent m_sample;
    QString m_html;
    EncodedImage m_wanted; // not shown yet
    ImageLoader* m_loader;
    ImageView* m_image;
    ImageStepper* m_images = nullptr;
    QTextBrowser* m_text;
    QSplitter* m_splitter;
    QTimer* m_late;
    QWidget* m_bar = nullptr;
    QToolButton* m_previous = nullptr;
    QToolButton* m_next = nullptr;
    QToolButton* m_flips = nullptr;
    QToolButton* m_tiles = nullptr;
    QLabel* m_position = nullptr;
};

}
