// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/manualwindow.h"

#include <QAction>
#include <QDesktopServices>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QShortcut>
#include <QSignalBlocker>
#include <QSplitter>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

#include "base/error.h"
#include "files/resources.h"
#include "gui/dialogs/manualpage.h"

namespace quantscope {
namespace {

const QString contentsPage = QStringLiteral("index");
constexpr int idRole = Qt::UserRole;

QString textOfFile(const QString& file)
{
    QFile in(file);
    return in.open(QIODevice::ReadOnly) ? QString::fromUtf8(in.readAll()) : QString();
}

std::filesystem::path indexFile()
{
    return findResource("manual/" + contentsPage.toStdString() + ".md");
}

QString pageOf(const QString& id)
{
    return id.section('#', 0, 0);
}

}

ManualWindow::ManualWindow(QWidget* parent)
    : QWidget(parent, Qt::Window)
    , m_contents(new QTreeWidget(this))
    , m_view(new ManualPage(this))
    , m_search(new QLineEdit(this))
    , m_count(new QLabel(this))
{
    setObjectName(QStringLiteral("manual"));
    setWindowTitle(tr("Manual"));
    auto* bar = new QHBoxLayout;
    createBar(bar);
    auto* split = new QSplitter(this);
    split->addWidget(m_contents);
    split->addWidget(m_view);
    split->setStretchFactor(1, 1);
    split->setSizes({220, 780});
    split->setChildrenCollapsible(false);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(bar);
    layout->addWidget(split, 1);
    resize(1000, 760);
    m_contents->setAccessibleName(tr("Contents of the manual"));
    m_contents->setHeaderHidden(true);
    connect(m_contents, &QTreeWidget::currentItemChanged, this, [this](const QTreeWidgetItem* item) {
        if (item)
            showPage(item->data(0, idRole).toString());
    });
    // A click on the current line leads back to where it starts.
    connect(m_contents, &QTreeWidget::itemClicked, this,
            [this](const QTreeWidgetItem* item) { showPage(item->data(0, idRole).toString()); });
    connect(m_view, &QTextBrowser::anchorClicked, this, &ManualWindow::follow);
    auto* close = new QShortcut(QKeySequence::Close, this);
    connect(close, &QShortcut::activated, this, &QWidget::close);
    createContents();
    showPage(contentsPage);
}

ManualWindow::~ManualWindow()
{
    // What the views still say while they go would reach members that are gone.
    for (QObject* view : std::initializer_list<QObject*>{m_contents, m_view, m_search})
        view->disconnect(this);
}

void ManualWindow::createBar(QHBoxLayout* bar)
{
    m_back = addButton(bar, QStringLiteral("manualBack"), tr("Back"), QKeySequence("Alt+Left"), &ManualWindow::back);
    m_forward = addButton(bar, QStringLiteral("manualForward"), tr("Forward"), QKeySequence("Alt+Right"),
                          &ManualWindow::forward);
    addButton(bar, QStringLiteral("manualContents"), tr("Contents"), QKeySequence("Alt+Home"),
              &ManualWindow::showContents);
    bar->addStretch(1);
    m_search->setPlaceholderText(tr("Find in the page"));
    m_search->setAccessibleName(tr("Find in the page"));
    m_search->setClearButtonEnabled(true);
    m_search->setMaximumWidth(260);
    bar->addWidget(m_search, 1);
    m_count->setAccessibleName(tr("Number of matches"));
    bar->addWidget(m_count);
    m_previous = addButton(bar, QStringLiteral("manualPrevious"), tr("Previous"), QKeySequence("Shift+F3"),
                           &ManualWindow::findPrevious);
    m_next = addButton(bar, QStringLiteral("manualNext"), tr("Next"), QKeySequence("F3"), &ManualWindow::findNext);
    connect(m_search, &QLineEdit::textChanged, this, [this] {
        markMatches();
        showMatch(1);
    });
    connect(m_search, &QLineEdit::returnPressed, this, &ManualWindow::findNext);
    auto* find = new QShortcut(QKeySequence::Find, this);
    connect(find, &QShortcut::activated, this, &ManualWindow::focusSearch);
    auto* leave = new QShortcut(QKeySequence(Qt::Key_Escape), m_search, nullptr, nullptr, Qt::WidgetShortcut);
    connect(leave, &QShortcut::activated, m_view, [this] { m_view->setFocus(Qt::ShortcutFocusReason); });
}

QAction* ManualWindow::addButton(QHBoxLayout* bar, const QString& name, const QString& title, const QKeySequence& keys,
                                 void (ManualWindow::*slot)())
{
    auto* action = new QAction(title, this);
    action->setObjectName(name);
    action->setShortcut(keys);
    action->setToolTip(QStringLiteral("%1 (%2)").arg(title, keys.toString(QKeySequence::NativeText)));
    connect(action, &QAction::triggered, this, slot);
    addAction(action);
    auto* button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setAccessibleName(title);
    bar->addWidget(button);
    return action;
}

// The pages that the contents page links to, in its order, with their headings below them.
std::vector<std::pair<QString, QString>> ManualWindow::listedPages()
{
    std::vector<std::pair<QString, QString>> pages;
    static const QRegularExpression link(QStringLiteral("\\[([^\\]]+)\\]\\(([\\w-]+)\\.md\\)"));
    const auto text = textOfFile(QString::fromStdString(indexFile().string()));
    for (auto it = link.globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        const auto isThere = [&](const auto& page) { return page.first == match.captured(2); };
        if (match.captured(2) != contentsPage && std::none_of(pages.begin(), pages.end(), isThere))
            pages.emplace_back(match.captured(2), match.captured(1));
    }
    return pages;
}

void ManualWindow::createContents()
{
    try {
        m_folder = QFileInfo(QString::fromStdString(indexFile().string())).absolutePath();
        const QSignalBlocker blocker(m_contents);
        addPage(contentsPage, tr("Contents"));
        for (const auto& [id, title] : listedPages())
            addPage(id, title);
    } catch (const Error& problem) {
        m_view->showSentence(QString::fromUtf8(problem.what()));
        m_contents->setEnabled(false);
    }
}

void ManualWindow::addPage(const QString& id, const QString& title)
{
    m_pages << id;
    auto* item = new QTreeWidgetItem(m_contents, {title});
    item->setData(0, idRole, id);
    if (id == contentsPage)
        return;
    static const QRegularExpression heading(QStringLiteral("^## (.+)$"), QRegularExpression::MultilineOption);
    const auto text = textOfFile(fileOf(id));
    for (auto it = heading.globalMatch(text); it.hasNext();) {
        const auto name = it.next().captured(1).trimmed();
        auto* place = new QTreeWidgetItem(item, {name});
        place->setData(0, idRole, id + '#' + ManualPage::anchorOf(name));
    }
}

QString ManualWindow::fileOf(const QString& id) const
{
    return QDir(m_folder).filePath(id + ".md");
}

QString ManualWindow::page() const
{
    return m_history.empty() ? QString() : pageOf(m_history[m_visit].id);
}

bool ManualWindow::showPage(const QString& id)
{
    if (m_pages.isEmpty())
        return false;
    const bool again = !m_history.empty() && m_history[m_visit].id == id;
    if (!m_history.empty() && !again)
        m_history[m_visit].place = m_view->place();
    const bool found = open(id);
    if (!again) {
        if (!m_history.empty())
            m_history.resize(m_visit + 1);
        m_history.push_back({id});
        m_visit = m_history.size() - 1;
    }
    updateControls();
    return found;
}

bool ManualWindow::open(const QString& id)
{
    const auto name = pageOf(id), anchor = id.section('#', 1);
    if (!m_pages.contains(name) || (page() != name && !m_view->load(fileOf(name)))) {
        m_view->showSentence(tr("The manual has no page “%1”.").arg(name));
        markMatches();
        return false;
    }
    if (page() != name)
        markMatches();
    m_view->setPlace(0);
    return anchor.isEmpty() || m_view->showAnchor(anchor);
}

void ManualWindow::revisit(size_t visit)
{
    m_history[m_visit].place = m_view->place();
    open(m_history[visit].id);
    m_visit = visit;
    m_view->setPlace(m_history[visit].place);
    updateControls();
}

void ManualWindow::back()
{
    if (m_visit > 0)
        revisit(m_visit - 1);
}

void ManualWindow::forward()
{
    if (m_visit + 1 < m_history.size())
        revisit(m_visit + 1);
}

void ManualWindow::showContents()
{
    showPage(contentsPage);
}

void ManualWindow::follow(const QUrl& link)
{
    if (!link.isRelative()) {
        QDesktopServices::openUrl(link);
        return;
    }
    auto id = link.path().isEmpty() ? page() : QFileInfo(link.path()).completeBaseName();
    if (link.hasFragment())
        id += '#' + link.fragment();
    showPage(id);
}

void ManualWindow::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void ManualWindow::markMatches()
{
    m_matches.clear();
    m_match = -1;
    auto color = palette().color(QPalette::Highlight);
    color.setAlphaF(0.3f);
    QList<QTextEdit::ExtraSelection> marks;
    const auto wanted = m_search->text();
    const auto* text = m_view->document();
    for (auto at = wanted.isEmpty() ? QTextCursor() : text->find(wanted, 0); !at.isNull();
         at = text->find(wanted, at)) {
        m_matches << at;
        QTextEdit::ExtraSelection mark;
        mark.cursor = at;
        mark.format.setBackground(color);
        marks << mark;
    }
    m_view->setExtraSelections(marks);
    updateMatches();
}

void ManualWindow::showMatch(int step)
{
    const auto count = m_matches.size();
    if (count == 0)
        return;
    m_match = m_match < 0 && step < 0 ? count - 1 : (m_match + step + count) % count;
    m_view->setTextCursor(m_matches[m_match]);
    updateMatches();
}

void ManualWindow::updateMatches()
{
    const auto count = m_matches.size();
    m_count->setText(count > 0                        ? tr("%1 of %2").arg(m_match + 1).arg(count)
                         : m_search->text().isEmpty() ? QString()
                                                      : tr("not found"));
    m_next->setEnabled(count > 0);
    m_previous->setEnabled(count > 0);
}

void ManualWindow::findNext()
{
    showMatch(1);
}

void ManualWindow::findPrevious()
{
    showMatch(-1);
}

// The list, the title and the buttons follow the page.
void ManualWindow::updateControls()
{
    m_back->setEnabled(m_visit > 0);
    m_forward->setEnabled(m_visit + 1 < m_history.size());
    const QSignalBlocker blocker(m_contents);
    const auto id = m_history[m_visit].id;
    QTreeWidgetItem* chosen = nullptr;
    for (int i = 0; i < m_contents->topLevelItemCount(); ++i) {
        auto* item = m_contents->topLevelItem(i);
        if (item->data(0, idRole).toString() != pageOf(id))
            continue;
        chosen = item;
        setWindowTitle(tr("Manual: %1").arg(item->text(0)));
        for (int j = 0; j < item->childCount(); ++j)
            if (item->child(j)->data(0, idRole).toString() == id)
                chosen = item->child(j);
    }
    m_contents->setCurrentItem(chosen);
    if (!chosen)
        setWindowTitle(tr("Manual"));
    else
        m_contents->scrollToItem(chosen);
}

}
