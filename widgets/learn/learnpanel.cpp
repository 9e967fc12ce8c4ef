// SPDX-License-Identifier: GPL-3.0-or-later
#include "learn/learnpanel.h"

#include <QApplication>
#include <QBoxLayout>
#include <QComboBox>
#include <QEvent>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QStackedWidget>

#include <algorithm>
#include <numeric>

#include "common/appearance.h"
#include "figures/plotexport.h"
#include "learn/learnexport.h"
#include "learn/learnpages.h"

namespace quantscope {

LearnPanel::LearnPanel(SaveAs saveAs, QWidget* parent)
    : QWidget(parent)
    , m_saveAs(std::move(saveAs))
    , m_pages(new QStackedWidget(this))
{
    setFocusPolicy(Qt::StrongFocus);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 4, 6, 4);
    makeHeader();
    // In a small dock the page scrolls instead of making the window larger.
    auto* area = new QScrollArea(this);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setMinimumSize(260, 120);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidget(m_pages);
    layout->addWidget(area, 1);
    retranslate();
    for (const auto& [keys, step] : {std::pair{QKeySequence(Qt::Key_PageUp), -1},
                                     {QKeySequence(Qt::Key_PageDown), 1},
                                     {QKeySequence(Qt::ALT | Qt::Key_Left), -1},
                                     {QKeySequence(Qt::ALT | Qt::Key_Right), 1}})
        addShortcut(keys, step);
}

void LearnPanel::addShortcut(const QKeySequence& keys, int step)
{
    auto* shortcut = new QShortcut(keys, this);
    shortcut->setContext(Qt::WidgetWithChildrenShortcut);
    connect(shortcut, &QShortcut::activated, this, [this, step] { setPage(page() + step); });
}

void LearnPanel::makeHeader()
{
    auto* pages = new QHBoxLayout;
    auto* layer = new QHBoxLayout;
    const auto button = [&](const char* name, auto slot) {
        auto* made = new QPushButton(this);
        made->setObjectName(QString::fromLatin1(name));
        connect(made, &QPushButton::clicked, this, slot);
        return made;
    };
    m_previous = button("previousPage", [this] { setPage(page() - 1); });
    m_next = button("nextPage", [this] { setPage(page() + 1); });
    m_wish = button("tellingLayer", [this] { Q_EMIT layerWished(pageWidget(page())->wish()); });
    m_export = button("exportPage", [this] { exportPages({page()}, QStringLiteral("lesson-") + pageId()); });
    m_exportAll = button("exportAllPages", [this] {
        QList<int> all(pageCount());
        std::iota(all.begin(), all.end(), 0);
        exportPages(all, QStringLiteral("lessons"));
    });
    m_choice = new QComboBox(this);
    m_choice->setObjectName(QStringLiteral("page"));
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_choice->setMinimumContentsLength(14);
    connect(m_choice, &QComboBox::activated, this, &LearnPanel::setPage);
    m_layer = new QLabel(this);
    m_layer->setObjectName(QStringLiteral("layer"));
    m_layer->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    pages->addWidget(m_previous);
    pages->addWidget(m_choice, 1);
    pages->addWidget(m_next);
    layer->addWidget(m_layer, 1);
    for (auto* each : {m_wish, m_export, m_exportAll})
        layer->addWidget(each);
    for (auto* row : {pages, layer})
        static_cast<QBoxLayout*>(layout())->addLayout(row);
}

void LearnPanel::makePages()
{
    for (const auto& row : learnPages()) {
        auto* made = row.create(m_pages);
        made->setObjectName(QString::fromLatin1(row.id));
        made->setAccessibleName(QCoreApplication::translate("LearnPages", row.title));
        made->setSaveAs(m_saveAs);
        made->start();
        if (made->needsLesson())
            made->setPlaceholder(m_placeholder);
        made->setModel(m_model);
        made->setPresenting(m_presenting);
        connect(made, &LearnPage::plotsChanged, this, &LearnPanel::plotsChanged);
        m_pages->addWidget(made);
        if (auto* steps = qobject_cast<StepsPage*>(made)) {
            const auto walk = steps->walk();
            connect(steps, &StepsPage::startRequested, this,
                    [this, walk](bool first) { Q_EMIT stepsRequested(walk, first); });
            connect(steps, &StepsPage::stopRequested, this, [this, walk] { Q_EMIT stepsStopRequested(walk); });
            steps->setRows(m_steps[walk].rows, m_steps[walk].running);
        }
    }
}

// All texts anew: the pages are made again and get their controls' positions back.
void LearnPanel::retranslate()
{
    const int before = std::max(0, page());
    QList<QVariantMap> states;
    while (m_pages->count() > 0) {
        auto* old = pageWidget(0);
        states << old->state();
        m_pages->removeWidget(old);
        delete old;
    }
    setAccessibleName(tr("Lessons"));
    m_previous->setText(tr("◀ Previous"));
    m_next->setText(tr("Next ▶"));
    m_wish->setText(tr("Find a telling layer"));
    m_wish->setToolTip(tr("Selects a layer on which this page has much to show"));
    m_export->setText(tr("Export page…"));
    m_exportAll->setText(tr("Export all…"));
    m_choice->setAccessibleName(tr("Page"));
    m_choice->clear();
    for (const auto& row : learnPages())
        m_choice->addItem(QStringLiteral("%1  %2")
                              .arg(m_choice->count() + 1)
                              .arg(QCoreApplication::translate("LearnPages", row.title)));
    makePages();
    for (int i = 0; i < states.size(); ++i)
        pageWidget(i)->restoreState(states[i]);
    setPage(before);
    pageChanged();
}

