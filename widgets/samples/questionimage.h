// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "samples/imageloader.h"
#include "samples/imageview.h"

class QTimer;

namespace quantscope {

// The image of a question, read beside: the one before stays until it is there, unless that takes long.
class QuestionImage : public ImageView
{
    Q_OBJECT

public:
    explicit QuestionImage(QWidget* parent = nullptr);

    void setQuestion(const EncodedImage&, ImageRoute); // null: it has none, and the view says so
    void clear();

signals:
    void imageShown(QSize pixels); // another image is there and has no tiling yet

private:
    void take();

    ImageLoader* m_loader;
    QTimer* m_late;
    EncodedImage m_wanted; // not shown yet
    ImageRoute m_route = ImageRoute::Stored;
};

}
