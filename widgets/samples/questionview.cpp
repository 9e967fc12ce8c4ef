// SPDX-License-Identifier: GPL-3.0-or-later
#include "samples/questionview.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QSplitter>
#include <QTextBrowser>
#include <QToolButton>
#include <QVBoxLayout>

#include "common/appearance.h"
#include "samples/imagestepper.h"
#include "samples/questionimage.h"

namespace quantscope {

QuestionView::QuestionView(QWidget* parent)
    : QWidget(parent)
    , m_image(new QuestionImage)
    , m_text(new QTextBrowser)
    , m_splitter(new QSplitter)
{
    setFocusProxy(m_image);
    buildBar();
    m_image->setPlaceholder(tr("Open a question from the list to see its image here."));
    m_text->setOpenLinks(false);
    m_text->installEventFilter(this);
    m_splitter->addWidget(m_image);
    m_splitter->addWidget(m_text);
    m_splitter->setSizes({600, 400});
    m_splitter->setChildrenCollapsible(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 4, 4, 4);
    layout->addWidget(m_bar);
    layout->addWidget(m_splitter, 1);
    connect(m_image, &QuestionImage::imageShown, this, &QuestionView::imageShown);
    setSteps(false, false);
    updateIcons();
}

QToolButton* QuestionView::addButton(const QString& text, const QString& tip, bool checkable)
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

void QuestionView::addKey(int key, QToolButton* button)
{
    m_keys[key] = button;
}

void QuestionView::buildBar()
{
    m_bar = new QWidget;
    auto* row = new QHBoxLayout(m_bar);
    row->setContentsMargins(0, 0, 0, 0);
    auto* list = addButton(tr("List"), tr("Back to the list (Esc)"));
    m_previous = addButton(QString(), tr("Previous question (← or P)"));
    m_next = addButton(QString(), tr("Next question (→ or N)"));
    m_position = new QLabel;
    m_position->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addWidget(m_position, 1);
    m_stepper = new ImageStepper(this);
    row->addWidget(m_stepper);
    connect(m_stepper, &ImageStepper::indexChanged, this, &QuestionView::showImage);
    connect(list, &QToolButton::clicked, this, &QuestionView::closed);
    connect(m_previous, &QToolButton::clicked, this, &QuestionView::previousRequested);
    connect(m_next, &QToolButton::clicked, this, &QuestionView::nextRequested);
    m_keys = {{Qt::Key_Escape, list},
              {Qt::Key_Left, m_previous},
              {Qt::Key_P, m_previous},
              {Qt::Key_Right, m_next},
              {Qt::Key_N, m_next}};
}

void QuestionView::addFitButtons()
{
    connect(addButton(tr("Fit"), tr("Fit the image into the view (0)")), &QToolButton::clicked, m_image,
            &ImageView::fit);
    connect(addButton(tr("1:1"), tr("Show the image in its own pixels (1)")), &QToolButton::clicked, m_image,
            &ImageView::showActualPixels);
}

void QuestionView::setImages(const std::vector<EncodedImage>& images, ImageRoute route)
{
    m_images = images;
    m_route = route;
    m_stepper->setCount(static_cast<int>(images.size()));
    showImage(0);
}

void QuestionView::showImage(int index)
{
    m_image->setQuestion(m_images.empty() ? nullptr : m_images.at(static_cast<size_t>(index)), m_route);
}

void QuestionView::setNoImage(const QString& why)
{
    m_images.clear();
    m_stepper->setCount(0);
    m_image->clear();
    m_image->setProblem(why);
}

void QuestionView::clear()
{
    m_html.clear();
    m_text->clear();
    m_images.clear();
    m_stepper->setCount(0);
    m_image->clear();
}

void QuestionView::setPosition(const QString& position)
{
    m_position->setText(position);
}

void QuestionView::setSteps(bool previous, bool next)
{
    m_previous->setEnabled(previous);
    m_next->setEnabled(next);
}

ImageView* QuestionView::imageView() const
{
    return m_image;
}

QTextBrowser* QuestionView::text() const
{
    return m_text;
}

bool QuestionView::handleKey(int key)
{
    auto* button = m_keys.value(key);
    if (button)
        button->click();
    return button;
}

bool QuestionView::event(QEvent* event)
{
    // Esc and the letters mean something here, whatever the window uses them for.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool isArrow = key->key() == Qt::Key_Left || key->key() == Qt::Key_Right;
        if (m_keys.contains(key->key()) && !isArrow && key->modifiers() == Qt::NoModifier) {
            event->accept();
            return true;
        }
    }
    return QWidget::event(event);
}

bool QuestionView::eventFilter(QObject* object, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (!(key->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::ShiftModifier)) && handleKey(key->key()))
            return true;
    }
    return QWidget::eventFilter(object, event);
}

void QuestionView::keyPressEvent(QKeyEvent* event)
{
    if (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier) || !handleKey(event->key()))
        QWidget::keyPressEvent(event);
}

void QuestionView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        updateIcons();
        updateText();
    }
}

void QuestionView::resizeEvent(QResizeEvent*)
{
    m_splitter->setOrientation(width() < height() ? Qt::Vertical : Qt::Horizontal);
}

void QuestionView::updateIcons()
{
    m_previous->setIcon(themedIcon(QStringLiteral("previous"), palette()));
    m_next->setIcon(themedIcon(QStringLiteral("next"), palette()));
}

void QuestionView::updateText()
{
    // Answers to other questions must not take away what is selected here.
    const auto text = html();
    if (text.isEmpty() || text == m_html)
        return;
    m_html = text;
    m_text->setHtml(text);
}

}
