// SPDX-License-Identifier: GPL-3.0-or-later
#include "samples/benchmarkpicture.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include "common/appearance.h"

namespace quantscope {

BenchmarkPicture::BenchmarkPicture(QWidget* parent)
    : QWidget(parent)
    , m_about(new QLabel)
    , m_previous(new QToolButton)
    , m_next(new QToolButton)
    , m_useSelected(new QPushButton(tr("Use &selected question")))
{
    m_about->setWordWrap(true);
    m_about->setTextFormat(Qt::PlainText);
    m_about->setAccessibleName(tr("Question whose picture is asked about"));
    m_previous->setToolTip(tr("Picture of the previous question"));
    m_next->setToolTip(tr("Picture of the next question"));
    m_useSelected->setToolTip(tr("The question that is selected in Samples"));
    for (auto* button : {m_previous, m_next})
        button->setAccessibleName(button->toolTip());
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_previous);
    buttons->addWidget(m_next);
    buttons->addWidget(m_useSelected);
    buttons->addStretch();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_about);
    layout->addLayout(buttons);
    layout->addStretch();
    connect(m_previous, &QToolButton::clicked, this, [this] { choose(neighbour(-1)); });
    connect(m_next, &QToolButton::clicked, this, [this] { choose(neighbour(1)); });
    connect(m_useSelected, &QPushButton::clicked, this, [this] { choose(m_selected); });
    updateTexts();
    updateIcons();
}

void BenchmarkPicture::setDataset(std::shared_ptr<const Dataset> dataset)
{
    if (dataset == m_dataset)
        return;
    const bool same = dataset && m_dataset && dataset->file == m_dataset->file &&
        dataset->questions.size() == m_dataset->questions.size();
    m_dataset = std::move(dataset);
    if (same)
        return;
    m_row = m_selected = -1;
    m_isChosen = false;
    go(neighbour(1));
}

void BenchmarkPicture::setRow(int row)
{
    if (m_dataset && row >= 0 && static_cast<size_t>(row) < m_dataset->questions.size() &&
        !m_dataset->questions[static_cast<size_t>(row)].images.empty())
        go(row);
}

void BenchmarkPicture::setSelectedRow(int row)
{
    m_selected = row;
    if (!m_isChosen && row != m_row)
        setRow(row);
    updateTexts();
}

void BenchmarkPicture::choose(int row)
{
    m_isChosen = row != m_selected;
    setRow(row);
}

bool BenchmarkPicture::isEmpty() const
{
    return m_row < 0;
}

const Question* BenchmarkPicture::question() const
{
    return m_row < 0 ? nullptr : &m_dataset->questions[static_cast<size_t>(m_row)];
}

QString BenchmarkPicture::title() const
{
    return m_row < 0 ? QString() : QStringLiteral("#") + QString::fromStdString(question()->index);
}

// The nearest question with an image; -1: none.
int BenchmarkPicture::neighbour(int step) const
{
    const int count = m_dataset ? static_cast<int>(m_dataset->questions.size()) : 0;
    for (int row = m_row + step; row >= 0 && row < count; row += step)
        if (!m_dataset->questions[static_cast<size_t>(row)].images.empty())
            return row;
    return -1;
}

void BenchmarkPicture::go(int row)
{
    m_row = row;
    updateTexts();
    emit changed();
}

void BenchmarkPicture::updateTexts()
{
    m_previous->setEnabled(neighbour(-1) >= 0);
    m_next->setEnabled(neighbour(1) >= 0);
    m_useSelected->setEnabled(m_selected >= 0 && m_selected != m_row);
    const auto* asked = question();
    if (!asked)
        return m_about->setText(tr("No question of the benchmark has an image."));
    QStringList parts{title()};
    if (!asked->category.empty())
        parts << QString::fromStdString(asked->category);
    if (asked->images.size() > 1)
        parts << tr("the first of %1 images").arg(asked->images.size());
    QStringList accepted;
    for (const auto& answer : asked->answers)
        accepted << QString::fromStdString(answer);
    auto text = parts.join(QStringLiteral(" · "));
    if (!accepted.isEmpty())
        text += '\n' + tr("Accepted: %1").arg(accepted.join(tr("; ")));
    m_about->setText(text);
}

void BenchmarkPicture::updateIcons()
{
    m_previous->setIcon(themedIcon(QStringLiteral("previous"), palette()));
    m_next->setIcon(themedIcon(QStringLiteral("next"), palette()));
}

void BenchmarkPicture::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        updateIcons();
}

}
