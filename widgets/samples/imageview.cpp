// SPDX-License-Identifier: GPL-3.0-or-later
#include "samples/imageview.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "common/appearance.h"
#include "samples/modelimage.h"
#include "samples/samplemarks.h"

namespace quantscope {
namespace {

constexpr double zoomStep = 1.25;
constexpr double largestScale = 40;
constexpr double largestFit = 8; // a small image is not blown up further
constexpr int keyStep = 40;
constexpr int smallestHalved = 256;
constexpr int smallestLabelled = 28;

std::vector<QImage> halvedImages(QImage image)
{
    std::vector<QImage> images;
    while (std::max(image.width(), image.height()) > smallestHalved && std::min(image.width(), image.height()) > 1) {
        image = image.scaled(image.width() / 2, image.height() / 2, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
        images.push_back(image);
    }
    return images;
}

void drawLabel(QPainter& painter, QPointF corner, const QString& text)
{
    const QRectF area(corner, QSizeF(painter.fontMetrics().size(Qt::TextSingleLine, text)) + QSizeF(8, 2));
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(0, 0, 0, 170));
    painter.drawRect(area);
    painter.setPen(Qt::white);
    painter.drawText(area, Qt::AlignCenter, text);
}

}

ImageView::ImageView(QWidget* parent)
    : QWidget(parent)
    , m_placeholder(tr("No image"))
{
    m_pool.setMaxThreadCount(1);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Image"));
    setToolTip(tr("Wheel, + and −: zoom; drag or arrows: move; double click or 0: fit; 1: one pixel each; right click: "
                  "copy and save"));
    addActions();
    describe();
}

ImageView::~ImageView()
{
    m_pool.waitForDone();
}

void ImageView::setImage(const QImage& image)
{
    m_image = image;
    m_problem.clear();
    m_smaller.clear();
    ++m_generation;
    makeSmaller();
    describe();
    fit();
}

void ImageView::addActions()
{
    setContextMenuPolicy(Qt::ActionsContextMenu);
    const auto add = [this](const QString& text, auto act, const QKeySequence& keys = {}) {
        auto* action = new QAction(text, this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, act);
        addAction(action);
        return action;
    };
    m_copy = add(tr("Copy picture"), &ImageView::copyPicture, QKeySequence::Copy);
    m_save = add(tr("Save picture…"), &ImageView::savePicture);
    add(tr("Fit into the view"), &ImageView::fit);
    add(tr("One pixel each"), &ImageView::showActualPixels);
}

void ImageView::setSaveAs(SaveAs saveAs)
{
    m_saveAs = std::move(saveAs);
    describe();
}

void ImageView::copyPicture() const
{
    if (!m_image.isNull())
        QGuiApplication::clipboard()->setImage(m_image);
}

void ImageView::savePicture()
{
    if (m_image.isNull() || !m_saveAs)
        return;
    m_saveAs(QStringLiteral("picture.png"), tr("PNG (*.png)"), [image = m_image](const QString& file) {
        const auto bytes = pngFile(image);
        if (bytes.isEmpty())
            throw Error(tr("%1: the picture cannot be written as PNG").arg(file).toStdString());
        writeFile(file, bytes);
    });
}

void ImageView::makeSmaller()
{
    if (std::max(m_image.width(), m_image.height()) <= smallestHalved)
        return;
    m_pool.start([this, image = m_image, generation = m_generation] {
        auto images = halvedImages(image);
        QMetaObject::invokeMethod(
            this,
            [this, generation, images = std::move(images)] {
                if (generation != m_generation)
                    return;
                m_smaller = images;
                update();
            },
            Qt::QueuedConnection);
    });
}

const QImage& ImageView::image() const
{
    return m_image;
}

void ImageView::setPlaceholder(const QString& text)
{
    m_placeholder = text;
    describe();
    update();
}

void ImageView::setProblem(const QString& sentence)
{
    setImage({});
    m_problem = sentence;
    describe();
    update();
}

void ImageView::setTiling(std::optional<Tiling> tiling)
{
    m_tiling = std::move(tiling);
    describe();
    update();
}

void ImageView::setTilesShown(bool shown)
{
    m_tilesShown = shown;
    update();
}

void ImageView::fit()
{
    m_fitted = true;
    m_scale = fitScale();
    keepInside();
    update();
}

void ImageView::showActualPixels()
{
    zoom(1 / (devicePixelRatioF() * m_scale), QRectF(rect()).center());
}

void ImageView::zoom(double factor, QPointF around)
{
    if (m_image.isNull())
        return;
    const double smallest = std::min({fitScale(), 1.0 / devicePixelRatioF(), m_scale});
    const double scale = std::clamp(m_scale * factor, smallest, std::max(largestScale, m_scale));
    m_offset = around - (around - m_offset) * (scale / m_scale);
    m_scale = scale;
    m_fitted = false;
    keepInside();
    update();
}

double ImageView::scale() const
{
    return m_scale;
}

QPointF ImageView::toImage(QPointF viewPosition) const
{
    return (viewPosition - m_offset) / m_scale;
}

QRectF ImageView::tileArea(const Box& box) const
{
    if (!m_tiling)
        return {};
    // The model squeezes the whole image into columns x rows squares; each keeps its share of the original.
    const double x = imageArea().width() / (m_tiling->columns * m_tiling->tileSize);
    const double y = imageArea().height() / (m_tiling->rows * m_tiling->tileSize);
    return {m_offset.x() + box.left * x, m_offset.y() + box.top * y, (box.right - box.left) * x,
            (box.bottom - box.top) * y};
}

QSize ImageView::sizeHint() const
{
    return {480, 360};
}

QSize ImageView::minimumSizeHint() const
{
    return {120, 90};
}

double ImageView::fitScale() const
{
    if (m_image.isNull() || width() < 1 || height() < 1)
        return 1;
    return std::min({double(width()) / m_image.width(), double(height()) / m_image.height(), largestFit});
}

QRectF ImageView::imageArea() const
{
    return {m_offset, QSizeF(m_image.size()) * m_scale};
}

// An image smaller than the view is centred; a larger one leaves no gap at the borders.
void ImageView::keepInside()
{
    const auto inside = [](double offset, double extent, double view) {
        return extent <= view ? (view - extent) / 2 : std::clamp(offset, view - extent, 0.0);
    };
    m_offset = {inside(m_offset.x(), m_image.width() * m_scale, width()),
                inside(m_offset.y(), m_image.height() * m_scale, height())};
}

bool ImageView::moveBy(QPointF step)
{
    const auto before = m_offset;
    m_offset += step;
    keepInside();
    update();
    return m_offset != before;
}

void ImageView::resizeEvent(QResizeEvent*)
{
    if (m_fitted)
        m_scale = fitScale();
    keepInside();
}

void ImageView::wheelEvent(QWheelEvent* event)
{
    zoom(std::pow(zoomStep, event->angleDelta().y() / 120.0), event->position());
    event->accept();
}

void ImageView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_dragged = event->position();
    setCursor(Qt::ClosedHandCursor);
}

