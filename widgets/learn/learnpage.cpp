// SPDX-License-Identifier: GPL-3.0-or-later
#include "learn/learnpage.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QResizeEvent>
#include <QSlider>
#include <QTextBrowser>

#include "learn/changemarks.h"
#include "plots/plotview.h"

namespace quantscope {
namespace {

constexpr int columnsOfControls = 2;
constexpr int wideEnough = 46; // letters' widths: text and pictures side by side from twice this on
constexpr int markMilliseconds = 2500;

}

LearnPage::LearnPage(QWidget* parent)
    : QWidget(parent)
    , m_layout(new QBoxLayout(QBoxLayout::LeftToRight))
    , m_text(new QTextBrowser(this))
    , m_controls(new QGridLayout)
    , m_pictures(new QHBoxLayout)
    , m_right(new QBoxLayout(QBoxLayout::TopToBottom))
    , m_note(new QLabel(this))
    , m_values(new QLabel(this))
{
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addLayout(m_layout, 1);
    whole->addWidget(m_values); // the whole width is its: a wide table must not push a picture aside
    m_text->setAccessibleName(tr("Explanation"));
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setMinimumSize(220, 90);
    m_note->setWordWrap(true);
    // With a height for its width the scroll area would give every page the height that it likes best.
    auto policy = m_note->sizePolicy();
    policy.setHeightForWidth(false);
    m_note->setSizePolicy(policy);
    m_note->setObjectName(QStringLiteral("note"));
    m_note->hide();
    m_values->setTextFormat(Qt::RichText);
    m_values->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_values->setAccessibleName(tr("Values"));
    m_values->setObjectName(QStringLiteral("values"));
    m_right->addLayout(m_controls);
    m_right->addWidget(m_note);
    m_right->addLayout(m_pictures, 1);
    m_layout->addWidget(m_text, 2);
    m_layout->addLayout(m_right, 5);
    m_marks.setSingleShot(true);
    m_marks.setInterval(markMilliseconds);
    connect(&m_marks, &QTimer::timeout, this, [this] { m_values->setText(m_valuesHtml); });
}

void LearnPage::start()
{
    m_text->setHtml(text());
}

LessonWish LearnPage::wish() const
{
    return {};
}

bool LearnPage::needsLesson() const
{
    return true;
}

QString LearnPage::values() const
{
    return m_valuesHtml;
}

QString LearnPage::note() const
{
    return m_note->isHidden() ? QString() : m_note->text();
}

QString LearnPage::controlText() const
{
    QStringList parts;
    for (const auto& [label, value] : m_controlTexts)
        parts << label + QStringLiteral(": ") + value();
    return parts.join(QStringLiteral(", "));
}

void LearnPage::setLesson(std::shared_ptr<const LessonData> lesson)
{
    if (!lesson || lesson == m_lesson)
        return;
    m_lesson = std::move(lesson);
    if (needsLesson())
        refresh(*m_lesson);
}

void LearnPage::refreshNow()
{
    if (!m_lesson || !needsLesson())
        return;
    const auto values = m_valuesHtml;
    const auto numbers = m_presenting ? plotNumbers() : QStringList();
    refresh(*m_lesson);
    if (m_presenting)
        showChanges(values, numbers);
}

void LearnPage::setPresenting(bool on)
{
    m_presenting = on;
}

void LearnPage::setModel(const StoredModel&)
{
}

QStringList LearnPage::plotNumbers() const
{
    QStringList numbers;
    for (const auto* plot : m_plots)
        numbers << plot->fingerprint();
    return numbers;
}

void LearnPage::showChanges(const QString& valuesBefore, const QStringList& plotsBefore)
{
    m_values->setText(markedChanges(valuesBefore, m_valuesHtml, palette()));
    m_marks.start();
    const auto numbers = plotNumbers();
    QList<QWidget*> changed;
    for (int i = 0; i < m_plots.size(); ++i)
        if (numbers[i] != plotsBefore[i])
            changed << m_plots[i];
    Q_EMIT plotsChanged(changed);
}

void LearnPage::setPlaceholder(const QString& text)
{
    for (auto* plot : m_plots)
        plot->setPlaceholder(text);
}

void LearnPage::setUpdating(bool on)
{
    for (auto* plot : m_plots)
        plot->setUpdating(on);
}

void LearnPage::setSaveAs(const SaveAs& saveAs)
{
    for (auto* plot : m_plots)
        plot->setSaveAs(saveAs);
}

void LearnPage::setValues(const QString& html)
{
    m_valuesHtml = html;
    m_values->setText(html);
    m_marks.stop();
}

void LearnPage::setNote(const QString& text)
{
    m_note->setText(text);
    m_note->setVisible(!text.isEmpty());
}

void LearnPage::addControl(const QString& label, QWidget* control, QWidget* value)
{
    const int place = m_controls->count() == 0 ? 0 : property("controls").toInt();
    setProperty("controls", place + 1);
    const int row = place / columnsOfControls, column = 3 * (place % columnsOfControls);
    if (!label.isEmpty()) {
        auto* name = new QLabel(label, this);
        name->setBuddy(control);
        m_controls->addWidget(name, row, column);
    }
    m_controls->addWidget(control, row, column + 1, 1, value ? 1 : 2);
    if (value)
        m_controls->addWidget(value, row, column + 2);
    m_controls->setColumnStretch(column + 1, 1);
}

QSlider* LearnPage::addSlider(const QString& id, const QString& label, int low, int high, int value,
                              const ValueText& textOf)
{
    auto* slider = new QSlider(Qt::Horizontal, this);
    slider->setObjectName(id);
    slider->setAccessibleName(label);
    slider->setRange(low, high);
    slider->setPageStep(std::max(1, (high - low) / 10));
    slider->setValue(value);
    slider->setMinimumWidth(90);
    auto* shown = new QLabel(textOf(value), this);
    int widest = 0;
    for (const int each : {low, high, value})
        widest = std::max(widest, fontMetrics().horizontalAdvance(textOf(each)));
    shown->setMinimumWidth(widest + 4);
    addControl(label, slider, shown);
    connect(slider, &QSlider::valueChanged, this, [this, shown, textOf](int now) {
        shown->setText(textOf(now));
        refreshNow();
    });
    m_controlTexts.append({label, [slider, textOf] { return textOf(slider->value()); }});
    return slider;
}

QSlider* LearnPage::addBits(int low, int high, int value)
{
    return addSlider(QStringLiteral("bits"), tr("Bits"), low, high, value,
                     [](int bits) { return QString::number(bits); });
}

QComboBox* LearnPage::addChoice(const QString& id, const QString& label, const QStringList& items)
{
    auto* box = new QComboBox(this);
    box->setObjectName(id);
    box->setAccessibleName(label);
    box->addItems(items);
    addControl(label, box);
    connect(box, &QComboBox::currentIndexChanged, this, &LearnPage::refreshNow);
    m_controlTexts.append({label, [box] { return box->currentText(); }});
    return box;
}

QCheckBox* LearnPage::addCheck(const QString& id, const QString& label, bool on)
{
    auto* box = new QCheckBox(label, this);
    box->setObjectName(id);
    box->setAccessibleName(label);
    box->setChecked(on);
    addControl({}, box);
    connect(box, &QCheckBox::toggled, this, &LearnPage::refreshNow);
    m_controlTexts.append({label, [box] { return box->isChecked() ? tr("on") : tr("off"); }});
    return box;
}

QPushButton* LearnPage::addButton(const QString& id, const QString& label, const std::function<void()>& slot)
{
    auto* button = new QPushButton(label, this);
    button->setObjectName(id);
    button->setAccessibleName(label);
    addControl({}, button);
    connect(button, &QPushButton::clicked, this, slot);
    return button;
}

void LearnPage::addPlot(PlotView* plot, int stretch)
{
    m_plots.append(plot);
    m_pictures->addWidget(plot, stretch);
}

void LearnPage::addAbove(QWidget* widget)
{
    m_right->insertWidget(++m_above, widget); // the controls come first
}

void LearnPage::addWide(QWidget* widget)
{
    m_right->addWidget(widget);
}

QVariantMap LearnPage::state() const
{
    QVariantMap state;
    for (const auto* slider : findChildren<QSlider*>())
        state[slider->objectName()] = slider->value();
    for (const auto* box : findChildren<QComboBox*>())
        state[box->objectName()] = box->currentIndex();
    for (const auto* box : findChildren<QCheckBox*>())
        state[box->objectName()] = box->isChecked();
    return state;
}

void LearnPage::restoreState(const QVariantMap& state)
{
    for (auto* slider : findChildren<QSlider*>())
        slider->setValue(state.value(slider->objectName(), slider->value()).toInt());
    for (auto* box : findChildren<QComboBox*>())
        box->setCurrentIndex(state.value(box->objectName(), box->currentIndex()).toInt());
    for (auto* box : findChildren<QCheckBox*>())
        box->setChecked(state.value(box->objectName(), box->isChecked()).toBool());
}

void LearnPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const bool wide = event->size().width() > 2 * wideEnough * fontMetrics().averageCharWidth();
    m_layout->setDirection(wide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_layout->setStretch(0, wide ? 2 : 1);
    m_layout->setStretch(1, wide ? 5 : 3);
}

}
