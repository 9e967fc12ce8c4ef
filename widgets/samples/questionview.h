// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "samples/imageloader.h"

class QLabel;
class QSplitter;
class QTextBrowser;
class QToolButton;

namespace quantscope {

class ImageStepper;
class ImageView;
class QuestionImage;

// One question large: a bar of buttons, its images, one at a time, and beside them a text. Keys: ← → or P N previous
// and next, I and Shift+I its images, Esc back. A subclass says what the text is and may add buttons and keys.
class QuestionView : public QWidget
{
    Q_OBJECT

public:
    explicit QuestionView(QWidget* parent = nullptr);

    void clear();
    void setPosition(const QString&); // "3 of 12"
    void setSteps(bool previous, bool next); // whether there is one
    ImageView* imageView() const;
    QTextBrowser* text() const;

signals:
    void previousRequested();
    void nextRequested();
    void imageShown(QSize pixels); // another image is there and has no tiling yet
    void closed();

protected:
    QToolButton* addButton(const QString& text, const QString& tip, bool checkable = false);
    void addKey(int key, QToolButton*); // clicks it
    void addFitButtons();
    void setImages(const std::vector<EncodedImage>&, ImageRoute); // the first one is shown
    void setNoImage(const QString& why);
    virtual QString html() const = 0; // of the text; empty: nothing is shown yet
    void updateText();

    bool event(QEvent*) override;
    bool eventFilter(QObject*, QEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void changeEvent(QEvent*) override;
    void resizeEvent(QResizeEvent*) override;

private:
    void buildBar();
    bool handleKey(int key);
    void showImage(int index);
    void updateIcons();

    QString m_html; // that is shown
    std::vector<EncodedImage> m_images;
    ImageRoute m_route = ImageRoute::Stored;
    ImageStepper* m_stepper = nullptr;
    QuestionImage* m_image;
    QTextBrowser* m_text;
    QSplitter* m_splitter;
    QWidget* m_bar = nullptr;
    QToolButton* m_previous = nullptr;
    QToolButton* m_next = nullptr;
    QLabel* m_position = nullptr;
    QHash<int, QToolButton*> m_keys;
};

}