void ImageView::mouseMoveEvent(QMouseEvent* event)
{
    if (!(event->buttons() & Qt::LeftButton))
        return;
    moveBy(event->position() - m_dragged);
    m_dragged = event->position();
}

void ImageView::mouseReleaseEvent(QMouseEvent*)
{
    unsetCursor();
}

void ImageView::mouseDoubleClickEvent(QMouseEvent*)
{
    fit();
}

// Arrows that cannot move the image any further are left to the surrounding view.
void ImageView::keyPressEvent(QKeyEvent* event)
{
    const auto center = QRectF(rect()).center();
    bool used = true;
    switch (event->modifiers() & Qt::ControlModifier ? 0 : event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal: zoom(zoomStep, center); break;
    case Qt::Key_Minus: zoom(1 / zoomStep, center); break;
    case Qt::Key_0: fit(); break;
    case Qt::Key_1: showActualPixels(); break;
    case Qt::Key_Left: used = moveBy({keyStep, 0}); break;
    case Qt::Key_Right: used = moveBy({-keyStep, 0}); break;
    case Qt::Key_Up: used = moveBy({0, keyStep}); break;
    case Qt::Key_Down: used = moveBy({0, -keyStep}); break;
    default: used = false;
    }
    event->setAccepted(used);
}

void ImageView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    if (!m_image.isNull()) {
        paintImage(painter);
        if (m_tilesShown && m_tiling)
            paintTiles(painter);
    } else {
        painter.setPen(quietText(palette()));
        if (!m_problem.isEmpty())
            drawBrokenImage(&painter, rect().adjusted(0, 0, 0, -rect().height() / 2), quietText(palette()));
        const auto area = m_problem.isEmpty() ? rect() : rect().adjusted(0, rect().height() / 2 - 8, 0, 0);
        painter.drawText(area.adjusted(12, 4, -12, -4),
                         Qt::TextWordWrap | Qt::AlignHCenter | (m_problem.isEmpty() ? Qt::AlignVCenter : Qt::AlignTop),
                         m_problem.isEmpty() ? m_placeholder : m_problem);
    }
    if (hasFocus()) {
        painter.setPen(palette().color(QPalette::Highlight));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void ImageView::paintImage(QPainter& painter) const
{
    const double deviceScale = m_scale * devicePixelRatioF();
    const QImage* shown = &m_image;
    double reduced = 0.5;
    for (const auto& image : m_smaller) {
        if (deviceScale > reduced)
            break;
        shown = &image;
        reduced /= 2;
    }
    painter.setRenderHint(QPainter::SmoothPixmapTransform, deviceScale < 1);
    painter.drawImage(imageArea(), *shown, QRectF(shown->rect()));
}

void ImageView::paintTiles(QPainter& painter) const
{
    int number = 0;
    for (const auto& box : m_tiling->boxes) {
        const auto area = tileArea(box);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(Qt::black, 3));
        painter.drawRect(area);
        painter.setPen(QPen(Qt::white, 1, Qt::DashLine));
        painter.drawRect(area);
        ++number;
        if (area.width() > smallestLabelled && area.height() > smallestLabelled)
            drawLabel(painter, area.topLeft() + QPointF(3, 3), QString::number(number));
    }
    const auto corner = imageArea().intersected(QRectF(rect())).bottomLeft();
    drawLabel(painter, corner + QPointF(3, -painter.fontMetrics().height() - 5), tilesText());
}

QString ImageView::tilesText() const
{
    const auto tiles = tr("%1 × %2 tiles").arg(m_tiling->columns).arg(m_tiling->rows);
    return m_tiling->thumbnail ? tr("%1 + thumbnail").arg(tiles) : tiles;
}

void ImageView::describe()
{
    auto text = m_image.isNull() ? (m_problem.isEmpty() ? m_placeholder : m_problem)
                                 : tr("%1 × %2 pixels").arg(m_image.width()).arg(m_image.height());
    if (!m_image.isNull() && m_tiling)
        text += QStringLiteral(", ") + tilesText();
    setAccessibleDescription(text);
    m_copy->setEnabled(!m_image.isNull());
    m_save->setEnabled(!m_image.isNull() && m_saveAs);
}

}
