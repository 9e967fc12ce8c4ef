// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QPointF>
#include <QThreadPool>
#include <QWidget>

#include <optional>
#include <vector>

#include "common/saveas.h"
#include "image/preprocess.h"

class QAction;

namespace quantscope {

// An image to zoom (wheel, +, −) and to move (drag, arrows), fitted into the view (double click, 0) or in its own
// pixels (1), with the tiles that the model sees drawn over it.
class ImageView : public QWidget
{
    Q_OBJECT

public:
    explicit ImageView(QWidget* parent = nullptr);
    ~ImageView() override;

    void setImage(const QImage&); // fitted
    const QImage& image() const;
    void setPlaceholder(const QString&); // what is said without an image
    void setProblem(const QString&); // instead of an image that cannot be read
    void setTiling(std::optional<Tiling>);
    void setTilesShown(bool);
    // Where its context menu saves pictures; without it that is not offered.
    void setSaveAs(SaveAs);
    void copyPicture() const;
    void savePicture(); // PNG, in its own pixels

    void fit();
    void showActualPixels();
    void zoom(double factor, QPointF around);
    double scale() const; // view pixels per image pixel
    QPointF toImage(QPointF viewPosition) const;
    QRectF tileArea(const Box&) const; // in the view

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void wheelEvent(QWheelEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void mouseReleaseEvent(QMouseEvent*) override;
    void mouseDoubleClickEvent(QMouseEvent*) override;
    void keyPressEvent(QKeyEvent*) override;

private:
    double fitScale() const;
    QRectF imageArea() const;
    bool moveBy(QPointF);
    void keepInside();
    void makeSmaller();
    void paintImage(QPainter&) const;
    void paintTiles(QPainter&) const;
    QString tilesText() const;
    void describe();
    void addActions();

    SaveAs m_saveAs;
    QAction* m_copy = nullptr;
    QAction* m_save = nullptr;
    QImage m_image;
    std::vector<QImage> m_smaller; // halved again and again, for sharp reductions
    QThreadPool m_pool;
    quint64 m_generation = 0;
    QString m_placeholder;
    QString m_problem;
    std::optional<Tiling> m_tiling;
    bool m_tilesShown = false;
    bool m_fitted = true;
    double m_scale = 1;
    QPointF m_offset; // of the image's corner in the view
    QPointF m_dragged;
};

}
