// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosisview/checkbar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>

#include "common/worktext.h"

namespace quantscope {
namespace {

constexpr int usualQuestions = 40;

}

CheckBar::CheckBar(const CheckBarTexts& texts, QWidget* parent)
    : QWidget(parent)
    , m_questions(new QSpinBox)
    , m_start(new QPushButton(texts.start))
    , m_stop(new QPushButton(tr("Stop")))
    , m_progress(new QProgressBar)
    , m_meaning(new QLabel)
{
    m_questions->setRange(1, 1000000);
    m_questions->setValue(usualQuestions);
    m_questions->setAccessibleName(texts.questions);
    m_questions->setToolTip(tr("How many questions every step asks, stratified by category"));
    m_progress->setRange(0, 1000);
    m_progress->setAccessibleName(texts.progress);
    m_progress->setTextVisible(true);
    m_meaning->setAccessibleName(tr("Protocol of the scores"));
    m_start->setAccessibleName(texts.start);
    m_stop->setAccessibleName(texts.stop);
    auto* label = new QLabel(tr("Questions:"));
    label->setBuddy(m_questions);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->addWidget(label);
    row->addWidget(m_questions);
    row->addWidget(m_start);
    row->addWidget(m_stop);
    row->addWidget(m_progress, 1);
    row->addStretch(0);
    row->addWidget(m_meaning);
    connect(m_start, &QPushButton::clicked, this, [this] { emit startRequested(questions()); });
    connect(m_stop, &QPushButton::clicked, this, &CheckBar::stopRequested);
    updateControls();
}

void CheckBar::setAvailable(bool on)
{
    m_available = on;
    updateControls();
}

void CheckBar::setRunning(bool on, double fraction, const QString& what)
{
    m_running = on;
    m_progress->setValue(static_cast<int>(fraction * 1000));
    m_progress->setFormat(what.isEmpty() ? QStringLiteral("%p %") : workText(what) + QStringLiteral(", %p %"));
    updateControls();
}

void CheckBar::setMeaning(const ScoreMeaning& meaning)
{
    m_meaning->setText(meaning.protocol);
    m_meaning->setToolTip(meaning.tip());
    m_meaning->setAccessibleDescription(meaning.facts.join(QStringLiteral("; ")));
}

int CheckBar::questions() const
{
    return m_questions->value();
}

void CheckBar::updateControls()
{
    m_start->setEnabled(m_available && !m_running);
    m_questions->setEnabled(!m_running);
    m_stop->setVisible(m_running);
    m_progress->setVisible(m_running);
}

}
