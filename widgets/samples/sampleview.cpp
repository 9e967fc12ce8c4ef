// SPDX-License-Identifier: GPL-3.0-or-later
#include "samples/sampleview.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QSplitter>
#include <QTextBrowser>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include "common/appearance.h"
#include "samples/imagestepper.h"
#include "samples/imageview.h"
#include "samples/samplehtml.h"

namespace quantscope {
namespace {

constexpr int imageMegabytes = 128;
constexpr int lateMilliseconds = 120;

}

SampleView::SampleView(QWidget* parent)
    : QWidget(parent)
    , m_loader(new ImageLoader(imageMegabytes, this))
    , m_image(new ImageView)
    , m_text(new QTextBrowser)
    , m_splitter(new QSplitter)
    , m_late(new QTimer(this))
{
    setFocusProxy(m_image);
    buildBar();
    m_image->setPlaceholder(tr("Open a question from the list to see its image here."));
    m_text->setOpenLinks(false);
    m_text->setAccessibleName(tr("Question, accepted answers and predictions"));
    m_text->setPlaceholderText(tr("Question, accepted answers and both predictions"));
    m_text->installEventFilter(this);
    m_splitter->addWidget(m_image);
    m_splitter->addWidget(m_text);
    m_splitter->setSizes({600, 400});
    m_splitter->setChildrenCollapsible(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 4, 4, 4);
    layout->addWidget(m_bar);
    layout->addWidget(m_splitter, 1);
    // An image that comes at once replaces the last one without a flash.
    m_late->setSingleShot(true);
    m_late->setInterval(lateMilliseconds);
    connect(m_late, &QTimer::timeout, this, [this] {
        m_image->setImage({});
        m_image->setPlaceholder(tr("Reading the image…"));
    });
    connect(m_loader, &ImageLoader::loaded, this, &SampleView::takeImage);
    setSteps(false, false);
    updateIcons();
}

QToolButton* SampleView::addButton(const QString& text, const QString& tip, bool checkable)
{
    auto* button = new QToolButton;
    button->setText(text);
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    button->setCheckable(checkable);
    button->setAutoRaise(true);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::TabFocus); // a click leaves the arrow keys with the image
    m_bar->layout()->addWidget(button);
    return button;
}

void SampleView::buildBar()
{
    m_bar = new QWidget;
    auto* row = new QHBoxLayout(m_bar);
    row->setContentsMargins(0, 0, 0, 0);
    connect(addButton(tr("List"), tr("Back to the list (Esc)")), &QToolButton::clicked, this, &SampleView::closed);
    m_previous = addButton(QString(), tr("Previous question (←)"));
    m_next = addButton(QString(), tr("Next question (→)"));
    m_position = new QLabel;
    m_position->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addWidget(m_position, 1);
    m_images = new ImageStepper(this);
    row->addWidget(m_images);
    connect(m_images, &ImageStepper::indexChanged, this, &SampleView::wantImage);
    m_flips = addButton(tr("▼ Flips only"), tr("Step through flips only (F)"), true);
    m_tiles = addButton(tr("Tiles"), tr("Outline the tiles that the model sees (T)"), true);
    connect(addButton(tr("Fit"), tr("Fit the image into the view (0)")), &QToolButton::clicked, m_image,
            &ImageView::fit);
    connect(addButton(tr("1:1"), tr("Show the image in its own pixels (1)")), &QToolButton::clicked, m_image,
            &ImageView::showActualPixels);
    connect(m_previous, &QToolButton::clicked, this, &SampleView::previousRequested);
    connect(m_next, &QToolButton::clicked, this, &SampleView::nextRequested);
    connect(m_flips, &QToolButton::clicked, this, &SampleView::flipsOnlyToggled);
    connect(m_tiles, &QToolButton::toggled, m_image, &ImageView::setTilesShown);
}