int LearnPanel::pageCount() const
{
    return m_pages->count();
}

int LearnPanel::page() const
{
    return m_pages->currentIndex();
}

LearnPage* LearnPanel::pageWidget(int index) const
{
    return static_cast<LearnPage*>(m_pages->widget(index));
}

QString LearnPanel::pageId() const
{
    return QString::fromLatin1(learnPages()[static_cast<size_t>(page())].id);
}

void LearnPanel::showPage(const QString& id)
{
    for (int i = 0; i < pageCount(); ++i)
        if (id == QLatin1String(learnPages()[static_cast<size_t>(i)].id))
            setPage(i);
}

LearnPage* LearnPanel::pageOf(const QString& id) const
{
    for (int i = 0; i < pageCount(); ++i)
        if (pageWidget(i)->objectName() == id)
            return pageWidget(i);
    return nullptr;
}

QVariantMap LearnPanel::pageState(const QString& id) const
{
    const auto* found = pageOf(id);
    return found ? found->state() : QVariantMap();
}

void LearnPanel::restorePageState(const QString& id, const QVariantMap& state)
{
    if (auto* found = pageOf(id))
        found->restoreState(state);
}

void LearnPanel::setPage(int index)
{
    if (index < 0 || index >= pageCount())
        return;
    const bool inside = m_pages->isAncestorOf(QApplication::focusWidget());
    m_pages->setCurrentIndex(index);
    if (inside)
        setFocus(Qt::OtherFocusReason); // the control that had it is hidden now
    pageChanged();
}

void LearnPanel::pageChanged()
{
    auto* now = pageWidget(page());
    // Only the page in front may ask for room.
    for (int i = 0; i < pageCount(); ++i) {
        const auto policy = i == page() ? QSizePolicy::Preferred : QSizePolicy::Ignored;
        pageWidget(i)->setSizePolicy(policy, policy);
    }
    m_choice->setCurrentIndex(page());
    m_previous->setEnabled(page() > 0);
    m_next->setEnabled(page() + 1 < pageCount());
    m_wish->setEnabled(m_lesson && now->needsLesson());
    if (m_lesson)
        now->setLesson(m_lesson);
    now->setUpdating(m_updating && now->needsLesson());
    m_layer->setText(now->needsLesson() ? layerText() : QString());
    m_layer->setToolTip(m_layer->text());
}

QString LearnPanel::layerText() const
{
    if (!m_lesson)
        return m_placeholder;
    const auto images = std::count(m_lesson->isImage.begin(), m_lesson->isImage.end(), 1);
    return tr("%1: %2, %3 image and %4 text tokens")
        .arg(towerTitle(m_lesson->layer.tower), shortLayerName(m_lesson->layer))
        .arg(images)
        .arg(m_lesson->tokens() - images);
}

void LearnPanel::setLesson(std::shared_ptr<const LessonData> lesson)
{
    m_lesson = std::move(lesson);
    pageChanged();
}

void LearnPanel::setPlaceholder(const QString& text)
{
    m_placeholder = text;
    for (int i = 0; i < pageCount(); ++i)
        if (pageWidget(i)->needsLesson())
            pageWidget(i)->setPlaceholder(text);
    pageChanged();
}

void LearnPanel::setUpdating(bool on)
{
    m_updating = on;
    pageChanged();
}

void LearnPanel::setSteps(StepsPage::Walk walk, const std::vector<StepRow>& rows, bool running)
{
    m_steps[walk] = {rows, running};
    for (int i = 0; i < pageCount(); ++i)
        if (auto* steps = qobject_cast<StepsPage*>(pageWidget(i)); steps && steps->walk() == walk)
            steps->setRows(rows, running);
}

void LearnPanel::setOrigin(const QString& text)
{
    m_origin = text;
}

void LearnPanel::setModel(const StoredModel& model)
{
    m_model = model;
    for (int i = 0; i < pageCount(); ++i)
        pageWidget(i)->setModel(model);
}

void LearnPanel::setPresenting(bool on)
{
    m_presenting = on;
    for (auto* button : {m_export, m_exportAll})
        button->setVisible(!on);
    for (int i = 0; i < pageCount(); ++i)
        pageWidget(i)->setPresenting(on);
}

QString LearnPanel::html(const QList<int>& indices)
{
    QList<const LearnPage*> chosen;
    for (const int index : indices) {
        auto* each = pageWidget(index);
        if (m_lesson)
            each->setLesson(m_lesson);
        if (index != page()) {
            // Hidden pages have no layout yet; drawing one gives it that.
            each->resize(m_pages->size());
            each->grab();
        }
        chosen << each;
    }
    return lessonsHtml(chosen, m_lesson ? layerText() : QString(), m_origin);
}

void LearnPanel::exportPages(const QList<int>& indices, const QString& name)
{
    if (m_saveAs)
        m_saveAs(name + QStringLiteral(".html"), tr("Web pages (*.html)"),
                 [self = QPointer(this), indices](const QString& file) {
                     if (self)
                         writeFile(file, self->html(indices).toUtf8());
                 });
}

void LearnPanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::LanguageChange)
        return;
    retranslate();
    Q_EMIT languageChanged();
}

}
