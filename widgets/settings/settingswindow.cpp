// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/settingswindow.h"

#include <QApplication>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QShortcut>
#include <QVBoxLayout>

#include "common/appearance.h"
#include "settings/settingeditor.h"

namespace quantscope {
namespace {

constexpr QSize wantedSettingsSize(720, 640); // pixels

}

SettingsWindow::SettingsWindow(const std::vector<ProgramSetting>& rows, QWidget* parent)
    : QDialog(parent)
    , m_search(new QLineEdit(this))
    , m_area(new QScrollArea(this))
    , m_none(new QLabel(tr("No setting fits the search."), this))
    , m_waiting(new QLabel(this))
    , m_restart(new QPushButton(tr("&Restart now"), this))
    , m_resetAll(new QPushButton(tr("Reset &all"), this))
{
    setObjectName(QStringLiteral("settings"));
    setWindowTitle(tr("Settings"));
    m_search->setPlaceholderText(tr("Search settings"));
    m_search->setAccessibleName(tr("Search settings"));
    m_search->setToolTip(tr("Settings whose name, section or explanation has these words (Ctrl+F)"));
    m_search->setClearButtonEnabled(true);
    m_waiting->setWordWrap(true);
    m_restart->setObjectName(QStringLiteral("restart"));
    m_restart->setToolTip(tr("Ends the program and starts it again with what is open, the recipe, the runs and what is "
                             "selected; a run under way can be continued"));
    m_resetAll->setToolTip(tr("All settings back to what they are at the first start"));
    auto* close = new QPushButton(tr("&Close"), this);
    close->setToolTip(tr("Close (Esc)"));
    for (auto* button : {m_restart, m_resetAll, close}) {
        button->setAccessibleName(button->text().remove('&'));
        button->setAutoDefault(false);
    }
    auto* content = new QWidget(m_area);
    auto* grid = new QGridLayout(content);
    grid->setColumnStretch(1, 1);
    QLabel* heading = nullptr;
    for (const auto& row : rows) {
        if (!heading || heading->text() != row.section) {
            heading = new QLabel(row.section, content);
            auto bold = heading->font();
            bold.setBold(true);
            heading->setFont(bold);
            grid->addWidget(heading, grid->rowCount(), 0, 1, 2);
        }
        addRow(grid, row, heading);
    }
    grid->setRowStretch(grid->rowCount(), 1);
    m_area->setWidget(content);
    m_area->setWidgetResizable(true);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_resetAll);
    buttons->addWidget(m_waiting, 1);
    buttons->addWidget(m_restart);
    buttons->addWidget(close);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_search);
    layout->addWidget(m_none, 1, Qt::AlignCenter);
    layout->addWidget(m_area, 1);
    layout->addLayout(buttons);
    connect(m_search, &QLineEdit::textChanged, this, &SettingsWindow::applyFilter);
    connect(m_resetAll, &QPushButton::clicked, this, &SettingsWindow::resetAll);
    connect(m_restart, &QPushButton::clicked, this, &SettingsWindow::restartRequested);
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    connect(new QShortcut(QKeySequence::Find, this), &QShortcut::activated, m_search,
            [this] { m_search->setFocus(Qt::ShortcutFocusReason); });
    resize(wantedSettingsSize.boundedTo(screen()->availableGeometry().size() * 0.9));
    m_search->setFocus();
    applyFilter();
    updateRestart();
}

void SettingsWindow::addRow(QGridLayout* grid, const ProgramSetting& row, QLabel* heading)
{
    auto* content = heading->parentWidget();
    auto* editor = new SettingEditor(row, content);
    auto* label = new QLabel(row.label, content);
    label->setBuddy(editor);
    label->setIndent(12);
    auto* help = new QLabel(row.help, content);
    help->setWordWrap(true);
    quieten(help);
    const int at = grid->rowCount();
    grid->addWidget(label, at, 0, Qt::AlignTop);
    grid->addWidget(editor, at, 1);
    grid->addWidget(help, at + 1, 1);
    connect(editor, &SettingEditor::changed, this, &SettingsWindow::updateRestart);
    m_lines.push_back({label, editor, help, heading});
}

void SettingsWindow::quieten(QLabel* help) const
{
    auto quiet = palette();
    quiet.setColor(QPalette::WindowText, quietText(palette()));
    help->setPalette(quiet);
}

void SettingsWindow::changeEvent(QEvent* event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        for (const auto& line : m_lines)
            quieten(line.help);
}

void SettingsWindow::applyFilter()
{
    bool any = false;
    for (const auto& line : m_lines)
        line.heading->hide();
    for (const auto& line : m_lines) {
        const bool fits = line.editor->fits(m_search->text());
        for (auto* widget : std::initializer_list<QWidget*>{line.label, line.editor, line.help})
            widget->setVisible(fits);
        if (fits)
            line.heading->show();
        any = any || fits;
    }
    m_none->setVisible(!any);
    m_area->setVisible(any);
}

void SettingsWindow::updateRestart()
{
    QStringList waiting;
    bool all = true;
    for (const auto& line : m_lines) {
        if (line.editor->waitsForRestart())
            waiting << line.editor->row().label;
        all = all && line.editor->isStandard();
    }
    m_waiting->setText(waiting.isEmpty() ? QString()
                                         : tr("After a restart: %1.").arg(waiting.join(QStringLiteral(", "))));
    m_restart->setEnabled(!waiting.isEmpty());
    m_resetAll->setEnabled(!all);
}

void SettingsWindow::resetAll()
{
    // The language last: with it the window is made anew.
    for (const bool atOnce : {false, true})
        for (const auto& line : m_lines)
            if ((line.editor->row().id == QLatin1String("language")) == atOnce)
                line.editor->reset();
}

void SettingsWindow::refresh()
{
    for (const auto& line : m_lines)
        line.editor->refresh();
    updateRestart();
}

void SettingsWindow::showSetting(const QString& id)
{
    for (const auto& line : m_lines)
        if (line.editor->row().id == id) {
            if (line.editor->isHidden())
                m_search->clear();
            line.editor->takeFocus();
            m_area->ensureWidgetVisible(line.editor);
        }
}

QString SettingsWindow::currentSetting() const
{
    for (const auto& line : m_lines)
        if (const auto* focus = focusWidget(); focus && line.editor->isAncestorOf(focus))
            return line.editor->row().id;
    return {};
}

QString SettingsWindow::query() const
{
    return m_search->text();
}

void SettingsWindow::setQuery(const QString& text)
{
    m_search->setText(text);
}

}