void SampleView::setSample(const SampleContent& sample)
{
    const bool same = sample.dataset == m_sample.dataset && sample.row == m_sample.row;
    m_sample = sample;
    if (!same) {
        m_images->setCount(static_cast<int>(question().images.size()));
        wantImage(0);
    }
    updateText();
}

const Question& SampleView::question() const
{
    return m_sample.dataset->questions.at(static_cast<size_t>(m_sample.row));
}

void SampleView::wantImage(int index)
{
    const auto& images = question().images;
    m_wanted = images.empty() ? nullptr : images.at(static_cast<size_t>(index));
    m_late->start();
    takeImage();
}

void SampleView::clear()
{
    m_late->stop();
    m_wanted.reset();
    m_sample = {};
    m_html.clear();
    m_text->clear();
    m_loader->clear();
    m_images->setCount(0);
    m_image->setTiling(std::nullopt);
    m_image->setImage({});
}

void SampleView::takeImage()
{
    if (!m_late->isActive() && !m_wanted)
        return;
    const auto result = m_loader->request(m_wanted, {}, m_sample.dataset->images);
    if (!result.ready)
        return;
    m_late->stop();
    m_wanted.reset();
    if (result.image.isNull()) {
        m_image->setProblem(result.problem);
        return;
    }
    m_image->setTiling(std::nullopt);
    m_image->setImage(result.image);
    emit imageShown(result.image.size());
}

void SampleView::setTiling(std::optional<Tiling> tiling)
{
    m_tiles->setEnabled(tiling.has_value());
    m_image->setTiling(std::move(tiling));
}

void SampleView::setPosition(const QString& position)
{
    m_position->setText(position);
}

void SampleView::setFlipsOnly(bool only)
{
    m_flips->setChecked(only);
}

void SampleView::setTilesShown(bool shown)
{
    m_tiles->setChecked(shown);
}

void SampleView::setSteps(bool previous, bool next)
{
    m_previous->setEnabled(previous);
    m_next->setEnabled(next);
}

ImageView* SampleView::imageView() const
{
    return m_image;
}

bool SampleView::handleKey(int key)
{
    switch (key) {
    case Qt::Key_Left: m_previous->click(); return true;
    case Qt::Key_Right: m_next->click(); return true;
    case Qt::Key_F: m_flips->click(); return true;
    case Qt::Key_T: m_tiles->click(); return true;
    case Qt::Key_Escape: emit closed(); return true;
    default: return false;
    }
}

bool SampleView::event(QEvent* event)
{
    // Esc and the letters mean something here, whatever the window uses them for.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool own = key->key() == Qt::Key_Escape || key->key() == Qt::Key_F || key->key() == Qt::Key_T;
        if (own && key->modifiers() == Qt::NoModifier) {
            event->accept();
            return true;
        }
    }
    return QWidget::event(event);
}

bool SampleView::eventFilter(QObject* object, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (!(key->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::ShiftModifier)) && handleKey(key->key()))
            return true;
    }
    return QWidget::eventFilter(object, event);
}

void SampleView::keyPressEvent(QKeyEvent* event)
{
    if (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier) || !handleKey(event->key()))
        QWidget::keyPressEvent(event);
}

void SampleView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        updateIcons();
        updateText();
    }
}

void SampleView::resizeEvent(QResizeEvent*)
{
    m_splitter->setOrientation(width() < height() ? Qt::Vertical : Qt::Horizontal);
}

void SampleView::updateIcons()
{
    m_previous->setIcon(themedIcon(QStringLiteral("previous"), palette()));
    m_next->setIcon(themedIcon(QStringLiteral("next"), palette()));
}

void SampleView::updateText()
{
    if (!m_sample.dataset || m_sample.row < 0)
        return;
    // Answers to other questions must not take away what is selected here.
    const auto html = sampleHtml(m_sample, palette());
    if (html == m_html)
        return;
    m_html = html;
    m_text->setHtml(html);
}

}
